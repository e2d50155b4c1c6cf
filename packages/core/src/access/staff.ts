import { UserId, prefixedId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { NewId } from "@grants/kernel/id";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessStore, PersonName, RightsChange } from "./access-store.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";
import { type Rights, accountsPerPersonMax, superiorsMax } from "./rights.ts";
import { accountsBeside } from "./same-person.ts";

export const StaffId = prefixedId("stf").brand("StaffId").meta({ id: "StaffId" });
export type StaffId = z.infer<typeof StaffId>;

/** A member of staff as the rules of segregation know them: whom they report to, and which accounts are the same person. */
export const StaffMember = z
  .object({
    id: StaffId,
    user: UserId,
    superior: UserId.optional(),
    accounts: z.array(UserId).max(accountsPerPersonMax).optional(),
  })
  .meta({ id: "StaffMember" });
export type StaffMember = z.infer<typeof StaffMember>;

/** `ONESELF`: a person above or beside themselves; `CIRCLE`: the line would come back; `TOO_LONG`: above ten levels. */
export type ReportingLineInvalid = {
  readonly kind: "ReportingLineInvalid";
  readonly because: "ONESELF" | "CIRCLE" | "TOO_LONG";
};

/** Above whom a change is taken apart: each member below has a line of their own to be written. */
const rewrittenMax = 40;
export type TooManyBelow = { readonly kind: "TooManyBelow"; readonly membersMax: number };

/** More accounts than one person has, over all records that name them. */
export type TooManyAccounts = { readonly kind: "TooManyAccounts"; readonly accountsMax: number };

