import { prefixedId } from "@grants/kernel/id";
import { Cents, NO_CENTS } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { JointActionId } from "./joint-action.ts";
import type { ContributionForm } from "./split-administrative-costs.ts";

export const ContributionLineId = prefixedId("lin").brand("ContributionLineId").meta({ id: "ContributionLineId" });
export type ContributionLineId = z.infer<typeof ContributionLineId>;

/** The way a contribution goes (FIN-05): to the ECCC's budget, straight to beneficiaries at home, or as costs of public entities. */
export const ContributionChannel = z
  .enum(["VIA_ECCC", "DIRECT_TO_BENEFICIARY", "IN_KIND"])
  .meta({ id: "ContributionChannel" });
export type ContributionChannel = z.infer<typeof ContributionChannel>;

export const formOf = (channel: ContributionChannel): ContributionForm =>
  channel === "IN_KIND" ? "IN_KIND" : "FINANCIAL";

/** Administrative costs are borne in money only, operational costs in either form (FIN-04). */
export const ContributionPurpose = z.enum(["OPERATIONAL", "ADMINISTRATIVE"]).meta({ id: "ContributionPurpose" });
export type ContributionPurpose = z.infer<typeof ContributionPurpose>;

/** The way of a contribution (FIN-10). `overdue` is what the clock makes of `due`. */
export const contributionStatuses = [
  "pledged",
  "withdrawn",
  "committed",
  "due",
  "paid",
  "overdue",
  "notified",
  "remedyPeriod",
  "default",
  "remedied",
] as const;
export type ContributionStatus = (typeof contributionStatuses)[number];

/** Where a contribution may go from each state, as data. With the written notice the default procedure begins. */
export const contributionSteps: Readonly<Record<ContributionStatus, readonly ContributionStatus[]>> = {
  pledged: ["committed", "withdrawn"],
  withdrawn: [],
  committed: ["due"],
  due: ["paid", "overdue"],
  // What is called in tranches is called again when the one before has come (MAT-04).
  paid: ["due"],
  overdue: ["paid", "notified"],
  notified: ["paid", "remedyPeriod"],
  remedyPeriod: ["remedied", "default"],
  default: ["remedied"],
  remedied: ["due"],
};

const shared = {
  id: ContributionLineId,
  jointActionId: JointActionId,
  funder: FunderCode,
  purpose: ContributionPurpose,
  channel: ContributionChannel,
  /** The financial year for which it is meant; a calendar year (ORG-09). */
  forYear: z.int(),
  pledgedCents: Cents,
};
const committed = { ...shared, committedCents: Cents, committedAt: Instant };
/** Called for a day; what has come of it so far, each part with its evidence in the chain. */
const called = {
  ...committed,
  dueOn: LocalDate,
  contributedCents: Cents,
  /** Of what goes through the Centre: what its debit notes ask for, and how many they are (MAT-04). Else the whole is called at once. */
  calledCents: Cents.optional(),
  tranches: z.int().min(1).optional(),
};

const PledgedLine = z.object({ state: z.literal("pledged"), ...shared }).meta({ id: "PledgedLine" });
/** Taken back before it obliged to anything; it counts nowhere. */
const WithdrawnLine = z
  .object({ state: z.literal("withdrawn"), ...shared, withdrawnAt: Instant })
  .meta({ id: "WithdrawnLine" });
const CommittedLine = z.object({ state: z.literal("committed"), ...committed }).meta({ id: "CommittedLine" });
const DueLine = z.object({ state: z.literal("due"), ...called }).meta({ id: "DueLine" });
const PaidLine = z.object({ state: z.literal("paid"), ...called }).meta({ id: "PaidLine" });
const notified = { ...called, notifiedOn: LocalDate };
const NotifiedLine = z.object({ state: z.literal("notified"), ...notified }).meta({ id: "NotifiedLine" });
/** The last day of the reasonable period that the Executive Director sets; the day itself is within. */
const inRemedy = { ...notified, remedyByOn: LocalDate };
const RemedyPeriodLine = z.object({ state: z.literal("remedyPeriod"), ...inRemedy }).meta({ id: "RemedyPeriodLine" });
const DefaultLine = z
  .object({ state: z.literal("default"), ...inRemedy, defaultOn: LocalDate })
  .meta({ id: "DefaultLine" });
/** Paid whole after the period was set: what was missing is there, and what followed from it ends. */
const RemediedLine = z
  .object({ state: z.literal("remedied"), ...inRemedy, defaultOn: LocalDate.optional() })
  .meta({ id: "RemediedLine" });

/** One contribution of one funder to a joint action: an intention while pledged, an obligation once committed (ECCC-R 21(10)). */
export const ContributionLine = z
  .discriminatedUnion("state", [
    PledgedLine,
    WithdrawnLine,
    CommittedLine,
    DueLine,
    PaidLine,
    NotifiedLine,
    RemedyPeriodLine,
    DefaultLine,
    RemediedLine,
  ])
  .meta({ id: "ContributionLine" });
export type ContributionLine = z.infer<typeof ContributionLine>;

export const isStanding = ({ state }: ContributionLine): boolean => state !== "withdrawn";

/** What is owed of a line: nothing before it is committed (FIN-10). */
export const committedOf = (line: ContributionLine): Cents =>
  line.state === "pledged" || line.state === "withdrawn" ? NO_CENTS : line.committedCents;

/** What has come of a line so far. */
export const contributedOf = (line: ContributionLine): Cents =>
  "contributedCents" in line ? line.contributedCents : NO_CENTS;

/** What has been called of a line. */
export const calledOf = (line: ContributionLine): Cents =>
  "dueOn" in line ? (line.calledCents ?? line.committedCents) : NO_CENTS;

/** How many debit notes were sent of a line. */
export const tranchesOf = (line: ContributionLine): number => ("dueOn" in line ? (line.tranches ?? 0) : 0);

/** The day itself is in time (CLR-CAL-01). */
export const statusOf = (line: ContributionLine, today: LocalDate): ContributionStatus =>
  line.state === "due" && today > line.dueOn ? "overdue" : line.state;

export type ContributionLineNotFound = {
  readonly kind: "ContributionLineNotFound";
  readonly lineId: ContributionLineId;
};
/** The contribution is at another step of its way (FIN-10). */
export type ContributionStepRefused = {
  readonly kind: "ContributionStepRefused";
  readonly from: ContributionStatus;
  readonly to: ContributionStatus;
};

export const refuseStep = (
  line: ContributionLine,
  to: ContributionStatus,
  today: LocalDate,
): ContributionStepRefused => ({ kind: "ContributionStepRefused", from: statusOf(line, today), to });
