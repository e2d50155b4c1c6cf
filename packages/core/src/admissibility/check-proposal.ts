import { sumCents } from "@grants/kernel/money";
import { dateInZone } from "@grants/kernel/time";
import type { CallVersion, Topic } from "../calls/call.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import { type AnnexChecks, checkOf } from "../proposals/annex.ts";
import { consortiumRuleFaults } from "../proposals/consortium-faults.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import { findAnnexFaults } from "../proposals/find-annex-faults.ts";
import { missingTexts, textsTooLong } from "../proposals/find-text-faults.ts";
import type { CountryCode, PartnerPart } from "../proposals/part.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { eeaEftaStates, memberStates } from "../reference/states.ts";
import { type Exclusion, isExcludedOn } from "../registry/exclusion.ts";
import type { Ownership } from "../registry/ownership-declaration.ts";
import { checkParticipation } from "../registry/participation.ts";
import { restrictionOf } from "../registry/restriction-of-call.ts";
import {
  type Check,
  type CheckFault,
  type CheckName,
  type CheckOutcome,
  checkNames,
  faultsMax,
} from "./admissibility.ts";

/** What the registry knows of a partner; `null` where no registered organisation stands for it. */
export type PartnerFacts = {
  readonly slot: string;
  readonly organisation: {
    readonly country: CountryCode;
    readonly isValidated: boolean;
    readonly exclusion?: Exclusion | undefined;
  } | null;
  readonly ownership: Ownership | null;
};

/** A proposal as it was sealed, with all that its checks look at. */
export type CheckInput = {
  readonly dossier: Dossier;
  readonly document: ProposalDocument;
  readonly call: CallVersion;
  readonly partners: readonly PartnerFacts[];
  /** What was found in its files; one without a row waits for its check. */
  readonly annexChecks: AnnexChecks;
  /** Other proposals of the same coordinator in the same topic. */
  readonly alike: readonly ProposalId[];
};

type Found = Omit<Check, "check">;
const pass: Found = { outcome: "PASS", about: [] };
const unless = (about: readonly string[], outcome: Exclude<CheckOutcome, "PASS">): Found =>
  about.length === 0 ? pass : { outcome, about: [...about] };

const topicOf = ({ dossier, call }: CheckInput): Topic => {
  const topic = call.content.topics.find(({ topicId }) => topicId === dossier.topicId);
  if (topic === undefined) throw new Error(`The call has no topic ${dossier.topicId}.`);
  return topic;
};

/** The instant itself is in time (CLR-CAL-01). */
const inTime = ({ dossier, call }: CheckInput): Found =>
  dossier.receivedAt <= call.closesAt ? pass : { outcome: "FAIL", about: [dossier.receivedAt] };

/** What is not met, line by line as the checklist of the editor says it, and what each line is about. */
const told = (faults: readonly CheckFault[], outcome: Exclude<CheckOutcome, "PASS">): Found =>
  faults.length === 0
    ? pass
    : { outcome, about: [...new Set(faults.map(({ path }) => path))], faults: faults.slice(0, faultsMax) };
const unmet = (faults: readonly CheckFault[]): Found => told(faults, "FAIL");

/** Every text that the call scores, and what each partner costs. */
const complete = ({ document, call }: CheckInput): Found => {
  const budgets = document.partners
    .filter(({ slot }) => !document.budgets.some((budget) => budget.slot === slot))
    .map(({ slot }) => ({ code: "BUDGET_MISSING", path: `budget.${slot}` }));
  return unmet([...missingTexts(document, call), ...budgets]);
};

/** The files that the call asks for are there, readable and within its limits; one that waits for its check leaves the answer open. */
const annexes = ({ document, call, annexChecks: checks }: CheckInput): Found => {
  const handedIn = document.annexes ?? [];
  const faults = findAnnexFaults({ annexes: handedIn, checks }, call);
  if (faults.length > 0) return unmet(faults);
  const waiting = handedIn.filter((annex) => checkOf(annex, checks) === undefined);
  return told(
    waiting.map(({ annexId, fileName }) => ({
      code: "ANNEX_NOT_CHECKED",
      path: `annex.${annexId}`,
      title: call.content.annexes?.find((asked) => asked.annexId === annexId)?.title ?? fileName,
    })),
    "TO_DECIDE",
  );
};

/** Counted as the editor counts, where a text of one sign too many could not be frozen either. */
const textLength = ({ document, call }: CheckInput): Found => unmet(textsTooLong(document, call));

