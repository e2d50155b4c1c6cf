import { sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StatementLine } from "./financial-statement.ts";
import { Finding, foundCents, refuseFindings, verifiedLines } from "./statement-verification.ts";

const line = (cents: number) =>
  StatementLine.parse({ category: "A", description: "Analysts", incurredOn: "2028-01-15", cents });
const finding = (over: object = {}) =>
  Finding.parse({
    line: 1,
    outcome: "rejected",
    ground: "NO_EVIDENCE",
    cents: 40_00,
    reason: "No time sheets of March.",
    ...over,
  });
const stated = { lines: [line(100_00), line(60_00)] };

describe("findings about a statement", () => {
  test.each([
    ["the whole of a line", { cents: 60_00 }, null],
    ["a cent more than it states", { cents: 60_01 }, "MORE_THAN_STATED"],
    ["nothing", { cents: 0 }, "NOTHING"],
    ["a line that is not there", { line: 3 }, "NO_SUCH_LINE"],
    ["a line that has one", { line: 1 }, "NAMED_TWICE"],
  ])("about %s stand or are refused (GA-14)", (_what, over, because) => {
    const findings = [finding(), finding({ line: 2, ...over })];
    expect(refuseFindings({ findings }, stated)).toEqual(
      because === null ? null : { kind: "FindingRefused", finding: 2, because },
    );
  });

  test("leave accepted, rejected and parked amounts that are what was stated, to the cent", () => {
    const lineWithFinding = fc
      .tuple(fc.integer({ min: 1, max: 1_000_000_00 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
      .map(([cents, share, isParked]) => ({ cents, found: Math.round(cents * share), isParked }));
    fc.assert(
      fc.property(fc.array(lineWithFinding, { maxLength: 20 }), (drawn) => {
        const lines = drawn.map(({ cents }) => line(cents));
        const findings = drawn.flatMap(({ found, isParked }, index) =>
          found === 0 ? [] : [finding({ line: index + 1, cents: found, outcome: isParked ? "parked" : "rejected" })],
        );
        expect(refuseFindings({ findings }, { lines })).toBeNull();
        const accepted = sumCents(verifiedLines({ lines }, { findings }).map(({ acceptedCents }) => acceptedCents));
        const found = [foundCents({ findings }, "rejected"), foundCents({ findings }, "parked")];
        expect(sumCents([accepted, ...found])).toBe(sumCents(lines.map(({ cents }) => cents)));
      }),
    );
  });
});
