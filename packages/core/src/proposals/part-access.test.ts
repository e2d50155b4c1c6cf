import { describe, expect, test } from "vitest";
import { decidePartAccess } from "./part-access.ts";

const coordinator = { role: "coordinator" } as const;
const partner = { role: "partner", slot: "p002" } as const;
const helper = { ...partner, writes: ["text.impact", "workPackages"] };
const viewer = { role: "viewer" as const, slot: "p002", writes: ["text.impact"] };

const answer = (member: Parameters<typeof decidePartAccess>[0], path: string): string => {
  const decided = decidePartAccess(member, path);
  return decided.ok ? "writes" : decided.error.because;
};

describe("writing a part of a proposal", () => {
  test.each([
    ["general", "writes", "COORDINATOR_ONLY", "COORDINATOR_ONLY"],
    ["partner.p001", "writes", "ANOTHER_PARTNER", "ANOTHER_PARTNER"],
    ["partner.p002", "writes", "writes", "writes"],
    ["budget.p002", "writes", "writes", "writes"],
    ["budget.p002.wp01", "writes", "writes", "writes"],
    ["budget.p003", "writes", "ANOTHER_PARTNER", "ANOTHER_PARTNER"],
    ["text.impact", "writes", "NOT_GRANTED", "writes"],
    ["text.impact.b01", "writes", "NOT_GRANTED", "writes"],
    ["text.relevance", "writes", "NOT_GRANTED", "NOT_GRANTED"],
    ["wp.w01", "writes", "NOT_GRANTED", "writes"],
    ["declaration.ethics", "writes", "COORDINATOR_ONLY", "COORDINATOR_ONLY"],
    ["declaration.exclusion.p001", "writes", "PARTNER_ANSWERS_ITSELF", "PARTNER_ANSWERS_ITSELF"],
    ["declaration.exclusion.p002", "PARTNER_ANSWERS_ITSELF", "writes", "writes"],
  ] as const)("%s: coordinator %s, partner %s, partner with grants %s", (path, ofCoordinator, ofPartner, ofHelper) => {
    expect([answer(coordinator, path), answer(partner, path), answer(helper, path)]).toEqual([
      ofCoordinator,
      ofPartner,
      ofHelper,
    ]);
  });

  test.each(["general", "partner.p002", "text.impact", "declaration.exclusion.p002"])(
    "is refused to a viewer: %s",
    (path) => {
      expect(answer(viewer, path)).toBe("VIEWER");
    },
  );
});
