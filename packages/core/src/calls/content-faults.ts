import { addMonths } from "@grants/kernel/calendar";
import { type Instant, type LocalDate, type LocalTimeInvalid, dateInZone, zonedInstant } from "@grants/kernel/time";
import { sumCents } from "@grants/kernel/money";
import { parameterOn } from "../reference/parameters.ts";
import type { CallContent } from "./call.ts";

/** What stands in the way of a publication; each names the field to mend. */
export type ContentFault =
  | {
      readonly kind: "CallClosesBeforeItOpens";
      readonly field: "closes";
      readonly opensAt: Instant;
      readonly closesAt: Instant;
    }
  | { readonly kind: "CallAlreadyOver"; readonly field: "closes"; readonly closesAt: Instant }
  | {
      readonly kind: "PlannedDateTooLate";
      readonly field: "plannedInformOn" | "plannedSignOn";
      readonly latestOn: string;
    }
  | { readonly kind: "TopicNamedTwice"; readonly field: "topics"; readonly topicId: string }
  | { readonly kind: "GrantRangeInvalid"; readonly field: "topics"; readonly topicId: string }
  | { readonly kind: "TopicClosesOutsidePeriod"; readonly field: "topics"; readonly topicId: string }
  | { readonly kind: "CriteriaIncomplete"; readonly field: "profile" }
  | { readonly kind: "FirstStageOutsidePeriod"; readonly field: "firstStage" }
  /** National money is met in the order of one ranking (MAT-01), and two stages make two. */
  | { readonly kind: "FirstStageNationallyFunded"; readonly field: "firstStage" }
  | { readonly kind: "FirstStageCriteriaUnknown"; readonly field: "firstStage" }
  | { readonly kind: "EnvelopeInvalid"; readonly field: "envelopes"; readonly title: string }
  | { readonly kind: "NamedTwice"; readonly field: "annexes" | "textLimits"; readonly name: string }
  | { readonly kind: "FstpReasonMissing"; readonly field: "fstp"; readonly ceilingCents: number }
  | { readonly kind: "FstpRuleMissing"; readonly field: "fstp" }
  | { readonly kind: "FstpCostsNotEligible"; readonly field: "fstp" }
  | { readonly kind: "DualUseNeedsRestriction"; readonly field: "security" }
  | { readonly kind: "AdmissionNeedsRestriction"; readonly field: "security" }
  | { readonly kind: "ConsortiumImpossible"; readonly field: "consortiumRule" }
  | { readonly kind: "EquivalentNeeded"; readonly field: "certification"; readonly ictCategory: string }
  | { readonly kind: "CertificationNeedsFstp"; readonly field: "certification"; readonly ictCategory: string };

/** The instants that the local times of a content stand for. */
export type Moments = {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly firstClosesAt: Instant | null;
  readonly topicClosesAt: Readonly<Record<string, Instant>>;
};

const firstRepeated = (names: readonly string[]) => names.find((name, index) => names.indexOf(name) !== index);

type Found = readonly ContentFault[];

/** CALL-02, TTG-01, TTG-02, TTG-04: the planned dates keep the months to inform and to sign. */
const plannedDatesFaults = (content: CallContent, closesAt: Instant): Found => {
  const { informMonths, signMonths, signRule } = content.profile;
  const closesOn = dateInZone(closesAt);
  const informBy = addMonths(closesOn, informMonths);
  const signBy =
    signRule === "FROM_CLOSING" ? addMonths(closesOn, signMonths) : addMonths(content.plannedInformOn, signMonths);
  const late = (field: "plannedInformOn" | "plannedSignOn", latestOn: LocalDate): Found =>
    content[field] > latestOn ? [{ kind: "PlannedDateTooLate", field, latestOn }] : [];
  return [...late("plannedInformOn", informBy), ...late("plannedSignOn", signBy)];
};

