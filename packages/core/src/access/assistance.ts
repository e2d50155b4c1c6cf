import type { NewId } from "@grants/kernel/id";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, LocalDate, dateInZone } from "@grants/kernel/time";
import { z } from "zod";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessStore } from "./access-store.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";

export const AssistanceId = prefixedId("ast").brand("AssistanceId").meta({ id: "AssistanceId" });
export type AssistanceId = z.infer<typeof AssistanceId>;

/** An officer of a National Coordination Centre helped an applicant with an application (ECCC-R 7(1)(d)). */
export const Assistance = z
  .object({
    id: AssistanceId,
    /** The National Coordination Centre. */
    centre: OrganisationId,
    officer: UserId,
    applicant: OrganisationId,
    /** What it was about: a call, a proposal, a request to join the Community. */
    subject: z
      .string()
      .regex(/^[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/)
      .optional(),
    assistedOn: LocalDate,
  })
  .meta({ id: "Assistance" });
export type Assistance = z.infer<typeof Assistance>;

/**
 * `PERSON`: whoever assesses helped this applicant before; `CENTRE`: a colleague of the same Centre helped with this very application.
 */
export type AssistedBefore = {
  readonly kind: "AssistedBefore";
  readonly because: "PERSON" | "CENTRE";
  readonly assistance: AssistanceId;
};

type Assessor = {
  /** Every account of the natural person. */
  readonly persons: readonly UserId[];
  readonly centre: OrganisationId | null;
};
type Assessed = { readonly applicant: OrganisationId; readonly subject?: string | undefined };

/**
 * Whoever helped an applicant does not assess it, and a Centre that helped with an application does not assess that application
 * (NCC-05). `null`: nothing stands in the way.
 */
export const refuseAssistant = (
  assistances: readonly Assistance[],
  assessor: Assessor,
  assessed: Assessed,
): AssistedBefore | null => {
  const ofApplicant = assistances.filter(({ applicant }) => applicant === assessed.applicant);
  const own = ofApplicant.find(({ officer }) => assessor.persons.includes(officer));
  if (own !== undefined) return { kind: "AssistedBefore", because: "PERSON", assistance: own.id };
  const colleague = ofApplicant.find(
    ({ centre, subject }) => centre === assessor.centre && (subject === undefined || subject === assessed.subject),
  );
  return colleague === undefined ? null : { kind: "AssistedBefore", because: "CENTRE", assistance: colleague.id };
};

export type AssistanceStore = {
  /** All that was recorded about an applicant. */
  loadAssistances(applicant: OrganisationId): Promise<readonly Stored<Assistance>[]>;
  commitAssistance(change: Change<Assistance>, command: Command): Promise<Result<Stored<Assistance>, CommitRefusal>>;
  settleAssistance(stored: Stored<Assistance>, command: Command): Promise<Result<Stored<Assistance>, CommitRefusal>>;
};

/** Who helped an applicant: read beside what is to be assessed, asked once the assessor is known. */
export const assistanceOf = ({ loadAssistances }: Pick<AssistanceStore, "loadAssistances">) => ({
  loadHelpers: async (applicant: OrganisationId) => {
    const recorded = await loadAssistances(applicant);
    const assistances = recorded.map(({ state }) => state);
    return ({
      subject,
      ...assessor
    }: Required<Assessor> & { readonly centre: OrganisationId; readonly subject: string }) =>
      refuseAssistant(assistances, assessor, { applicant, subject }) !== null;
  },
});

/** Recorded no later than it is known; not about oneself, not about days to come. */
export type AssistanceInvalid =
  | { readonly kind: "AssistanceInvalid"; readonly because: "FUTURE"; readonly field: "assistedOn" }
  | { readonly kind: "AssistanceInvalid"; readonly because: "OWN_CENTRE" };
export type AssistanceDeps = {
  readonly access: AccessStore;
  readonly assistances: AssistanceStore;
  readonly newId: NewId;
};
export type RecordAssistanceError = NotAllowed | AssistanceInvalid | CommitRefusal;
type RecordAssistance = Omit<Assistance, "id" | "officer"> & { readonly command: Command };

/** An officer of a Centre puts on record that they helped an applicant. */
export const recordAssistance = async (
  { access, assistances, newId }: AssistanceDeps,
  { command, centre, applicant, subject, assistedOn }: RecordAssistance,
): Promise<Result<Stored<Assistance>, RecordAssistanceError>> => {
  const { caller, at } = command;
  const [[own], recorded] = await Promise.all([access.loadRights([caller]), assistances.loadAssistances(applicant)]);
  const capacity = decideAccess("recordAssistance", own?.rights ?? null, { organisations: [centre] }, at);
  if (!capacity.ok) return capacity;
  const id = AssistanceId.parse(`ast_${newId(command.keyHash)}`);
  const made = recorded.find(({ state }) => state.id === id);
  if (made !== undefined) return assistances.settleAssistance(made, command);
  if (assistedOn > dateInZone(at)) return err({ kind: "AssistanceInvalid", because: "FUTURE", field: "assistedOn" });
  if (applicant === centre) return err({ kind: "AssistanceInvalid", because: "OWN_CENTRE" });
  const next: Assistance = {
    id,
    centre,
    officer: caller,
    applicant,
    ...(subject === undefined ? {} : { subject }),
    assistedOn,
  };
  const type = "AssistanceRecorded";
  const change = { aggregate: id, before: null, next, type, role: capacity.value, terms: [] };
  return assistances.commitAssistance(change, command);
};

type ListAssistance = {
  readonly centre: OrganisationId | undefined;
  readonly applicant: OrganisationId;
  readonly caller: UserId;
  readonly now: Instant;
};

/** What was recorded about an applicant: all of it for the Centre's controllers, that of the own Coordination Centre for its officers. */
export const listAssistance = async (
  { access, assistances }: Omit<AssistanceDeps, "newId">,
  { centre, applicant, caller, now }: ListAssistance,
): Promise<Result<readonly Stored<Assistance>[], NotAllowed>> => {
  const [[own], recorded] = await Promise.all([access.loadRights([caller]), assistances.loadAssistances(applicant)]);
  const subject = centre === undefined ? {} : { organisations: [centre] };
  const capacity = decideAccess("listAssistance", own?.rights ?? null, subject, now);
  if (!capacity.ok) return capacity;
  return ok(recorded.filter(({ state }) => centre === undefined || state.centre === centre));
};
