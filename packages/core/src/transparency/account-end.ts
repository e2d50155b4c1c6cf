import { addDays, addMonths, laterOf } from "@grants/kernel/calendar";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { KeptRights } from "../access/kept-rights.ts";
import { type PersonFacts, decideErasure } from "./decide-erasure.ts";
import { monthsWithoutRole } from "./personal-data.ts";

/** What says how long an account lasts: its roles, when the person last wrote their details, and whether the staff directory has them. */
export type AccountFacts = Pick<KeptRights, "grants" | "past" | "superiors" | "accounts"> & {
  readonly savedOn: LocalDate | null;
};

const isInDirectory = ({ superiors = [], accounts = [] }: AccountFacts): boolean =>
  superiors.length > 0 || accounts.length > 0;

/**
 * The last day of an account; `null` where nobody knows it: a role has no end, or the staff directory says whom the person reports to or which
 * accounts are theirs. Were that forgotten, a role that they are given later would count as somebody else's (CLR-SOD-01).
 */
export const accountEndsOn = (facts: AccountFacts): LocalDate | null => {
  const { grants, past = [], savedOn } = facts;
  if (isInDirectory(facts) || grants.some(({ validTo }) => validTo === undefined)) return null;
  const days = [
    ...grants.flatMap(({ validTo }) => validTo ?? []),
    ...past.map(({ endedOn }) => endedOn),
    ...(savedOn === null ? [] : [savedOn]),
  ];
  const [first, ...others] = days;
  return first === undefined ? null : addMonths(others.reduce(laterOf, first), monthsWithoutRole);
};

/** Months after which somebody is looked at again whose file has no end that anybody knows. */
const lookAgainMonths = 12;

/** `NO_END`: whoever changes that writes a new reminder. */
export type AccountVerdict =
  | { readonly kind: "ERASE" }
  | { readonly kind: "LATER"; readonly on: LocalDate }
  | { readonly kind: "NO_END" };

/** Whether a person is erased because nothing asks any more to keep them: the account is over, and no file needs its name (RECD-02). */
export const decideAccountEnd = (account: AccountFacts, files: PersonFacts["files"], at: Instant): AccountVerdict => {
  const endsOn = accountEndsOn(account);
  if (endsOn === null) return { kind: "NO_END" };
  const today = dateInZone(at);
  if (endsOn >= today) return { kind: "LATER", on: addDays(endsOn, 1) };
  const decided = decideErasure({ ...account, files }, at);
  if (decided.ok) return { kind: "ERASE" };
  const { untilOn } = decided.error;
  return { kind: "LATER", on: untilOn === null ? addMonths(today, lookAgainMonths) : addDays(untilOn, 1) };
};
