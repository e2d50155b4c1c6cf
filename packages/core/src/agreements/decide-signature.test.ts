import { Digest } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { cents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { Commitment } from "../cofunding/commitment.ts";
import { Agreement, type SigningSide } from "./agreement.ts";
import { decideSignature, refuseWithoutMoney } from "./decide-signature.ts";

const ulid = (digit: string) => digit.repeat(26);
const ann = UserId.parse(`usr_${ulid("A")}`);
const director = UserId.parse(`usr_${ulid("D")}`);
const sheetSha256 = Digest.parse("a".repeat(64));
const at = Instant.parse("2027-05-03T09:00:00.000Z");

const commitment = Commitment.parse({
  state: "committed",
  id: `cmt_${ulid("1")}`,
  awardId: `awd_${ulid("1")}`,
  callId: `call_${ulid("1")}`,
  budgetYear: 2027,
  signByOn: "2028-12-31",
  unionLine: "U1",
  unionCents: 90_000_00,
  commonPotCents: 10_000_00,
  nationalCents: {},
});
const backing = { commitment, maxGrantCents: cents(100_000_00) };
const prepared = Agreement.parse({ state: "prepared", id: `agr_${ulid("1")}`, sheetVersion: 1, sheetSha256 });
const by = (side: SigningSide, person: UserId, over: object = {}) => ({ side, by: person, at, sheetSha256, ...over });

const signed = (...signatures: readonly ReturnType<typeof by>[]) =>
  signatures.reduce<Agreement>((agreement, signature) => {
    const decided = decideSignature(agreement, backing, signature);
    return decided.ok ? decided.value : agreement;
  }, prepared);

describe("signing an agreement", () => {
  test.each([
    ["coordinator first", [by("coordinator", ann), by("authority", director)]],
    ["authority first", [by("authority", director), by("coordinator", ann)]],
  ])("ends in force with both signatures, %s", (_, signatures) => {
    expect(signed(...signatures)).toStrictEqual({
      state: "inForce",
      id: prepared.id,
      sheetVersion: 1,
      sheetSha256,
      coordinatorSignature: { by: ann, at },
      authoritySignature: { by: director, at },
      inForceOn: "2027-05-03",
      claimedCents: 0,
    });
  });

  test("enters into force on the Brussels day of the last signature", () => {
    const midnight = Instant.parse("2027-05-03T22:30:00.000Z");
    const agreement = signed(by("coordinator", ann), by("authority", director, { at: midnight }));
    expect(agreement).toMatchObject({ inForceOn: "2027-05-04" });
  });

  test.each([
    [
      "twice by one side",
      [by("authority", director)],
      by("authority", ann),
      { kind: "AlreadySigned", side: "authority" },
    ],
    [
      "by one person for both sides",
      [by("coordinator", ann)],
      by("authority", ann),
      { kind: "SignedForOtherSide", side: "coordinator" },
    ],
    [
      "again once it is in force",
      [by("coordinator", ann), by("authority", director)],
      by("coordinator", director),
      { kind: "AlreadySigned", side: "coordinator" },
    ],
    [
      "on another sheet",
      [],
      by("authority", director, { sheetSha256: Digest.parse("b".repeat(64)) }),
      { kind: "AnotherSheetPrepared", sheetSha256 },
    ],
  ])("is refused %s", (_, before, signature, error) => {
    expect(decideSignature(signed(...before), backing, signature)).toStrictEqual({ ok: false, error });
  });

  test("is refused without a commitment and one cent above it, and allowed at exactly what is committed", () => {
    const sign = (over: Partial<typeof backing> | { commitment: null }) =>
      decideSignature(prepared, { ...backing, ...over }, by("authority", director));
    expect(sign({ commitment: null })).toMatchObject({ error: { kind: "CommitmentMissing", because: "NONE" } });
    const tooMuch = sign({ maxGrantCents: cents(100_000_01) });
    expect(tooMuch).toMatchObject({ error: { kind: "CommitmentMissing", because: "TOO_SMALL" } });
    expect(sign({}).ok).toBe(true);
  });

  test.each([
    ["the last day", "2028-12-31", null],
    ["the day after", "2029-01-01", { kind: "SigningPeriodOver", lastSigningDay: "2028-12-31" }],
  ])("ends with the commitment's period: %s", (_, today, refusal) => {
    const day = Instant.parse(`${today}T11:00:00.000Z`);
    const decided = decideSignature(prepared, backing, by("authority", director, { at: day }));
    expect(decided).toMatchObject(refusal === null ? { ok: true } : { ok: false, error: refusal });
  });

  test("asks for money only as far as it is needed", () => {
    const today = signed(by("authority", director), by("coordinator", ann));
    const inForceOn = "inForceOn" in today ? today.inForceOn : null;
    expect(inForceOn === null ? null : refuseWithoutMoney(commitment, cents(0), inForceOn)).toBeNull();
  });
});
