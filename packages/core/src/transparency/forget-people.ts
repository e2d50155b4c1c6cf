import { addDays } from "@grants/kernel/calendar";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId } from "@grants/kernel/id";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { InvitationId } from "../access/grant.ts";
import type { Command } from "../audit/command.ts";
import { type AccountVerdict, decideAccountEnd } from "./account-end.ts";
import { erasePast } from "./erase-person.ts";
import type { PersonalDataStore } from "./personal-data-store.ts";
import type { Due, RetentionStore } from "./retention-store.ts";

export type ForgetPeopleDeps = {
  readonly retention: RetentionStore;
  readonly personalData: PersonalDataStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
  /** What could not be looked at stops nothing else, and comes again the day after. */
  readonly report: (error: unknown) => void;
};
/** How many were erased or forgotten, and how many reminders were looked at without. */
export type ForgetReport = {
  readonly persons: number;
  readonly addresses: number;
  readonly roles: number;
  readonly kept: number;
  readonly failed: number;
};

/** What one pass looks at; what is left comes with the next. */
export const duePerPassMax = 25;

/** The worker acts under an account of its own; whoever repeats a step sends the same command. */
const commandOf = ({ newId, sha256 }: ForgetPeopleDeps, { on, subject }: Due, at: Instant): Command => {
  const caller = UserId.parse(`usr_${newId("worker:forget-people")}`);
  const idempotencyKey = `${on}#${subject}`;
  const keyHash = sha256(canonicalJson({ caller, operationId: "forgetPeople", idempotencyKey }));
  return { caller, at, correlationId: "forget-people", keyHash, commandHash: keyHash };
};

type Outcome = "persons" | "addresses" | "kept";

const settle = async ({ retention }: ForgetPeopleDeps, due: Due, verdict: AccountVerdict): Promise<void> =>
  verdict.kind === "LATER" ? retention.postpone(due, verdict.on) : retention.done(due);

const lookAtPerson = async (deps: ForgetPeopleDeps, due: Due, user: UserId, now: Instant): Promise<Outcome> => {
  const command = commandOf(deps, due, now);
  const loaded = await deps.personalData.loadPerson(user, command.caller);
  const verdict = decideAccountEnd(loaded.account, loaded.facts.files, now);
  const erased = verdict.kind === "ERASE" && (await erasePast(deps, loaded, { user, command }));
  await settle(deps, due, verdict);
  return erased ? "persons" : "kept";
};

/** Whoever was invited and never answered is forgotten once the invitation is over. */
const lookAtInvitation = async (
  { retention }: ForgetPeopleDeps,
  due: Due,
  id: InvitationId,
  now: Instant,
): Promise<Outcome> => {
  const invitation = await retention.loadInvitation(id);
  const isOver = invitation !== null && invitation.state.state === "open" && invitation.state.expiresAt < now;
  const forgotten = isOver && (await retention.forgetAddress(invitation));
  // One that was sent anew has a reminder of its own.
  await retention.done(due);
  return forgotten ? "addresses" : "kept";
};

const lookAt = async (deps: ForgetPeopleDeps, due: Due, now: Instant): Promise<Outcome | "failed"> => {
  const { subject } = due;
  try {
    const invitation = InvitationId.safeParse(subject);
    if (invitation.success) return await lookAtInvitation(deps, due, invitation.data, now);
    return await lookAtPerson(deps, due, UserId.parse(subject), now);
  } catch (error) {
    deps.report(error);
    // Behind the others, so that it does not stand in their way.
    await deps.retention.postpone(due, addDays(dateInZone(now), 1));
    return "failed";
  }
};

const unlistOver = async ({ retention }: ForgetPeopleDeps, today: LocalDate): Promise<number> => {
  const over = await retention.listOver(addDays(today, -1), duePerPassMax);
  // oxlint-disable-next-line no-await-in-loop -- one transaction after the other.
  for (const grant of over) await retention.unlist(grant);
  return over.length;
};

/**
 * One pass over what is due: people whose account is over and whose files need no name any more are erased, addresses of invitations that
 * nobody answered are forgotten, roles that are over leave their lists. It may be broken off at any point and done again.
 */
export const forgetPeople = async (deps: ForgetPeopleDeps, now: Instant): Promise<ForgetReport> => {
  const today = dateInZone(now);
  const counted = { persons: 0, addresses: 0, kept: 0, failed: 0 };
  // oxlint-disable-next-line no-await-in-loop -- one person after the other.
  for (const due of await deps.retention.listDue(today, duePerPassMax)) counted[await lookAt(deps, due, now)] += 1;
  return { ...counted, roles: await unlistOver(deps, today) };
};
