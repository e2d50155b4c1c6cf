import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { EmptyState } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { whyNot } from "../proposals/allowed-action.ts";
import { FrozenDocumentView } from "../proposals/frozen-document.tsx";
import { crumbsTo, nameOf, proposalIdOf, proposalPath, readDraft, type Draft } from "../proposals/proposal-facts.ts";

const digestOf = ({ proposal }: Draft): string | null =>
  proposal.state === "writing" ? null : (proposal.frozen?.sha256 ?? null);

const readDocument = async (c: PortalContext, draft: Draft) => {
  const sha256 = digestOf(draft);
  if (sha256 === null) return null;
  const path = { proposalId: draft.proposal.id, sha256 };
  const read = await answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/documents/{sha256}", { params: { path } }));
  return read.ok ? read.value : null;
};

const showWith = async (c: PortalContext, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const document = await readDocument(c, draft.value);
  const sha256 = digestOf(draft.value);
  const path = proposalPath(draft.value);
  const content =
    sha256 === null ? (
      <EmptyState title={t("consortium.sign.nothing")} />
    ) : (
      <>
        <DescriptionList
          items={[{ term: t("proposals.digest"), detail: <code class="portal-digest">{sha256}</code> }]}
        />
        {document !== null && <FrozenDocumentView document={document} />}
        <Form action={href(`${path}/sign-off`)} hidden={{ ...hiddenKeys(), documentSha256: sha256 }}>
          <Checkbox
            name="confirmed"
            label={t("consortium.sign.confirm")}
            required
            error={refusal?.errors["confirmed"]}
          />
          <ButtonRow>
            <Button disabledBecause={whyNot(draft.value, "signOffProposal", page)}>
              {t("consortium.sign.button")}
            </Button>
            <ButtonLink kind="tertiary" href={href(`${path}/consortium`)}>
              {t("consortium.back")}
            </ButtonLink>
          </ButtonRow>
        </Form>
      </>
    );
  return showForm(
    c,
    {
      title: t("consortium.sign.title", { name: nameOf(draft.value, page) }),
      lead: t("consortium.sign.lead"),
      crumbs: crumbsTo(draft.value, page),
      content,
    },
    refusal,
  );
};

/** The frozen document as everybody reads it, and the partner's yes to exactly that. */
export const showSignOff = (c: PortalContext): Promise<Response> => showWith(c, null);

export const signOff = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  if (form.text("confirmed") !== "yes") return showWith(c, refusalOfFields({ confirmed: t("consortium.sign.rule") }));
  const path = { proposalId: proposalIdOf(c) };
  const params = { path, header: commandHeaders(form) };
  const body = { documentSha256: form.text("documentSha256") };
  const signed = await answerOf(apiOf(c).POST("/v1/proposals/{proposalId}/sign-offs", { params, body }));
  return signed.ok
    ? seeOther(c, `/proposals/${path.proposalId}/consortium?done=signed`)
    : showWith(c, refusalOf(signed.error, {}));
};