export type StaffStore = {
  listStaff(): Promise<readonly Stored<StaffMember>[]>;
  commitStaff(
    change: Change<StaffMember>,
    rights: readonly RightsChange[],
    command: Command,
  ): Promise<Result<Stored<StaffMember>, CommitRefusal>>;
  settleStaff(
    stored: Stored<StaffMember>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<StaffMember>, CommitRefusal>>;
};

/** Each member's line, the direct superior first. */
export const reportingLine = (
  user: UserId,
  superiorOf: ReadonlyMap<UserId, UserId>,
): Result<readonly UserId[], ReportingLineInvalid> => {
  const line: UserId[] = [];
  for (let next = superiorOf.get(user); next !== undefined; next = superiorOf.get(next)) {
    if (next === user || line.includes(next)) return err({ kind: "ReportingLineInvalid", because: "CIRCLE" });
    line.push(next);
    if (line.length > superiorsMax) return err({ kind: "ReportingLineInvalid", because: "TOO_LONG" });
  }
  return ok(line);
};

const superiorsOf = (staff: readonly StaffMember[]): ReadonlyMap<UserId, UserId> =>
  new Map(staff.flatMap(({ user, superior }) => (superior === undefined ? [] : [[user, superior] as const])));

type Lines = ReadonlyMap<UserId, readonly UserId[]>;

/** The lines that are other than they were: the member's own, and those of everybody below. */
const changedLines = (
  staff: readonly StaffMember[],
  { user }: StaffMember,
): Result<Lines, ReportingLineInvalid | TooManyBelow> => {
  const after = superiorsOf(staff);
  const lines = new Map<UserId, readonly UserId[]>();
  for (const one of new Set([user, ...after.keys()])) {
    const line = reportingLine(one, after);
    if (!line.ok) return line;
    if (one === user || line.value.includes(user)) lines.set(one, line.value);
  }
  return lines.size > rewrittenMax ? err({ kind: "TooManyBelow", membersMax: rewrittenMax }) : ok(lines);
};

/** What the rights of an account are to say after a change: only what may be other than it was. */
type DirectoryRights = Pick<Rights, "superiors" | "accounts">;

/**
 * Whose rights a record changes: the member's and those of everybody below, by their lines, and those of all accounts of the member, which
 * stand beside each other whichever of them is named. An account without a record of its own reports to whom the member reports to.
 */
export const changedRights = (
  staff: readonly StaffMember[],
  member: StaffMember,
): Result<ReadonlyMap<UserId, DirectoryRights>, ReportingLineInvalid | TooManyBelow | TooManyAccounts> => {
  const { user, superior } = member;
  const after = [...staff.filter((one) => one.user !== user), member];
  const own = [user, ...accountsBeside(user, after)];
  if (member.accounts?.includes(user) === true || (superior !== undefined && own.includes(superior)))
    return err({ kind: "ReportingLineInvalid", because: "ONESELF" });
  if (own.length - 1 > accountsPerPersonMax) return err({ kind: "TooManyAccounts", accountsMax: accountsPerPersonMax });
  const lines = changedLines(after, member);
  if (!lines.ok) return lines;
  const recorded = new Set(after.map((one) => one.user));
  const changed = new Map<UserId, DirectoryRights>(
    [...lines.value].map(([one, line]) => [one, { superiors: [...line] }]),
  );
  for (const one of new Set([...own, ...accountsBeside(user, staff)])) {
    const superiors = own.includes(one) ? [...(lines.value.get(user) ?? [])] : [];
    const line = recorded.has(one) ? lineOf(one, after) : { superiors };
    changed.set(one, { ...line, ...changed.get(one), accounts: [...accountsBeside(one, after)] });
  }
  return ok(changed);
};

const lineOf = (user: UserId, staff: readonly StaffMember[]): DirectoryRights => {
  const line = reportingLine(user, superiorsOf(staff));
  return line.ok ? { superiors: [...line.value] } : {};
};

export type StaffDeps = { readonly access: AccessStore; readonly staff: StaffStore; readonly newId: NewId };
export type RecordStaffError = NotAllowed | ReportingLineInvalid | TooManyBelow | TooManyAccounts | CommitRefusal;
type RecordStaff = {
  readonly user: UserId;
  readonly superior: UserId | undefined;
  readonly accounts: readonly UserId[];
  readonly expectedVersion: number;
  readonly command: Command;
};

/** States whom a member of staff reports to and which accounts are the same natural person (CLR-SOD-01, DESIGN §4.8). */
export const recordStaffMember = async (
  { access, staff, newId }: StaffDeps,
  { user, superior, accounts, expectedVersion, command }: RecordStaff,
): Promise<Result<Stored<StaffMember>, RecordStaffError>> => {
  const [[own], listed] = await Promise.all([access.loadRights([command.caller]), staff.listStaff()]);
  const capacity = decideAccess("recordStaffMember", own?.rights ?? null, {}, command.at);
  if (!capacity.ok) return capacity;
  const before = listed.find(({ state }) => state.user === user) ?? null;
  if (before !== null && before.version !== expectedVersion) return staff.settleStaff(before, expectedVersion, command);
  const next: StaffMember = {
    id: before?.state.id ?? StaffId.parse(`stf_${newId(`staff:${user}`)}`),
    user,
    ...(superior === undefined ? {} : { superior }),
    ...(accounts.length === 0 ? {} : { accounts: [...accounts] }),
  };
  const changed = changedRights(
    listed.map(({ state }) => state),
    next,
  );
  if (!changed.ok) return changed;
  const touched = [...changed.value];
  const loaded = await access.loadRights(touched.map(([one]) => one));
  const rights = touched.map(([one, directory], place): RightsChange => {
    const { rights: held, revision } = loaded[place] ?? { rights: null, revision: null };
    return { next: { ...(held ?? { user: one, grants: [] }), ...directory }, revision };
  });
  const change = {
    aggregate: next.id,
    before,
    next,
    type: "StaffMemberRecorded",
    role: capacity.value,
    terms: [],
  };
  return staff.commitStaff(change, rights, command);
};

/** The staff directory as the rules use it. */
export const readStaff = async (
  { access, staff }: Omit<StaffDeps, "newId">,
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<
  Result<{ readonly staff: readonly Stored<StaffMember>[]; readonly people: readonly PersonName[] }, NotAllowed>
> => {
  const [[own], listed] = await Promise.all([access.loadRights([caller]), staff.listStaff()]);
  const capacity = decideAccess("readStaff", own?.rights ?? null, {}, now);
  if (!capacity.ok) return capacity;
  const ids = listed.flatMap(({ state }) => [
    state.user,
    ...(state.superior === undefined ? [] : [state.superior]),
    ...(state.accounts ?? []),
  ]);
  return ok({ staff: listed, people: await access.loadNames([...new Set(ids)]) });
};
