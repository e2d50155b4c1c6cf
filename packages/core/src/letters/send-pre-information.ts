import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { AgreementId, AgreementNotFound } from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { parameterOn } from "../reference/parameters.ts";
import { composeLetter } from "./compose-letter.ts";
import { type Letter, LetterId, type LetterLanguage } from "./letter.ts";
import type { IntendedMeasure, PreInformationFacts } from "./letter-facts.ts";
import type { LetterStore } from "./letter-store.ts";

/** The letter is for somebody who is no party of this agreement. */
export type RecipientNotParty = { readonly kind: "RecipientNotParty"; readonly field: "organisation" };
export type SendPreInformationError = AgreementNotFound | NotAllowed | RecipientNotParty | CommitRefusal;

type SendPreInformation = {
  readonly agreementId: AgreementId;
  /** A party of the agreement; without it, the coordinator. */
  readonly organisation?: OrganisationId | undefined;
  readonly language: LetterLanguage;
  readonly measure: IntendedMeasure;
  readonly amountCents?: Cents | undefined;
  readonly reason: string;
  readonly command: Command;
};
export type SendLetterDeps = { readonly letters: LetterStore; readonly newId: NewId; readonly sha256: Sha256 };

const isParty = ({ coordinator, parties }: DataSheet, organisation: OrganisationId): boolean =>
  organisation === coordinator || parties.some((party) => party.organisation === organisation);

/** Tells a beneficiary what is intended and why, and asks for observations before anything is decided (GA-14; FR 134). */
export const sendPreInformation = async (
  { letters, newId, sha256 }: SendLetterDeps,
  { agreementId, organisation, language, measure, amountCents, reason, command }: SendPreInformation,
): Promise<Result<Stored<Letter>, SendPreInformationError>> => {
  const { rights, agreement, sheet } = await letters.loadAgreement(agreementId, command.caller);
  const role = decideAccess("sendPreInformation", rights, {}, command.at);
  if (!role.ok) return role;
  if (agreement === null || sheet === null) return err({ kind: "AgreementNotFound", agreementId });
  const receiver = organisation ?? sheet.coordinator;
  if (!isParty(sheet, receiver)) return err({ kind: "RecipientNotParty", field: "organisation" });
  const facts: PreInformationFacts = {
    template: "PRE_INFORMATION",
    projectNumber: sheet.projectNumber,
    acronym: sheet.acronym,
    title: sheet.title,
    measure,
    ...(amountCents === undefined ? {} : { amountCents }),
    reason,
  };
  const change = composeLetter(sha256, {
    id: LetterId.parse(`let_${newId(command.keyHash)}`),
    organisation: receiver,
    about: agreementId,
    language,
    facts,
    replyDays: parameterOn("mga.observations.days", dateInZone(command.at)).value,
    sentAt: command.at,
    role: role.value,
    terms: [{ id: agreementId, version: agreement.version }],
  });
  return letters.send(change, facts, command);
};
