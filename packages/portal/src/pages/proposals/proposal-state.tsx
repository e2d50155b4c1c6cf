import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { usePage } from "../../page/page-context.ts";
import type { MessageKey } from "../../words/catalogue.ts";

export type Proposal = Schemas["Proposal"];

const tones: Readonly<Record<Proposal["state"], StatusTone>> = {
  writing: "neutral",
  frozen: "attention",
  submitted: "active",
  withdrawn: "quiet",
};

export const ProposalState: FC<{ readonly state: Proposal["state"] }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={tones[state]}>{t(`proposals.state.${state}`)}</StatusLabel>;
};

/** True when what was frozen last is what was submitted. */
export const isUpToDate = (proposal: Proposal): boolean =>
  proposal.state === "submitted" && proposal.frozen.sha256 === proposal.submitted.sha256;

type NextKey = Extract<MessageKey, `proposals.next.${string}`>;

/** What its people have to do next; `isOpen`: the call still takes something in. */
export const nextStep = (proposal: Proposal, isOpen: boolean): NextKey => {
  if (proposal.state === "submitted") {
    if (!isOpen) return "proposals.next.wait";
    return isUpToDate(proposal) ? "proposals.next.submitted" : "proposals.next.resubmit";
  }
  if (!isOpen) return proposal.state === "withdrawn" ? "proposals.next.overWithdrawn" : "proposals.next.over";
  if (proposal.state === "withdrawn") return "proposals.next.withdrawn";
  return proposal.state === "writing" ? "proposals.next.write" : "proposals.next.submit";
};

/** True when somebody still has to act for the proposal to be in. */
export const waitsForSomebody = (proposal: Proposal, isOpen: boolean): boolean =>
  isOpen &&
  (proposal.state === "writing" || proposal.state === "frozen" || !isUpToDate(proposal)) &&
  proposal.state !== "withdrawn";
