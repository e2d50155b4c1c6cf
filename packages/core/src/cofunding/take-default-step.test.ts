import { Instant, LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { describe, expect, test } from "vitest";
import { ContributionLine } from "./contribution-line.ts";
import { decideDefaultStep } from "./take-default-step.ts";

const day = (text: string) => LocalDate.parse(text);
const lineIn = (over: object): ContributionLine =>
  ContributionLine.parse({
    state: "due",
    id: `lin_${newId("line")}`,
    jointActionId: `ja_${newId("joint action")}`,
    funder: "BE",
    purpose: "OPERATIONAL",
    channel: "VIA_ECCC",
    forYear: 2027,
    pledgedCents: 100,
    committedCents: 100,
    committedAt: Instant.parse("2026-12-01T09:00:00.000Z"),
    dueOn: "2027-01-31",
    contributedCents: 40,
    ...over,
  });
const notified = { state: "notified", notifiedOn: "2027-02-01" };
const inRemedy = { ...notified, state: "remedyPeriod", remedyByOn: "2027-03-31" };

describe("the default procedure (FIN-10)", () => {
  test("begins on the day after the contribution was due, not on it", () => {
    const due = lineIn({});
    expect(decideDefaultStep(due, { step: "NOTIFY" }, day("2027-01-31"))).toMatchObject({
      error: { kind: "ContributionStepRefused", from: "due", to: "notified" },
    });
    expect(decideDefaultStep(due, { step: "NOTIFY" }, day("2027-02-01"))).toMatchObject({
      value: { state: "notified", notifiedOn: "2027-02-01", contributedCents: 40 },
    });
  });

  test.each([
    { remedyByOn: "2027-02-01", isSet: false },
    { remedyByOn: "2027-02-02", isSet: true },
  ])("sets a period that ends after the day on which it is set: $remedyByOn, $isSet", ({ remedyByOn, isSet }) => {
    const step = { step: "SET_REMEDY_PERIOD", remedyByOn: day(remedyByOn) } as const;
    expect(decideDefaultStep(lineIn(notified), step, day("2027-02-01")).ok).toBe(isSet);
  });

  test.each([
    { on: "2027-03-31", isDefault: false },
    { on: "2027-04-01", isDefault: true },
  ])("is a default once the last day of the period is over: on $on, $isDefault", ({ on, isDefault }) => {
    expect(decideDefaultStep(lineIn(inRemedy), { step: "ESTABLISH_DEFAULT" }, day(on)).ok).toBe(isDefault);
  });

  test.each([
    { line: {}, step: { step: "ESTABLISH_DEFAULT" } },
    { line: {}, step: { step: "SET_REMEDY_PERIOD", remedyByOn: day("2027-06-01") } },
    { line: notified, step: { step: "ESTABLISH_DEFAULT" } },
    { line: inRemedy, step: { step: "NOTIFY" } },
    { line: { ...inRemedy, state: "default", defaultOn: "2027-04-01" }, step: { step: "ESTABLISH_DEFAULT" } },
  ] as const)("leaves no step out and takes none twice: $step.step", ({ line, step }) => {
    expect(decideDefaultStep(lineIn(line), step, day("2027-05-01"))).toMatchObject({
      error: { kind: "ContributionStepRefused" },
    });
  });
});
