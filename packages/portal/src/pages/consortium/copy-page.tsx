import { answerOf, apiOf, commandHeaders, hiddenKeys } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Form } from "../../components/form.tsx";
import { EmptyState } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { whyNot } from "../proposals/allowed-action.ts";
import { crumbsTo, nameOf, proposalIdOf, proposalPath, readDraft } from "../proposals/proposal-facts.ts";

const apart = " ";

/** Topics of the calls that are open, as "call topic". */
const readTopics = async (c: PortalContext) => {
  const query = { status: "open" as const, origin: "platform" as const };
  const read = await answerOf(apiOf(c).GET("/v1/calls", { params: { query } }));
  const calls = read.ok ? read.value.calls : [];
  return calls.flatMap(({ callId, title, topics }) =>
    topics.map((topic) => ({ value: `${callId}${apart}${topic}`, label: `${title}: ${topic}` })),
  );
};

/** Into which call an earlier proposal is taken over. */
export const showCopy = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const [draft, topics] = await Promise.all([readDraft(c), readTopics(c)]);
  if (!draft.ok) return showProblem(c, draft.error);
  const path = proposalPath(draft.value);
  return show(c, {
    title: t("consortium.copy.title", { name: nameOf(draft.value, page) }),
    lead: t("consortium.copy.lead"),
    crumbs: crumbsTo(draft.value, page),
    content:
      topics.length === 0 ? (
        <EmptyState>{t("consortium.copy.none")}</EmptyState>
      ) : (
        <Form action={href(`${path}/copy`)} hidden={hiddenKeys()}>
          <Select name="topic" label={t("consortium.copy.into")} choices={topics} required />
          <ButtonRow>
            <Button disabledBecause={whyNot(draft.value, "copyProposal", page)}>{t("consortium.copy.button")}</Button>
          </ButtonRow>
        </Form>
      ),
  });
};

/** The new draft, and what the other call did not let through. Sent again, it is the same draft. */
export const copyProposal = async (c: PortalContext): Promise<Response> => {
  const { t, href } = c.get("page");
  const form = await readForm(c);
  const path = { proposalId: proposalIdOf(c) };
  const [callId = "", topicId = ""] = form.text("topic").split(apart);
  const params = { path, header: commandHeaders(form) };
  const made = await answerOf(
    apiOf(c).POST("/v1/proposals/{proposalId}/copies", { params, body: { callId, topicId } }),
  );
  if (!made.ok) return showProblem(c, made.error, `/proposals/${path.proposalId}/copy`);
  const { proposal, carried, notCarried } = made.value;
  return show(c, {
    title: t("consortium.copied.title"),
    lead: t(notCarried.length === 0 ? "consortium.copied.whole" : "consortium.copied.lead", { count: carried.length }),
    content: (
      <>
        {notCarried.length > 0 && (
          <ul>
            {notCarried.map(({ path: part, because }) => (
              <li>
                {part}: {t(`consortium.copied.${because}`)}
              </li>
            ))}
          </ul>
        )}
        <ButtonRow>
          <ButtonLink href={href(`/proposals/${proposal.id}`)}>{t("consortium.copied.open")}</ButtonLink>
        </ButtonRow>
      </>
    ),
  });
};
