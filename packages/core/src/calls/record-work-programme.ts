import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { WorkProgrammeId } from "./call-terms.ts";
import type { Adoption, WorkProgrammeHead, WorkProgrammeRecord } from "./work-programme.ts";

export type StoredWorkProgramme = { readonly head: Stored<WorkProgrammeHead>; readonly record: WorkProgrammeRecord };

export type WorkProgrammeStore = {
  load(
    id: WorkProgrammeId,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly found: StoredWorkProgramme | null }>;
  loadRights(caller: UserId): Promise<Rights | null>;
  loadPublic(id: WorkProgrammeId): Promise<StoredWorkProgramme | null>;
  /** All of them: a handful for each programme and period. */
  list(): Promise<readonly StoredWorkProgramme[]>;
  commit(
    change: Change<WorkProgrammeHead>,
    record: WorkProgrammeRecord,
    command: Command,
  ): Promise<Result<Stored<WorkProgrammeHead>, CommitRefusal>>;
  settle(
    head: Stored<WorkProgrammeHead>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<WorkProgrammeHead>, CommitRefusal>>;
};

export type WorkProgrammeNotFound = {
  readonly kind: "WorkProgrammeNotFound";
  readonly workProgrammeId: WorkProgrammeId;
};
/** What was adopted is the decision of the Governing Board: another text needs another decision. */
export type WorkProgrammeAdopted = { readonly kind: "WorkProgrammeAdopted"; readonly workProgrammeId: WorkProgrammeId };
export type AdoptedInFuture = {
  readonly kind: "AdoptedInFuture";
  readonly field: "adoptedOn";
  readonly today: LocalDate;
};

export type WorkProgrammeDeps = {
  readonly workProgrammes: WorkProgrammeStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type RecordWorkProgrammeError = NotAllowed | CommitRefusal;

/** Records a work programme, be it adopted or still to be (CALL-06). */
export const recordWorkProgramme = async (
  { workProgrammes, newId, sha256 }: WorkProgrammeDeps,
  { record, command }: { readonly record: WorkProgrammeRecord; readonly command: Command },
): Promise<Result<Stored<WorkProgrammeHead>, RecordWorkProgrammeError>> => {
  const rights = await workProgrammes.loadRights(command.caller);
  const role = decideAccess("recordWorkProgramme", rights, {}, command.at);
  if (!role.ok) return role;
  const id = WorkProgrammeId.parse(`wp_${newId(command.keyHash)}`);
  const next: WorkProgrammeHead = { state: "planned", id, recordSha256: sha256(canonicalJson(record)) };
  const type = "WorkProgrammeRecorded";
  const change = { aggregate: id, before: null, next, type, role: role.value, terms: [] };
  return workProgrammes.commit(change, record, command);
};

type Step = { readonly workProgrammeId: WorkProgrammeId; readonly expectedVersion: number; readonly command: Command };
export type ReviseWorkProgrammeError = NotAllowed | WorkProgrammeNotFound | WorkProgrammeAdopted | CommitRefusal;

/** Replaces what is recorded of a work programme that was not adopted yet. */
export const reviseWorkProgramme = async (
  { workProgrammes, sha256 }: Omit<WorkProgrammeDeps, "newId">,
  { workProgrammeId, record, expectedVersion, command }: Step & { readonly record: WorkProgrammeRecord },
): Promise<Result<Stored<WorkProgrammeHead>, ReviseWorkProgrammeError>> => {
  const { rights, found } = await workProgrammes.load(workProgrammeId, command.caller);
  const role = decideAccess("reviseWorkProgramme", rights, {}, command.at);
  if (!role.ok) return role;
  if (found === null) return err({ kind: "WorkProgrammeNotFound", workProgrammeId });
  const { head } = found;
  if (head.version !== expectedVersion) return workProgrammes.settle(head, expectedVersion, command);
  if (head.state.state === "adopted") return err({ kind: "WorkProgrammeAdopted", workProgrammeId });
  const next: WorkProgrammeHead = { ...head.state, recordSha256: sha256(canonicalJson(record)) };
  const type = "WorkProgrammeRevised";
  const change = { aggregate: workProgrammeId, before: head, next, type, role: role.value, terms: [] };
  return workProgrammes.commit(change, record, command);
};

export type RecordAdoptionError = ReviseWorkProgrammeError | AdoptedInFuture;

/** Records by hand that the Governing Board adopted it, with the day and the reference of its decision (WP-03). */
export const recordAdoption = async (
  { workProgrammes }: Pick<WorkProgrammeDeps, "workProgrammes">,
  { workProgrammeId, adoption, expectedVersion, command }: Step & { readonly adoption: Adoption },
): Promise<Result<Stored<WorkProgrammeHead>, RecordAdoptionError>> => {
  const { rights, found } = await workProgrammes.load(workProgrammeId, command.caller);
  const role = decideAccess("recordAdoption", rights, {}, command.at);
  if (!role.ok) return role;
  if (found === null) return err({ kind: "WorkProgrammeNotFound", workProgrammeId });
  const { head, record } = found;
  if (head.version !== expectedVersion) return workProgrammes.settle(head, expectedVersion, command);
  if (head.state.state === "adopted") return err({ kind: "WorkProgrammeAdopted", workProgrammeId });
  const today = dateInZone(command.at);
  if (adoption.adoptedOn > today) return err({ kind: "AdoptedInFuture", field: "adoptedOn", today });
  const next: WorkProgrammeHead = { ...head.state, ...adoption, state: "adopted" };
  const type = "WorkProgrammeAdopted";
  const change = { aggregate: workProgrammeId, before: head, next, type, role: role.value, terms: [] };
  return workProgrammes.commit(change, record, command);
};

/** Published ones are public: the list of what the Centre funds by which decision (CALL-06). */
export const listWorkProgrammes = async ({
  workProgrammes,
}: Pick<WorkProgrammeDeps, "workProgrammes">): Promise<readonly StoredWorkProgramme[]> =>
  (await workProgrammes.list()).toSorted(
    (a, b) => b.record.yearTo - a.record.yearTo || (a.head.state.id < b.head.state.id ? -1 : 1),
  );

export const readWorkProgramme = async (
  { workProgrammes }: Pick<WorkProgrammeDeps, "workProgrammes">,
  workProgrammeId: WorkProgrammeId,
): Promise<Result<StoredWorkProgramme, WorkProgrammeNotFound>> => {
  const found = await workProgrammes.loadPublic(workProgrammeId);
  return found === null ? err({ kind: "WorkProgrammeNotFound", workProgrammeId }) : ok(found);
};
