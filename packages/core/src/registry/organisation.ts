import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { LineText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CountryCode, Pic } from "../proposals/part.ts";
import { Exclusion } from "./exclusion.ts";

/** A bank account file; another number is another file, validated anew (PAYX-06). */
export const BankAccountId = prefixedId("baf").brand("BankAccountId").meta({ id: "BankAccountId" });
export type BankAccountId = z.infer<typeof BankAccountId>;

/** The seat, in the elements that a transfer needs; the lengths are the ones that banks take. */
export const LegalAddress = z
  .strictObject({
    streetName: LineText.min(1).max(70).optional(),
    buildingNumber: LineText.min(1).max(16).optional(),
    postCode: LineText.min(1).max(16).optional(),
    townName: LineText.min(1).max(35),
    country: CountryCode,
  })
  .meta({ id: "LegalAddress" });
export type LegalAddress = z.infer<typeof LegalAddress>;

/** A telephone number with its country, E.164. */
export const Phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .meta({ id: "Phone", example: "+3225550101" });

/** The legal entity file: who the organisation is in law. Kept in `people`; the head names it by its salted digest. */
export const LegalEntity = z
  .strictObject({
    name: LineText.min(2).max(200),
    pic: Pic,
    /** Number in the national register. */
    registrationNumber: LineText.min(1).max(40),
    address: LegalAddress,
    /** As the Union writes it; none where the organisation is not registered for VAT. */
    vatNumber: LineText.min(4).max(20).optional(),
    /** Region of the seat in the nomenclature of territorial units, "BE234". */
    nuts: z
      .string()
      .regex(/^[A-Z]{2}[A-Z0-9]{1,3}$/)
      .optional(),
    /** The number that the Centre calls back on: known and validated before it is needed (PAYX-06). */
    phone: Phone.optional(),
  })
  .meta({ id: "LegalEntity" });
export type LegalEntity = z.infer<typeof LegalEntity>;

/** The account that payments to the organisation go to: the last one that two persons validated. */
const PayeeAccount = z.object({ id: BankAccountId, sha256: Digest }).meta({ id: "PayeeAccount" });
export type PayeeAccount = z.infer<typeof PayeeAccount>;

const shared = {
  id: OrganisationId,
  pic: Pic,
  country: CountryCode,
  legalEntitySha256: Digest,
  registeredBy: UserId,
  /** Absent: the early detection and exclusion system says nothing. */
  exclusion: Exclusion.optional(),
};
const RegisteredOrganisation = z
  .object({ state: z.literal("registered"), ...shared })
  .meta({ id: "RegisteredOrganisation" });
const ValidatedOrganisation = z
  .object({
    state: z.literal("validated"),
    ...shared,
    validatedBy: UserId,
    validatedAt: Instant,
    account: PayeeAccount.optional(),
  })
  .meta({ id: "ValidatedOrganisation" });

/** The head of an organisation: its legal entity as registered by its own person, then as validated by the ECCC (PAYX-06). */
export const Organisation = z
  .discriminatedUnion("state", [RegisteredOrganisation, ValidatedOrganisation])
  .meta({ id: "Organisation" });
export type Organisation = z.infer<typeof Organisation>;

export type OrganisationNotFound = {
  readonly kind: "OrganisationNotFound";
  readonly organisationId: OrganisationId;
};

/** A second person must look at it, and this one has already. */
export type FourEyesRequired = {
  readonly kind: "FourEyesRequired";
  readonly because: "REGISTERED_IT" | "CALLED_BACK" | "VERIFIED_IT";
};

/** Nobody is paid without a validated legal entity and a validated account (FR 86(3), PAYX-06). */
export type PayeeNotValidated = {
  readonly kind: "PayeeNotValidated";
  readonly organisationId: OrganisationId;
  readonly missing: "LEGAL_ENTITY" | "BANK_ACCOUNT";
};

/** The account that an organisation may be paid on, or what is missing. */
export const payeeAccountOf = (
  organisationId: OrganisationId,
  organisation: Organisation | null,
): Result<PayeeAccount, PayeeNotValidated> => {
  const lacks = (missing: PayeeNotValidated["missing"]) => err({ kind: "PayeeNotValidated", organisationId, missing });
  if (organisation?.state !== "validated") return lacks("LEGAL_ENTITY");
  return organisation.account === undefined ? lacks("BANK_ACCOUNT") : ok(organisation.account);
};
