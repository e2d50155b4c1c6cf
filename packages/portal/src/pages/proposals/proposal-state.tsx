import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
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

/** A proposal as the pages about its state know it: a row of the list, or the whole draft. */
type Standing = { readonly proposal: Proposal; readonly isDraftUnsubmitted: boolean };
type Period = { readonly opensAt: string; readonly closesAt: string };

export const isOpenAt = (now: string, { opensAt, closesAt }: Period): boolean => now >= opensAt && now <= closesAt;

/** True when what was frozen last is what was submitted. */
export const isFrozenSubmitted = (proposal: Proposal): boolean =>
  proposal.state === "submitted" && proposal.frozen?.sha256 === proposal.submitted.sha256;

/** True when all that is written is submitted. */
export const isUpToDate = ({ proposal, isDraftUnsubmitted }: Standing): boolean =>
  isFrozenSubmitted(proposal) && !isDraftUnsubmitted;

type NextKey = Extract<MessageKey, `proposals.next.${string}`>;

const nextOfSubmitted = (standing: Standing): Exclude<NextKey, "proposals.next.wait"> => {
  if (standing.isDraftUnsubmitted) return "proposals.next.unsubmitted";
  return isUpToDate(standing) ? "proposals.next.submitted" : "proposals.next.resubmit";
};

const nextKey = (standing: Standing, isOpen: boolean): Exclude<NextKey, "proposals.next.wait"> => {
  const { state } = standing.proposal;
  if (!isOpen) return state === "withdrawn" ? "proposals.next.overWithdrawn" : "proposals.next.over";
  if (state === "submitted") return nextOfSubmitted(standing);
  if (state === "withdrawn") return "proposals.next.withdrawn";
  return state === "writing" ? "proposals.next.write" : "proposals.next.submit";
};

/** What its people have to do next, or what they wait for. */
export const nextStep = (
  standing: Standing,
  call: Period & { readonly plannedInformOn: string },
  { t, format, now }: PageContext,
): string => {
  const isOpen = isOpenAt(now, call);
  return !isOpen && standing.proposal.state === "submitted"
    ? t("proposals.next.wait", { on: format.date(call.plannedInformOn) })
    : t(nextKey(standing, isOpen));
};

/** True when somebody still has to act for all that is written to be in. */
export const waitsForSomebody = (standing: Standing, isOpen: boolean): boolean =>
  isOpen && standing.proposal.state !== "withdrawn" && !isUpToDate(standing);
