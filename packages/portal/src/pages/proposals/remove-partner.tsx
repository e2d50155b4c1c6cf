import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, ifMatch, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { whyNot } from "./allowed-action.ts";
import { slotIn } from "./partner-part.tsx";
import { crumbsTo, partAt, partnerName, proposalIdOf, proposalPath, readDraft, type Draft } from "./proposal-facts.ts";

const Removal: FC<{ draft: Draft; slot: string; version: number }> = ({ draft, slot, version }) => {
  const page = usePage();
  const { t, href } = page;
  const path = `${proposalPath(draft)}/partners/${slot}`;
  return (
    <Form action={href(`${path}/removal`)} hidden={hiddenVersion(version)}>
      <ButtonRow>
        <Button disabledBecause={whyNot(draft, "removePartner", page)}>{t("proposals.remove")}</Button>
        <ButtonLink kind="secondary" href={href(path)}>
          {t("proposals.removeKeep")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

/** Asks before a partner goes, since its budget goes too. */
export const showRemoval = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const slot = slotIn(c) ?? "";
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const part = partAt(draft.value, `partner.${slot}`);
  if (part === undefined) return showProblem(c, { status: 404, code: "PageNotFound" });
  const partner = partnerName(draft.value, slot, page);
  return show(c, {
    title: page.t("proposals.removeTitle", { partner }),
    lead: page.t("proposals.removeLead"),
    crumbs: crumbsTo(draft.value, page),
    content: <Removal draft={draft.value} slot={slot} version={draft.value.version} />,
  });
};

export const removePart = async (c: PortalContext, partPath: string, version: number) => {
  const path = { proposalId: proposalIdOf(c), path: partPath };
  const header = { "if-match": ifMatch(version) };
  const removed = await answerOf(
    apiOf(c).DELETE("/v1/proposals/{proposalId}/parts/{path}", { params: { path, header } }),
  );
  // Somebody else took it out in the same moment: it is as it was meant to be.
  return !removed.ok && removed.error.code === "PartNotFound"
    ? ({ ok: true, value: { path: partPath } } as const)
    : removed;
};

/** Its people, its invitations and its parts go with it, or nothing does. */
export const removePartner = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c), slot: slotIn(c) ?? "" };
  const header = changeHeaders(await readForm(c));
  const params = { path, header };
  const removed = await answerOf(apiOf(c).POST("/v1/proposals/{proposalId}/partners/{slot}/removal", { params }));
  const back = `/proposals/${path.proposalId}`;
  // Sent twice: what the second would remove is gone.
  return removed.ok || removed.error.code === "PartnerNotFound"
    ? seeOther(c, back)
    : showProblem(c, removed.error, back);
};
