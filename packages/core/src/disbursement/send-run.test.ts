import { UserId } from "@grants/kernel/id";
import { describe, expect, test } from "vitest";
import { type PaymentRun, PaymentRun as PaymentRunSchema, isRunWork, requestedVersionOf } from "./payment-run.ts";
import { decideRelease } from "./send-run.ts";

const ulid = (digit: string) => digit.repeat(26);
const person = (digit: string) => UserId.parse(`usr_${ulid(digit)}`);
const order = { initiatedBy: person("A"), verifiedBy: person("B"), authorisedBy: person("C") };
const accountant = person("D");
const aRun = (state: PaymentRun["state"], over: object = {}): PaymentRun =>
  PaymentRunSchema.parse({
    state,
    id: `run_${ulid("1")}`,
    executionOn: "2027-05-10",
    manifestSha256: "a".repeat(64),
    nbOfTxs: 1,
    ctrlSumCents: 1,
    createdBy: person("E"),
    attempt: 1,
    confirmedBy: person("F"),
    confirmedAt: "2027-05-09T09:00:00.000Z",
    releasedBy: person("G"),
    because: state === "unwritable" ? { kind: "AmountOutOfRange" } : "NothingDue",
    ...over,
  });

describe("releasing a run", () => {
  test.each(["confirmed", "unwritable"] as const)("follows %s", (state) => {
    const decided = decideRelease(aRun(state), [order], accountant);
    expect(decided).toStrictEqual({ ok: true, value: aRun("released", { releasedBy: accountant }) });
  });

  test.each([
    ["requested", "RunNotConfirmed"],
    ["refused", "RunNotConfirmed"],
    ["prepared", "RunNotConfirmed"],
    ["released", "RunAlreadyReleased"],
    ["completed", "RunAlreadyReleased"],
  ] as const)("does not follow %s: %s", (state, kind) => {
    expect(decideRelease(aRun(state), [order], accountant)).toMatchObject({ ok: false, error: { kind } });
  });

  test.each(["initiatedBy", "verifiedBy", "authorisedBy"] as const)("is not done by who %s an order", (part) => {
    const decided = decideRelease(aRun("confirmed"), [order], order[part]);
    expect(decided).toMatchObject({ ok: false, error: { kind: "SegregationViolated" } });
  });
});

describe("a run", () => {
  test("waits for the worker once it is asked for, and once it is released", () => {
    const states = PaymentRunSchema.options.map((option) => option.shape.state.value);
    expect(states.filter((state) => isRunWork(aRun(state)))).toStrictEqual(["requested", "released"]);
  });

  test("is asked for at every second version: each attempt before the last was refused", () => {
    expect([1, 2, 3].map(requestedVersionOf)).toStrictEqual([1, 3, 5]);
  });
});
