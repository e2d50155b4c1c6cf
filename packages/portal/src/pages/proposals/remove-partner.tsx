import type { FC } from "hono/jsx";
import { answerOf, apiOf, hiddenVersion, ifMatch, seeOther, versionIn } from "../../api-client.ts";
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
        <Button disabledBecause={whyNot(draft, "savePart", page)}>{t("proposals.remove")}</Button>
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
    content: <Removal draft={draft.value} slot={slot} version={part.version} />,
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

/** The budget first: should the second step fail, the checklist asks for the budget of a partner that is still there. */
export const removePartner = async (c: PortalContext): Promise<Response> => {
  const slot = slotIn(c) ?? "";
  const version = versionIn(await readForm(c));
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const path = proposalPath(draft.value);
  const budget = partAt(draft.value, `budget.${slot}`);
  const partner = partAt(draft.value, `partner.${slot}`);
  // Sent twice: what the second would remove is gone.
  if (partner === undefined) return seeOther(c, path);
  if (partner.version !== version)
    return showProblem(c, { status: 412, code: "PartStale" }, `${path}/partners/${slot}`);
  if (budget !== undefined) {
    const removed = await removePart(c, budget.path, budget.version);
    if (!removed.ok) return showProblem(c, removed.error, path);
  }
  const costs = draft.value.parts.filter(({ content }) => content.kind === "costs" && content.slot === slot);
  const refused = (await Promise.all(costs.map((one) => removePart(c, one.path, one.version)))).find((one) => !one.ok);
  if (refused !== undefined && !refused.ok) return showProblem(c, refused.error, path);
  const removed = await removePart(c, partner.path, version);
  return removed.ok ? seeOther(c, path) : showProblem(c, removed.error, path);
};
