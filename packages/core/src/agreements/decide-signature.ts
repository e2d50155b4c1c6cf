import type { Digest } from "@grants/kernel/digest";
import { type Cents, NO_CENTS } from "@grants/kernel/money";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Commitment } from "../cofunding/commitment.ts";
import type { Agreement, Signature, SigningSide } from "./agreement.ts";
import { decideSigning } from "./commitment-clock.ts";
import { grantCentsOf } from "./data-sheet.ts";

/** Budgetary commitment before legal commitment: there is none, or it is smaller than the grant (COMT-01, COMT-04). */
export type CommitmentMissing = { readonly kind: "CommitmentMissing"; readonly because: "NONE" | "TOO_SMALL" };
/** The global commitment's period is over; the last day itself was in time (COMT-03). */
export type SigningPeriodOver = { readonly kind: "SigningPeriodOver"; readonly lastSigningDay: LocalDate };
export type AlreadySigned = { readonly kind: "AlreadySigned"; readonly side: SigningSide };
/** Nobody signs for both sides. */
export type SignedForOtherSide = { readonly kind: "SignedForOtherSide"; readonly side: SigningSide };
/** The signature names another data sheet than the one that stands; look at that one first. */
export type AnotherSheetPrepared = { readonly kind: "AnotherSheetPrepared"; readonly sheetSha256: Digest };

export type SignatureRefusal =
  | CommitmentMissing
  | SigningPeriodOver
  | AlreadySigned
  | SignedForOtherSide
  | AnotherSheetPrepared;

/** Why nothing may be signed for this amount on this day; `null` when it may. */
export const refuseWithoutMoney = (
  commitment: Commitment | null,
  neededCents: Cents,
  today: LocalDate,
): CommitmentMissing | SigningPeriodOver | null => {
  if (commitment === null) return { kind: "CommitmentMissing", because: "NONE" };
  if (grantCentsOf(commitment) < neededCents) return { kind: "CommitmentMissing", because: "TOO_SMALL" };
  // An award's commitment is made under its call's global one.
  const { allowed, lastSigningDay } = decideSigning({ type: "GLOBAL", year: commitment.budgetYear }, today);
  return allowed ? null : { kind: "SigningPeriodOver", lastSigningDay };
};

export type AskedSignature = {
  readonly side: SigningSide;
  readonly by: UserId;
  readonly at: Instant;
  /** The data sheet that the person has looked at. */
  readonly sheetSha256: Digest;
};

const signersOf = (agreement: Agreement): readonly { readonly side: SigningSide; readonly by: UserId }[] => [
  ...("coordinatorSignature" in agreement
    ? [{ side: "coordinator", by: agreement.coordinatorSignature.by } as const]
    : []),
  ...("authoritySignature" in agreement ? [{ side: "authority", by: agreement.authoritySignature.by } as const] : []),
];

const refusalOf = (
  agreement: Agreement,
  { commitment, maxGrantCents }: Backing,
  { side, by, at, sheetSha256 }: AskedSignature,
): SignatureRefusal | null => {
  const signers = signersOf(agreement);
  if (signers.some((signer) => signer.side === side)) return { kind: "AlreadySigned", side };
  const other = signers.find((signer) => signer.by === by);
  if (other !== undefined) return { kind: "SignedForOtherSide", side: other.side };
  if (agreement.sheetSha256 !== sheetSha256)
    return { kind: "AnotherSheetPrepared", sheetSha256: agreement.sheetSha256 };
  return refuseWithoutMoney(commitment, maxGrantCents, dateInZone(at));
};

/** What the signature leans on: the award's commitment, and the grant that it must carry. */
export type Backing = { readonly commitment: Commitment | null; readonly maxGrantCents: Cents };

/** The agreement after a signature: half signed, then in force on the last one, in any order of the sides (GA-01). */
export const decideSignature = (
  agreement: Agreement,
  backing: Backing,
  asked: AskedSignature,
): Result<Agreement, SignatureRefusal> => {
  const refusal = refusalOf(agreement, backing, asked);
  if (refusal !== null) return err(refusal);
  const signature: Signature = { by: asked.by, at: asked.at };
  const entersIntoForce = { inForceOn: dateInZone(asked.at), claimedCents: NO_CENTS };
  switch (agreement.state) {
    case "prepared":
      return asked.side === "coordinator"
        ? ok({ ...agreement, state: "signedByCoordinator", coordinatorSignature: signature })
        : ok({ ...agreement, state: "signedByAuthority", authoritySignature: signature });
    case "signedByCoordinator":
      return ok({ ...agreement, state: "inForce", authoritySignature: signature, ...entersIntoForce });
    case "signedByAuthority":
      return ok({ ...agreement, state: "inForce", coordinatorSignature: signature, ...entersIntoForce });
    case "inForce":
      throw new Error(`Both sides of ${agreement.id} have signed.`);
  }
};
