import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { whyNot } from "./allowed-action.ts";
import { deadlineOf } from "./part-form.tsx";
import { crumbsTo, nameOf, proposalIdOf, proposalPath, readFacts, type Draft } from "./proposal-facts.ts";

const Withdrawal: FC<{ draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const path = proposalPath(draft);
  return (
    <Form action={href(`${path}/withdrawal`)} hidden={hiddenVersion(draft.version)}>
      <ButtonRow>
        <Button disabledBecause={whyNot(draft, "withdrawProposal", page)}>{t("proposals.withdraw")}</Button>
        <ButtonLink kind="secondary" href={href(path)}>
          {t("proposals.withdrawKeep")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

/** Asks before a submission is taken back. */
export const showWithdrawal = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const facts = await readFacts(c);
  if (!facts.ok) return showProblem(c, facts.error);
  const { draft } = facts.value;
  return show(c, {
    title: page.t("proposals.withdrawTitle", { name: nameOf(draft, page) }),
    lead: page.t("proposals.withdrawLead"),
    crumbs: crumbsTo(draft, page),
    meta: [draft.proposal.topicId, deadlineOf(facts.value, page)],
    content: <Withdrawal draft={draft} />,
  });
};

export const withdrawProposal = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c) };
  const header = changeHeaders(await readForm(c));
  const withdrawn = await answerOf(
    apiOf(c).POST("/v1/proposals/{proposalId}/withdrawal", { params: { path, header } }),
  );
  const back = `/proposals/${path.proposalId}`;
  return withdrawn.ok ? seeOther(c, `${back}?done=withdrawn`) : showProblem(c, withdrawn.error, back);
};
