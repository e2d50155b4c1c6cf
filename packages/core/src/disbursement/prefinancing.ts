import { addDays, laterOf } from "@grants/kernel/calendar";
import type { LocalDate } from "@grants/kernel/time";
import type { AgreementInForce } from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import { type Prefinancing, computePrefinancing } from "./compute-payments.ts";

/** GA-02: the coordinator has the money when the action starts. */
const daysBeforeStart = 10;

/** The pre-financing that a data sheet gives. */
export const prefinancingOf = ({ maxGrantCents, prefinancingRate, mimRate }: DataSheet): Prefinancing =>
  computePrefinancing({ maxGrantCents, prefinancingRate, mimRate });

/** Time to pay counts from the later of entry into force and ten days before the action starts, whenever we write the request (GA-02). */
export const prefinancingClockFrom = (
  { inForceOn }: Pick<AgreementInForce, "inForceOn">,
  { startsOn }: Pick<DataSheet, "startsOn">,
): LocalDate => laterOf(inForceOn, addDays(startsOn, -daysBeforeStart));
