import { cents } from "@grants/kernel/money";
import { describe, expect, test } from "vitest";
import { overdrawnEnvelope, topicCeiling } from "./budget-envelope.ts";
import { CallContent } from "./call.ts";

const shared = { title: "Hubs", topicIds: ["HUB-A", "HUB-B"], budgetCents: 300, flexibilityRate: "1/5" };
const content = CallContent.pick({ envelopes: true }).parse({ envelopes: [shared] });
const topic = (topicId: string, budgetCents: number) => ({ topicId, budgetCents: cents(budgetCents) });
const amounts = (a: number, b: number) => [
  { topicId: "HUB-A", amountCents: cents(a) },
  { topicId: "HUB-B", amountCents: cents(b) },
];

describe("topics that share an envelope", () => {
  test("may each rise by the rate that the call names, and no further", () => {
    expect(topicCeiling(content, topic("HUB-A", 100))).toBe(120);
  });

  test("never rise above the sum that they share", () => {
    expect(topicCeiling(content, topic("HUB-B", 290))).toBe(300);
  });

  test("leave the others what they have", () => {
    expect(topicCeiling(content, topic("ALONE", 100))).toBe(100);
  });

  test.each([
    { a: 120, b: 180, over: null },
    { a: 120, b: 181, over: { title: "Hubs", budgetCents: 300 } },
  ])("have the sum together and not a cent more: $a and $b", ({ a, b, over }) => {
    expect(overdrawnEnvelope(content, amounts(a, b))).toEqual(over);
  });
});
