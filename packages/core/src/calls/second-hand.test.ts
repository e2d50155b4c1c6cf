import { Digest } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { describe, expect, test } from "vitest";
import { GrantId } from "../access/rights.ts";
import { CallId } from "./call.ts";
import type { EditableCall } from "./editable-call.ts";
import { refusePublisher } from "./second-hand.ts";

const user = (last: string) => UserId.parse(`usr_0000000000000000000000000${last}`);
const [ann, ben, eva] = [user("1"), user("2"), user("3")];
const draftSha256 = Digest.parse("a".repeat(64));
const call: EditableCall = {
  state: "draft",
  id: CallId.parse("call_01J00000000000000000000000"),
  draftSha256,
  writtenBy: ann,
  requested: { by: ben, logSha256: draftSha256 },
};
const officer = "programmeOfficer" as const;
const forAnn = { role: officer, onBehalfOf: ann, delegation: GrantId.parse("acc_01J00000000000000000000000") };

describe("publishing what somebody else asked for (ORG-06)", () => {
  test.each([
    { name: "neither wrote nor asked", by: { caller: eva, capacity: officer }, refused: null },
    { name: "wrote it last", by: { caller: ann, capacity: officer }, refused: "WROTE" },
    { name: "asked for it", by: { caller: ben, capacity: officer }, refused: "REQUESTED" },
    { name: "stands in for who wrote it", by: { caller: eva, capacity: forAnn }, refused: "WROTE" },
  ])("by a person who $name", ({ by, refused }) => {
    const expected = refused === null ? null : { kind: "PublisherNotSecond", because: refused };
    expect(refusePublisher(call, draftSha256, by)).toEqual(expected);
  });

  test("needs that somebody asked", () => {
    const { requested: _requested, ...unasked } = call;
    expect(refusePublisher(unasked, draftSha256, { caller: eva, capacity: officer })?.kind).toBe(
      "PublicationNotRequested",
    );
  });

  test("is of the draft that was read, and of no other", () => {
    const read = Digest.parse("b".repeat(64));
    expect(refusePublisher(call, read, { caller: eva, capacity: officer })).toEqual({
      kind: "AnotherDraft",
      draftSha256,
    });
  });
});