/** Both limits are within (CALL-01). */
const grantSize = (input: CheckInput): Found => {
  const { minGrantCents, maxGrantCents } = topicOf(input);
  const { requestedCents } = input.document.totals;
  return requestedCents < minGrantCents || requestedCents > maxGrantCents
    ? { outcome: "FAIL", about: [input.dossier.topicId] }
    : pass;
};

/** Balanced: what each partner asks of the Union and of its funder is not more than it costs, and the rest is its own (ELG-04). */
const balanced = ({ document }: CheckInput): Found =>
  unless(
    document.totals.partners
      .filter(
        ({ requestedCents, nationalCents, ownCents, eligibleCents }) =>
          sumCents([requestedCents, nationalCents, ownCents]) !== eligibleCents,
      )
      .map(({ slot }) => slot),
    "FAIL",
  );

const isUnionOrAssociated = ({ country }: Pick<PartnerPart, "country">): boolean =>
  memberStates.has(country) || eeaEftaStates.has(country);

/** Others take part only where they are necessary, normally at their own cost (DEP-01): somebody has to say so. */
const established = ({ document }: CheckInput): Found =>
  unless(
    document.partners.filter((partner) => !isUnionOrAssociated(partner)).map(({ slot }) => slot),
    "TO_DECIDE",
  );

/** The checklist of the draft asks the same (HSC-06, DEP-01, DEP-02). */
const consortium = ({ document, call }: CheckInput): Found =>
  unmet(consortiumRuleFaults(document.partners, document.declarations ?? [], call.content));

const slotsWith = (
  partners: readonly PartnerFacts[],
  outcomeOf: (partner: PartnerFacts) => CheckOutcome,
): ReadonlyMap<CheckOutcome, readonly string[]> => {
  const bySlot = Map.groupBy(partners, outcomeOf);
  return new Map([...bySlot].map(([outcome, found]) => [outcome, found.map(({ slot }) => slot)]));
};

/** The gravest outcome of all partners, with those that it concerns. */
const gravest = (bySlot: ReadonlyMap<CheckOutcome, readonly string[]>): Found => {
  const failing = bySlot.get("FAIL");
  if (failing !== undefined) return { outcome: "FAIL", about: [...failing] };
  return unless(bySlot.get("TO_DECIDE") ?? [], "TO_DECIDE");
};

/** Establishment and control of every participant, as far as the call limits them (DEP-03 to DEP-06, SEC-01). */
const security = ({ call, partners }: CheckInput): Found => {
  const terms = restrictionOf(call);
  if (terms.restriction === "NONE") return pass;
  const on = dateInZone(call.closesAt);
  return gravest(
    slotsWith(partners, ({ organisation, ownership }) => {
      if (organisation === null) return "TO_DECIDE";
      const { country, ...entity } = organisation;
      const { verdict } = checkParticipation({ established: country, ...entity, ownership }, terms, on);
      if (verdict === "UNDECIDED") return "TO_DECIDE";
      return verdict === "INELIGIBLE" ? "FAIL" : "PASS";
    }),
  );
};

/** Excluded organisations get no award; early detection warns (EXC-03). */
const exclusion = ({ call, partners }: CheckInput): Found => {
  const on = dateInZone(call.closesAt);
  return gravest(
    slotsWith(partners, ({ organisation }) => {
      if (organisation === null) return "PASS";
      if (isExcludedOn(organisation, on)) return "FAIL";
      return organisation.exclusion?.status === "EARLY_DETECTION" && organisation.exclusion.to >= on
        ? "TO_DECIDE"
        : "PASS";
    }),
  );
};

/** One grant for one action: whether two proposals are the same action, a person says (PRI-04). */
const doubleSubmission = ({ alike }: CheckInput): Found => unless(alike, "TO_DECIDE");

const checks: Readonly<Record<CheckName, (input: CheckInput) => Found>> = {
  IN_TIME: inTime,
  COMPLETE: complete,
  ANNEXES: annexes,
  TEXT_LENGTH: textLength,
  GRANT_SIZE: grantSize,
  BUDGET: balanced,
  ESTABLISHED: established,
  CONSORTIUM: consortium,
  SECURITY: security,
  EXCLUSION: exclusion,
  DOUBLE_SUBMISSION: doubleSubmission,
};

/** Every check of a sealed proposal that the platform can make, in the order of the law (ELG-01). The same input gives the same answer. */
export const checkProposal = (input: CheckInput): readonly Check[] =>
  checkNames.map((check) => ({ check, ...checks[check](input) }));
