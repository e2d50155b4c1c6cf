import type { ProposalId } from "../../proposals/proposal.ts";
import type { Mail } from "../../access/access-store.ts";
import type { CallId, CallSummary } from "../call.ts";
import { type MailWords, signOff } from "../subscriptions/subscription-mail.ts";
import type { Subscription } from "../subscriptions/subscription.ts";

/** Somebody who takes part in a proposal, and where they want to be told. */
export type ProposalMember = {
  readonly proposalId: ProposalId;
  readonly to: string;
  readonly language: Subscription["language"];
};

/** Who works on proposals of a call, by the call's register, which has every one of them from its first minute on. */
export type DraftReaders = {
  /** Into how many parts the register is cut; none for a call that takes no proposals here. */
  shardsOf(callId: CallId): Promise<number>;
  /** Members of the proposals of one part that were not withdrawn, once for each proposal, as far as they gave an address. */
  membersIn(callId: CallId, shard: number): Promise<readonly ProposalMember[]>;
};

type Corrected = { readonly call: CallSummary; readonly contentVersion: number };

const words = {
  en: {
    subject: "The call that your proposal answers was changed",
    lines: (title: string) => [
      "Good day,",
      `You take part in a proposal for a call that was changed: ${title}. What is written and submitted stays as it is; check whether it still fits.`,
    ],
    closes: "Closes",
    changes: "What changed, and why:",
    proposal: "Your proposal:",
  },
  nl: {
    subject: "De oproep waarop uw voorstel antwoordt, is gewijzigd",
    lines: (title: string) => [
      "Goedendag,",
      `U werkt mee aan een voorstel voor een oproep die is gewijzigd: ${title}. Wat is geschreven en ingediend, blijft zoals het is; ga na of het nog past.`,
    ],
    closes: "Sluit",
    changes: "Wat er is gewijzigd, en waarom:",
    proposal: "Uw voorstel:",
  },
} as const;

/** That a corrigendum is out, with the way to what it changed. Nothing of the proposal is in it: mails are read by others. */
export const composeDraftMail = (
  { pageOf, deadline }: MailWords,
  { to, language, proposalId }: ProposalMember,
  { call: { callId, title, reference, closesAt }, contentVersion }: Corrected,
): Mail => {
  const { subject, lines, closes, changes, proposal } = words[language];
  const history = `/calls/${callId}/history?from=${contentVersion - 1}&to=${contentVersion}`;
  const text = [
    ...lines(reference === null ? title : `${title} (${reference})`),
    ...(closesAt === null ? [] : [`${closes}: ${deadline(closesAt, language)}`]),
    `${changes}\n${pageOf(language, history)}`,
    `${proposal}\n${pageOf(language, `/proposals/${proposalId}`)}`,
    signOff[language],
  ].join("\n\n");
  return { to, subject, text: `${text}\n` };
};
