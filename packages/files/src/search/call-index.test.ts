import { CallId } from "@grants/core/calls/call";
import type { IndexedCall } from "@grants/core/calls/search/indexed-call";
import { searchCalls } from "@grants/core/calls/search/search-calls";
import { Instant } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildCallIndex, readCallIndex } from "./build-call-index.ts";

const now = Instant.parse("2026-11-20T09:00:00.000Z");

const aCall = (number: number, title: string, over: Partial<IndexedCall> = {}): IndexedCall => ({
  summary: {
    callId: CallId.parse(`call_${`${number}`.padStart(26, "0")}`),
    origin: "platform",
    reference: `DIGITAL-ECCC-2027-DEPLOY-CYBER-${number}`,
    title,
    programme: "DEP",
    actionType: "SG",
    budgetCents: 1,
    fundingRate: null,
    minGrantCents: null,
    maxGrantCents: null,
    opensAt: null,
    closesAt: Instant.parse("2027-01-14T16:00:00.000Z"),
    isTimeAssumed: false,
    topics: [],
    sourceUrl: null,
    note: null,
    syntheticFields: [],
  },
  publication: null,
  topicTitles: [],
  texts: [],
  ...over,
});

const calls = [
  aCall(11, "Networks of hospitals", { texts: ["Support for the certified deployment of hospital systems."] }),
  aCall(12, "Cyber hubs", { texts: ["A network that shares what it knows. Hospitals are welcome."] }),
  aCall(13, "Skills", { topicTitles: ["Training in networks"], texts: ["Grants for small firms."] }),
];

const find = (text: string, of = calls) => {
  // As a function has it: built by one, read by another.
  const index = readCallIndex(buildCallIndex(of, now).text);
  const { having, calls: found } = index.find(text);
  return { having, found: found.map(({ callId }) => callId.slice(-2)) };
};

describe("searching calls by words", () => {
  test("puts a title before a topic and a topic before the text", () => {
    expect(find("network").found).toEqual(["11", "13", "12"]);
  });

  test.each([
    ["another form of an English word", "certifying", ["11"]],
    ["another case and accents", "CERTIFIÉD", ["11"]],
    ["the beginning of a word", "hospit", ["11", "12"]],
    ["a letter wrong", "hospitels", ["11", "12"]],
    ["a Dutch word of the field", "netwerken", ["11", "13", "12"]],
    ["a Dutch word for what the text calls a grant", "subsidie", ["13"]],
    ["a whole reference", "DIGITAL-ECCC-2027-DEPLOY-CYBER-12", ["12"]],
  ])("finds by %s", (_, text, expected) => {
    expect(find(text).found).toEqual(expected);
  });

  test("asks for all words, and for some of them where no call has all", () => {
    expect([find("hospital network"), find("hospital quantum")]).toEqual([
      { having: "every", found: ["11", "12"] },
      { having: "some", found: ["11", "12"] },
    ]);
  });

  test("finds nothing by what is no word, and by words that no call has", () => {
    expect([find(" -- "), find("zzzzzz")].map(({ found }) => found)).toEqual([[], []]);
  });

  test("never breaks, whatever is asked", () => {
    const { index } = buildCallIndex(calls, now);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(index.find(text).calls.length).toBeLessThanOrEqual(calls.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a page of a search", () => {
  const open = (of: readonly IndexedCall[]) => ({ index: { open: async () => buildCallIndex(of, now).index } });

  test("shows where the words stand", async () => {
    const result = await searchCalls(open(calls), { search: { text: "hospital" }, page: 1, now });
    expect(result.hits.map(({ titleParts }) => titleParts.filter(({ isMatch }) => isMatch))).toEqual([
      [{ text: "hospitals", isMatch: true }],
      [],
    ]);
    expect(result.hits[1]?.excerpt.filter(({ isMatch }) => isMatch)).toEqual([{ text: "Hospitals", isMatch: true }]);
  });

  test("goes no further than the last one, and tells how many there are", async () => {
    const many = Array.from({ length: 41 }, (_, number) => aCall(number, "A call"));
    const pages = await Promise.all(
      [1, 3, 4].map((page) => searchCalls(open(many), { search: { text: "call" }, page, now })),
    );
    expect(pages.map(({ hits, page, pages: all, total }) => [hits.length, page, all, total])).toEqual([
      [20, 1, 3, 41],
      [1, 3, 3, 41],
      [1, 3, 3, 41],
    ]);
  });

  test("without an index says that there is none", async () => {
    const result = await searchCalls({ index: { open: async () => null } }, { search: {}, page: 1, now });
    expect([result.indexedAt, result.total]).toEqual([null, 0]);
  });
});