const periodFaults = (content: CallContent, { opensAt, closesAt, firstClosesAt, topicClosesAt }: Moments): Found => {
  if (closesAt <= opensAt) return [{ kind: "CallClosesBeforeItOpens", field: "closes", opensAt, closesAt }];
  const early = Object.entries(topicClosesAt).find(([, at]) => at <= opensAt || at > closesAt);
  const invitesOn = content.firstStage?.plannedInviteOn;
  const isStageOutside =
    firstClosesAt !== null &&
    invitesOn !== undefined &&
    (firstClosesAt <= opensAt ||
      firstClosesAt >= closesAt ||
      invitesOn < dateInZone(firstClosesAt) ||
      invitesOn >= dateInZone(closesAt));
  return [
    ...(early === undefined ? [] : [{ kind: "TopicClosesOutsidePeriod", field: "topics", topicId: early[0] } as const]),
    ...(isStageOutside ? [{ kind: "FirstStageOutsidePeriod", field: "firstStage" } as const] : []),
  ];
};

const topicsFaults = ({ topics }: CallContent): Found => {
  const twice = firstRepeated(topics.map(({ topicId }) => topicId));
  const wrong = topics.find(
    ({ minGrantCents, maxGrantCents, budgetCents }) =>
      minGrantCents > maxGrantCents || maxGrantCents > budgetCents || maxGrantCents === 0,
  );
  return [
    ...(twice === undefined ? [] : [{ kind: "TopicNamedTwice", field: "topics", topicId: twice } as const]),
    ...(wrong === undefined ? [] : [{ kind: "GrantRangeInvalid", field: "topics", topicId: wrong.topicId } as const]),
  ];
};

/** An envelope holds topics of the call, each topic lies in one at most, and their budgets make its sum. */
const envelopesFaults = ({ topics, envelopes = [] }: CallContent): Found => {
  const budgetOf = new Map(topics.map(({ topicId, budgetCents }) => [topicId, budgetCents]));
  const named = envelopes.flatMap(({ topicIds }) => topicIds);
  const shared = firstRepeated(named);
  const wrong = envelopes.find(({ topicIds, budgetCents }) => {
    const budgets = topicIds.flatMap((topicId) => budgetOf.get(topicId) ?? []);
    const isShared = shared !== undefined && topicIds.includes(shared);
    return isShared || budgets.length !== topicIds.length || sumCents(budgets) !== budgetCents;
  });
  return wrong === undefined ? [] : [{ kind: "EnvelopeInvalid", field: "envelopes", title: wrong.title }];
};

/** HSC-04: the first stage scores criteria of the call, and its call has no national budgets. */
const firstStageFaults = ({ firstStage, profile, nationalFunding }: CallContent): Found => {
  if (firstStage === undefined) return [];
  const isUnknown = firstStage.criteria?.some((criterion) => !profile.criteria.includes(criterion)) === true;
  return [
    ...(isUnknown ? [{ kind: "FirstStageCriteriaUnknown", field: "firstStage" } as const] : []),
    ...(nationalFunding.kind === "none" ? [] : [{ kind: "FirstStageNationallyFunded", field: "firstStage" } as const]),
  ];
};

/** What proposals carry is named once. */
const documentsFaults = ({ annexes = [], textLimits = [] }: CallContent): Found => {
  const annex = firstRepeated(annexes.map(({ annexId }) => annexId));
  const limit = firstRepeated(textLimits.map(({ section }) => section));
  return [
    ...(annex === undefined ? [] : [{ kind: "NamedTwice", field: "annexes", name: annex } as const]),
    ...(limit === undefined ? [] : [{ kind: "NamedTwice", field: "textLimits", name: limit } as const]),
  ];
};

/** FSTP-01, FSTP-02: conditions in the call, and a reason above the ceiling of one third party. */
const fstpFaults = ({ fstp, profile }: CallContent, on: LocalDate): Found => {
  if (fstp === undefined) return profile.actionType === "GFS" ? [{ kind: "FstpRuleMissing", field: "fstp" }] : [];
  const ceilingCents = parameterOn("fr.fstp.ceilingPerThirdParty", on).value;
  const isUnexplained = fstp.perThirdPartyMaxCents > ceilingCents && fstp.exceptionReason === undefined;
  return [
    ...(isUnexplained ? [{ kind: "FstpReasonMissing", field: "fstp", ceilingCents } as const] : []),
    ...(profile.costCategories.includes("D_FSTP") ? [] : [{ kind: "FstpCostsNotEligible", field: "fstp" } as const]),
  ];
};

