import type { CallIndex, FoundCall, FoundCalls } from "@grants/core/calls/search/call-index";
import { IndexedCall } from "@grants/core/calls/search/indexed-call";
import { askedWords, askedWordsMax, kinOf, wordsIn } from "@grants/core/calls/search/search-words";
import { CallId } from "@grants/core/calls/call";
import { Instant } from "@grants/kernel/time";
import MiniSearch, { type Options, type Query, type SearchResult } from "minisearch";
import { z } from "zod";
import { createStem } from "./stem-words.ts";

type Entry = {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly topics: string;
  readonly text: string;
};

const stem = createStem();

/** Where a word stands decides how much it says: a title more than a topic, a topic more than the text. */
const boost = { reference: 6, title: 5, topics: 3, text: 1 } as const;
/** From this length on a word is also found by its beginning, and with a letter wrong. */
const looseLettersMin = 5;
const fuzzyShare = 0.2;

const options: Options<Entry> = {
  fields: ["reference", "title", "topics", "text"],
  tokenize: (text) => wordsIn(text).map(({ form }) => form),
  processTerm: (word) => [...stem(word)],
};

/** All forms of one word that was asked for: one of them is enough. */
const queryOf = (word: string): Query => {
  const stems = [...new Set(kinOf(word).flatMap((one) => stem(one)))];
  const loose = word.length >= looseLettersMin;
  return {
    combineWith: "OR",
    queries: stems,
    prefix: loose,
    fuzzy: loose ? fuzzyShare : false,
    weights: { fuzzy: 0.3, prefix: 0.5 },
  };
};

const toFound = ({ id, terms }: SearchResult): FoundCall => ({ callId: CallId.parse(id), stems: new Set(terms) });

const findIn =
  (index: MiniSearch<Entry>) =>
  (text: string): FoundCalls => {
    const queries = askedWords(text).slice(0, askedWordsMax).map(queryOf);
    if (queries.length === 0) return { having: "every", calls: [] };
    const exact = { tokenize: (query: string) => [query], processTerm: (word: string) => word, boost };
    const every = index.search({ combineWith: "AND", queries }, exact);
    if (every.length > 0 || queries.length === 1) return { having: "every", calls: every.map(toFound) };
    return { having: "some", calls: index.search({ combineWith: "OR", queries }, exact).map(toFound) };
  };

const toEntry = ({ summary, topicTitles, texts }: IndexedCall): Entry => ({
  id: summary.callId,
  reference: summary.reference ?? "",
  title: summary.title,
  topics: [...summary.topics, ...topicTitles].join("\n"),
  text: [...texts, summary.note ?? ""].join("\n"),
});

const KeptIndex = z.object({
  schema: z.literal("call-index/1"),
  builtAt: Instant,
  calls: z.array(IndexedCall),
  index: z.custom<ReturnType<MiniSearch["toJSON"]>>((value) => typeof value === "object" && value !== null),
});

const toIndex = (calls: readonly IndexedCall[], builtAt: Instant, index: MiniSearch<Entry>): CallIndex => ({
  builtAt,
  calls,
  stem,
  find: findIn(index),
});

/** The index of these calls, with the text that it is kept as: the same calls at the same instant make the same bytes. */
export const buildCallIndex = (
  calls: readonly IndexedCall[],
  builtAt: Instant,
): { readonly index: CallIndex; readonly text: string } => {
  const sorted = calls.toSorted((a, b) => (a.summary.callId < b.summary.callId ? -1 : 1));
  const index = new MiniSearch<Entry>(options);
  index.addAll(sorted.map(toEntry));
  const text = JSON.stringify({ schema: "call-index/1", builtAt, calls: sorted, index });
  return { index: toIndex(sorted, builtAt, index), text };
};

export const readCallIndex = (text: string): CallIndex => {
  const { calls, builtAt, index } = KeptIndex.parse(JSON.parse(text));
  return toIndex(calls, builtAt, MiniSearch.loadJS<Entry>(index, options));
};
