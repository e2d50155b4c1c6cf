import { annexBytesMax } from "@grants/kernel/limits";
import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CallAnnex } from "../calls/call-terms.ts";
import { AnnexCheck, AnnexPart } from "./annex.ts";
import { pieceLengths } from "./continue-annex-upload.ts";
import { findAnnexFaults } from "./find-annex-faults.ts";
import { decideOpening } from "./open-annex.ts";
import { decideUpload } from "./request-annex-upload.ts";

const sha256 = Digest.parse("a".repeat(64));
const uploadId = `anx_${"0".repeat(26)}`;

const part = (over: object = {}): AnnexPart =>
  AnnexPart.parse({
    kind: "annex",
    annexId: "gantt",
    uploadId,
    fileName: "a.pdf",
    bytes: 100,
    sha256,
    key: "annexes/a/b",
    objectVersion: "1",
    ...over,
  });

const check = (over: object = {}): AnnexCheck =>
  AnnexCheck.parse({
    uploadId,
    sha256,
    objectVersion: "1",
    checkedAt: Instant.parse("2027-01-10T09:00:00.000Z"),
    format: "pdf",
    pages: 3,
    scan: "clean",
    faults: [],
    ...over,
  });

const callWith = (over: object = {}) => {
  const annex = CallAnnex.parse({ annexId: "gantt", title: "Timetable", isMandatory: true, formats: ["pdf"], ...over });
  return { content: { annexes: [annex] } };
};

const faults = (annexes: readonly AnnexPart[], found: readonly AnnexCheck[], over: object = {}) => {
  const checks = new Map(found.map((one) => [one.uploadId, one]));
  return findAnnexFaults({ annexes, checks }, callWith(over)).map(({ code }) => code);
};

describe("what the annexes of a proposal lack (ELG-01, CALL-01)", () => {
  test.each([
    [2, ["ANNEX_TOO_LONG"]],
    [3, []],
    [4, []],
  ])("with three pages where %i are allowed", (pagesMax, expected) => {
    expect(faults([part()], [check()], { pagesMax })).toEqual(expected);
  });

  test.each([
    [99, ["ANNEX_TOO_LARGE"]],
    [100, []],
  ])("with 100 bytes where %i are allowed", (bytesMax, expected) => {
    expect(faults([part()], [], { bytesMax })).toEqual(expected);
  });

  test("is a mandatory one that is missing, and not one that may be", () => {
    expect([faults([], []), faults([], [], { isMandatory: false })]).toEqual([["ANNEX_MISSING"], []]);
  });

  test("is nothing while the file waits for its check", () => {
    expect(faults([part()], [], { pagesMax: 1 })).toEqual([]);
  });

  test("is not told by the check of other bytes", () => {
    expect(faults([part()], [check({ sha256: "b".repeat(64), faults: ["MALWARE"] })])).toEqual([]);
  });

  test("is a format that the call does not take, a fault of the file, and an annex that is asked for no more", () => {
    expect(faults([part()], [check({ format: "xlsx" })])).toEqual(["ANNEX_FORMAT_NOT_ASKED"]);
    expect(faults([part()], [check({ faults: ["PDF_ENCRYPTED"] })])).toEqual(["ANNEX_REFUSED"]);
    expect(faults([part({ annexId: "photos" })], [], { isMandatory: false })).toEqual(["ANNEX_NOT_OF_CALL"]);
  });
});

describe("an upload of 100 MB", () => {
  test.each([
    [annexBytesMax, true],
    [annexBytesMax + 1, false],
  ])("of %i bytes may begin: %s", (bytes, ok) => {
    expect(decideUpload(callWith(), { annexId: "gantt", bytes }).ok).toBe(ok);
  });

  test("comes in pieces that make the whole", () => {
    const lengths = pieceLengths(annexBytesMax);
    expect([lengths.length, lengths.reduce((sum, length) => sum + length, 0)]).toEqual([12, annexBytesMax]);
  });
});

describe("opening a file", () => {
  const { scan: _scan, ...rest } = check();
  test.each([
    ["clean", false, true],
    ["unscanned", false, false],
    ["unscanned", true, true],
    ["malware", true, false],
  ] as const)("that was found %s, by who sent it: %s, is allowed: %s", (scan, isOwn, ok) => {
    expect(decideOpening({ ...rest, scan }, isOwn).ok).toBe(ok);
  });

  test("that waits for its check is for who sent it", () => {
    expect([decideOpening(undefined, true).ok, decideOpening(undefined, false).ok]).toEqual([true, false]);
  });
});
