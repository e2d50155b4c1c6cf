import { addMonths } from "@grants/kernel/calendar";
import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { parameterOn } from "../reference/parameters.ts";

/** Point of FR 138(1), from insolvency (a) to resisting an audit or investigation (i) (EXC-01). */
export const ExclusionGround = z
  .enum(["a", "b", "c", "d", "e", "f", "g", "h", "i"])
  .meta({ id: "ExclusionGround", description: "Point of Article 138(1) of the Financial Regulation." });
export type ExclusionGround = z.infer<typeof ExclusionGround>;

const EarlyDetection = z
  .strictObject({ status: z.literal("EARLY_DETECTION"), from: LocalDate, to: LocalDate })
  .meta({ id: "EarlyDetection" });
const Excluded = z
  .strictObject({
    status: z.literal("EXCLUDED"),
    ground: ExclusionGround,
    from: LocalDate,
    /** The last day, included; none where the situation lasts as long as its cause (points a and b). */
    to: LocalDate.optional(),
    /** The day on which the organisation could make its observations (FR 138(10)). */
    heardOn: LocalDate,
  })
  .meta({ id: "Excluded" });

/** What the early detection and exclusion system says of an organisation, with the days on which it holds, both included. */
export const Exclusion = z.discriminatedUnion("status", [EarlyDetection, Excluded]).meta({ id: "Exclusion" });
export type Exclusion = z.infer<typeof Exclusion>;

/** Excluded organisations get no award, no signature and no payment (FR 137, EXC-03). */
export type ParticipantExcluded = {
  readonly kind: "ParticipantExcluded";
  readonly organisationId: OrganisationId;
  /** The last day; absent where it is not known. */
  readonly untilOn?: LocalDate;
};

type Recorded = { readonly exclusion?: Exclusion | undefined };

/** Whether an organisation is excluded on a day. Early detection warns and refuses nothing. */
export const isExcludedOn = ({ exclusion }: Recorded, on: LocalDate): boolean =>
  exclusion?.status === "EXCLUDED" && exclusion.from <= on && (exclusion.to === undefined || on <= exclusion.to);

export const refuseExcluded = (
  organisationId: OrganisationId,
  organisation: Recorded | null,
  on: LocalDate,
): Result<null, ParticipantExcluded> => {
  if (organisation === null || !isExcludedOn(organisation, on)) return ok(null);
  const untilOn = organisation.exclusion?.to;
  return err({ kind: "ParticipantExcluded", organisationId, ...(untilOn === undefined ? {} : { untilOn }) });
};

export type ExclusionTooLong = { readonly kind: "ExclusionTooLong"; readonly latestOn: LocalDate };
export type ExclusionDatesInvalid = {
  readonly kind: "ExclusionDatesInvalid";
  readonly because: "ENDS_BEFORE_IT_BEGINS" | "END_MISSING" | "NOT_HEARD_BEFORE";
};

const monthsPerYear = 12;

/** Years that an exclusion on this ground lasts at most without a judgment; `null`: as long as its cause (EXC-02). */
const yearsMaxOf = (ground: ExclusionGround, on: LocalDate): number | null => {
  const { value } = parameterOn("fr.exclusion.maxYears", on);
  const found = Object.entries(value).find(([grounds]) => grounds.split(",").includes(ground));
  return found?.[1] ?? null;
};

/** The last day of a period of whole years that begins on a day: the day before its anniversary is over. */
const latestDay = (from: LocalDate, years: number): LocalDate => addMonths(from, years * monthsPerYear);

/** Whether these dates may stand (EXC-02, EXC-03, EXC-04): nobody is excluded unheard, nothing lasts longer than the law lets it. */
export const checkExclusion = (exclusion: Exclusion): Result<Exclusion, ExclusionTooLong | ExclusionDatesInvalid> => {
  const { from, to } = exclusion;
  const invalid = (because: ExclusionDatesInvalid["because"]) => err({ kind: "ExclusionDatesInvalid", because });
  if (to !== undefined && to < from) return invalid("ENDS_BEFORE_IT_BEGINS");
  if (exclusion.status === "EXCLUDED" && exclusion.heardOn >= from) return invalid("NOT_HEARD_BEFORE");
  const years =
    exclusion.status === "EXCLUDED"
      ? yearsMaxOf(exclusion.ground, from)
      : parameterOn("fr.earlyDetection.retentionYears", from).value;
  if (years === null) return ok(exclusion);
  if (to === undefined) return invalid("END_MISSING");
  const latestOn = latestDay(from, years);
  return to > latestOn ? err({ kind: "ExclusionTooLong", latestOn }) : ok(exclusion);
};
