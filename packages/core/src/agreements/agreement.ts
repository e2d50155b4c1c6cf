import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { AwardId } from "../cofunding/award.ts";

export const AgreementId = prefixedId("agr").brand("AgreementId").meta({ id: "AgreementId" });
export type AgreementId = z.infer<typeof AgreementId>;

/** An award has one agreement: the same award makes the same id. */
export const agreementIdOf = (newId: NewId, awardId: AwardId): AgreementId =>
  AgreementId.parse(`agr_${newId(`agreement:${awardId}`)}`);

/** The nine digits by which everybody outside knows the project, and which stand in every payment (PAYX-02). */
export const ProjectNumber = z
  .string()
  .regex(/^[1-9]\d{8}$/)
  .brand("ProjectNumber")
  .meta({ id: "ProjectNumber", example: "101226928" });
export type ProjectNumber = z.infer<typeof ProjectNumber>;

/** Who signs: the coordinator for the consortium, the ECCC as granting authority (GA-01). */
export const SigningSide = z.enum(["coordinator", "authority"]).meta({ id: "SigningSide" });
export type SigningSide = z.infer<typeof SigningSide>;

/** A simple record: who, and when. What was signed is the sheet that the head names. */
const Signature = z.object({ by: UserId, at: Instant }).meta({ id: "Signature" });
export type Signature = z.infer<typeof Signature>;

/** The terms stand in the data sheet, which the head names; a head is small, so that its chain is (DATA §2). */
const shared = { id: AgreementId, sheetVersion: z.int().min(1), sheetSha256: Digest };
const coordinatorSignature = Signature;
const authoritySignature = Signature;

const PreparedAgreement = z.object({ state: z.literal("prepared"), ...shared }).meta({ id: "PreparedAgreement" });
const SignedByCoordinator = z
  .object({ state: z.literal("signedByCoordinator"), ...shared, coordinatorSignature })
  .meta({ id: "AgreementSignedByCoordinator" });
const SignedByAuthority = z
  .object({ state: z.literal("signedByAuthority"), ...shared, authoritySignature })
  .meta({ id: "AgreementSignedByAuthority" });
const AgreementInForce = z
  .object({
    state: z.literal("inForce"),
    ...shared,
    coordinatorSignature,
    authoritySignature,
    /** Day of the last signature (GA-01). */
    inForceOn: LocalDate,
    /** Asked for by payment requests so far; never more than what is committed. */
    claimedCents: Cents,
  })
  .meta({ id: "AgreementInForce" });

/** The head of a grant agreement: who has signed the data sheet that it names. */
export const Agreement = z
  .discriminatedUnion("state", [PreparedAgreement, SignedByCoordinator, SignedByAuthority, AgreementInForce])
  .meta({ id: "Agreement" });
export type Agreement = z.infer<typeof Agreement>;
export type AgreementInForce = z.infer<typeof AgreementInForce>;

export type AgreementNotFound = { readonly kind: "AgreementNotFound"; readonly agreementId: AgreementId };
export type AgreementNotInForce = { readonly kind: "AgreementNotInForce"; readonly state: Agreement["state"] };
