import type { Digest } from "@grants/kernel/digest";
import { type Cents, NO_CENTS } from "@grants/kernel/money";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Commitment } from "../cofunding/commitment.ts";
import type { Agreement, SigningSide } from "./agreement.ts";
import { decideSigning } from "./commitment-clock.ts";

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
  neededCents: Cents = NO_CENTS,
  today: LocalDate,
): CommitmentMissing | SigningPeriodOver | null => {
  if (commitment === null) return { kind: "CommitmentMissing", because: "NONE" };
  if (commitment.unionCents < neededCents) return { kind: "CommitmentMissing", because: "TOO_SMALL" };
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

const sidesOf = (agreement: Agreement): readonly { readonly side: SigningSide; readonly by: UserId }[] => {
  switch (agreement.state) {
    case "prepared":
      return [];
    case "halfSigned":
      return [{ side: agreement.side, by: agreement.signature.by }];
    case "inForce":
      return [
        { side: "coordinator", by: agreement.coordinatorSignature.by },
        { side: "authority", by: agreement.authoritySignature.by },
      ];
  }
};

/** The agreement after a signature: half signed, then in force on the last one, in any order of the sides (GA-01). */
export const decideSignature = (
  agreement: Agreement,
  commitment: Commitment | null,
  { side, by, at, sheetSha256 }: AskedSignature,
): Result<Agreement, SignatureRefusal> => {
  const sides = sidesOf(agreement);
  if (sides.some((signed) => signed.side === side)) return err({ kind: "AlreadySigned", side });
  const other = sides.find((signed) => signed.by === by);
  if (other !== undefined) return err({ kind: "SignedForOtherSide", side: other.side });
  if (agreement.sheetSha256 !== sheetSha256)
    return err({ kind: "AnotherSheetPrepared", sheetSha256: agreement.sheetSha256 });
  const withoutMoney = refuseWithoutMoney(commitment, agreement.maxGrantCents, dateInZone(at));
  if (withoutMoney !== null) return err(withoutMoney);
  const signature = { by, at };
  if (agreement.state !== "halfSigned") return ok({ ...agreement, state: "halfSigned", side, signature });
  const { side: firstSide, signature: first, state: _state, ...terms } = agreement;
  return ok({
    ...terms,
    state: "inForce",
    coordinatorSignature: firstSide === "coordinator" ? first : signature,
    authoritySignature: firstSide === "authority" ? first : signature,
    inForceOn: dateInZone(at),
    claimedCents: NO_CENTS,
  });
};
