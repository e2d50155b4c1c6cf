import { addMonths } from "@grants/kernel/calendar";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { LineText } from "@grants/kernel/text";
import { Instant, LocalDate, dateInZone } from "@grants/kernel/time";
import { z } from "zod";
import { CountryCode } from "../proposals/part.ts";

export const NccId = prefixedId("ncc").brand("NccId").meta({ id: "NccId" });

/** What became of a Centre's request that its capacity to manage funds is recognised (NCC-02). */
const Capacity = z
  .discriminatedUnion("state", [
    z.object({ state: z.literal("NONE") }),
    z.object({ state: z.literal("REQUESTED"), requestedOn: LocalDate, decideBy: LocalDate, by: UserId }),
    z.object({ state: z.literal("RECOGNISED"), decidedOn: LocalDate, by: UserId }),
    z.object({ state: z.literal("REFUSED"), decidedOn: LocalDate, by: UserId }),
    /** Its form or composition has changed: what was recognised is looked at again. */
    z.object({ state: z.literal("UNDER_REVIEW"), since: LocalDate, by: UserId }),
  ])
  .meta({ id: "NccCapacity" });
export type Capacity = z.infer<typeof Capacity>;

/** The National Coordination Centre of a Member State: one each, listed by the Governing Board (NCC-01). */
export const Ncc = z
  .object({
    state: z.literal("listed"),
    id: NccId,
    country: CountryCode,
    /** The public body that acts as the Centre; its name is public. */
    name: LineText.min(2).max(160),
    organisation: OrganisationId,
    listedAt: Instant,
    capacity: Capacity,
  })
  .meta({ id: "Ncc" });
export type Ncc = z.infer<typeof Ncc>;

export type NccNotListed = { readonly kind: "NccNotListed"; readonly country: CountryCode };
export type CapacityStepNotPossible = {
  readonly kind: "CapacityStepNotPossible";
  readonly state: Capacity["state"];
};

/** The Commission decides within three months (ECCC-R 6(6)). */
const decisionMonths = 3;

export type CapacityStep = "REQUEST" | "RECOGNISE" | "REFUSE" | "REVIEW";

/** From which state each step leads on. A refused request may be made again at any time (NCC-02). */
const stepsFrom: Readonly<Record<CapacityStep, readonly Capacity["state"][]>> = {
  REQUEST: ["NONE", "REFUSED"],
  RECOGNISE: ["REQUESTED", "UNDER_REVIEW"],
  REFUSE: ["REQUESTED", "UNDER_REVIEW"],
  REVIEW: ["RECOGNISED"],
};

export const decideCapacity = (
  { capacity }: Ncc,
  step: CapacityStep,
  { by, at }: { readonly by: UserId; readonly at: Instant },
): Result<Capacity, CapacityStepNotPossible> => {
  if (!stepsFrom[step].includes(capacity.state)) return err({ kind: "CapacityStepNotPossible", state: capacity.state });
  const today = dateInZone(at);
  switch (step) {
    case "REQUEST":
      return ok({ state: "REQUESTED", requestedOn: today, decideBy: addMonths(today, decisionMonths), by });
    case "RECOGNISE":
      return ok({ state: "RECOGNISED", decidedOn: today, by });
    case "REFUSE":
      return ok({ state: "REFUSED", decidedOn: today, by });
    case "REVIEW":
      return ok({ state: "UNDER_REVIEW", since: today, by });
  }
};

/** Only a recognised Centre may receive a grant without a call (FR 198(d), NCC-03). */
export const mayReceiveWithoutCall = ({ capacity }: Pick<Ncc, "capacity">): boolean => capacity.state === "RECOGNISED";