/** CALL-07, DEP-03, DEP-04: dual use brings Article 12(5), and only that article admits controlled entities by a market mapping. */
const securityFaults = ({ security, dualUse = false }: CallContent): Found => {
  if (dualUse && security?.restriction !== "ART_12_5") return [{ kind: "DualUseNeedsRestriction", field: "security" }];
  return security?.admitsControlledEntities === true && security.restriction !== "ART_12_5"
    ? [{ kind: "AdmissionNeedsRestriction", field: "security" }]
    : [];
};

/** DEP-01, HSC-06: what a consortium must have, some consortium can have. */
const consortiumFaults = ({ consortiumRule: rule }: CallContent): Found => {
  if (rule === undefined) return [];
  const { partnersMin, partnersMax = partnersMin, countriesMin, memberStatesMin, countries } = rule;
  const isPossible =
    partnersMax >= partnersMin &&
    countriesMin <= partnersMax &&
    memberStatesMin <= countriesMin &&
    (countries === undefined || countries.length >= countriesMin);
  return isPossible ? [] : [{ kind: "ConsortiumImpossible", field: "consortiumRule" }];
};

/** NIS-04, NIS-05: where no one scheme is named, an equivalent counts; support to third parties is conditioned only where there is some. */
const certificationFaults = ({ certification = [], fstp }: CallContent): Found =>
  certification.flatMap(({ schemeId, equivalentAllowed, use, ictCategory }): Found => [
    ...(schemeId === "ANY" && !equivalentAllowed
      ? [{ kind: "EquivalentNeeded", field: "certification", ictCategory } as const]
      : []),
    ...(use === "FSTP" && fstp === undefined
      ? [{ kind: "CertificationNeedsFstp", field: "certification", ictCategory } as const]
      : []),
  ]);

const criteriaFaults = ({ profile }: CallContent): Found =>
  firstRepeated(profile.criteria) === undefined ? [] : [{ kind: "CriteriaIncomplete", field: "profile" }];

/** Everything in a content that the rules of calls do not let out, at once, so that a person mends it in one go (CALL-01 to CALL-07). */
export const contentFaults = (content: CallContent, moments: Moments, now: Instant): Found => [
  ...periodFaults(content, moments),
  ...(moments.closesAt <= now
    ? [{ kind: "CallAlreadyOver", field: "closes", closesAt: moments.closesAt } as const]
    : []),
  ...topicsFaults(content),
  ...plannedDatesFaults(content, moments.closesAt),
  ...envelopesFaults(content),
  ...criteriaFaults(content),
  ...firstStageFaults(content),
  ...documentsFaults(content),
  ...fstpFaults(content, dateInZone(moments.opensAt)),
  ...securityFaults(content),
  ...consortiumFaults(content),
  ...certificationFaults(content),
];

export type LocalTimeFault = LocalTimeInvalid & { readonly field: "opens" | "closes" | "firstStage" | "topics" };

/** The instants of a content's local times, or the ones that do not exist or happen twice. */
export const momentsOf = (
  content: CallContent,
): { readonly moments: Moments | null; readonly faults: readonly LocalTimeFault[] } => {
  const faults: LocalTimeFault[] = [];
  const at = (deadline: CallContent["opens"] | undefined, field: LocalTimeFault["field"]): Instant | null => {
    if (deadline === undefined) return null;
    const instant = zonedInstant(deadline.local, deadline.zone);
    if (!instant.ok) faults.push({ ...instant.error, field });
    return instant.ok ? instant.value : null;
  };
  const [opensAt, closesAt] = [at(content.opens, "opens"), at(content.closes, "closes")];
  const firstClosesAt = at(content.firstStage?.closes, "firstStage");
  const own = content.topics.flatMap(({ topicId, closes }) => {
    const instant = at(closes, "topics");
    return instant === null ? [] : [[topicId, instant] as const];
  });
  if (faults.length > 0 || opensAt === null || closesAt === null) return { moments: null, faults };
  return { moments: { opensAt, closesAt, firstClosesAt, topicClosesAt: Object.fromEntries(own) }, faults };
};
