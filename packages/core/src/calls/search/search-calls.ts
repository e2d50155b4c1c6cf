import type { Instant } from "@grants/kernel/time";
import type { CallIndexReader } from "./call-index.ts";
import {
  type CallSearch,
  type FacetCounts,
  type StatedCall,
  byUrgency,
  countFacets,
  passes,
  withStatus,
} from "./call-search.ts";
import { type TextPart, excerptOf, markWords } from "./mark-words.ts";

/** Calls that one page of a search shows. */
export const hitsPerPage = 20;
export const searchPagesMax = 250;

export type CallHit = StatedCall & { readonly titleParts: readonly TextPart[]; readonly excerpt: readonly TextPart[] };

export type CallSearchResult = {
  readonly hits: readonly CallHit[];
  /** Calls on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** `some`: no call has all the words that were asked for, and these have some of them. */
  readonly having: "every" | "some";
  readonly facets: FacetCounts;
  /** `null` where no index was built yet. */
  readonly indexedAt: Instant | null;
};

type Candidate = { readonly call: StatedCall; readonly stems: ReadonlySet<string> };

/** An empty search has one page, which says so. */
const pagesFor = (hits: number): number => {
  const rest = hits % hitsPerPage;
  return (hits - rest) / hitsPerPage + (rest > 0 || hits === 0 ? 1 : 0);
};

const noStems: ReadonlySet<string> = new Set();

const emptyResult = (search: CallSearch, now: Instant): CallSearchResult => ({
  hits: [],
  total: 0,
  page: 1,
  pages: 1,
  having: "every",
  facets: countFacets([], search, now),
  indexedAt: null,
});

/**
 * A page of the calls that a search finds, with all of its choices counted: from the index alone, so that it costs the same whatever is
 * asked and however many calls there are. With words the best come first, without them the most urgent.
 */
export const searchCalls = async (
  { index: reader }: { readonly index: CallIndexReader },
  { search, page, now }: { readonly search: CallSearch; readonly page: number; readonly now: Instant },
): Promise<CallSearchResult> => {
  const index = await reader.open();
  if (index === null) return emptyResult(search, now);
  const stated = index.calls.map((call) => withStatus(call, now));
  const { text } = search;
  const found = text === undefined ? null : index.find(text);
  const byId = new Map(stated.map((call) => [call.summary.callId, call]));
  const candidates: readonly Candidate[] =
    found === null
      ? stated.toSorted(byUrgency).map((call) => ({ call, stems: noStems }))
      : found.calls.flatMap(({ callId, stems }) => {
          const call = byId.get(callId);
          return call === undefined ? [] : [{ call, stems }];
        });
  const kept = candidates.filter(({ call }) => passes(call, search, now));
  const pages = pagesFor(kept.length);
  const shown = page <= pages ? page : pages;
  const hits = kept.slice((shown - 1) * hitsPerPage, shown * hitsPerPage).map(({ call, stems }) => ({
    ...call,
    titleParts: markWords(index.stem, stems, call.summary.title),
    excerpt: stems.size === 0 ? [] : excerptOf(index.stem, stems, [...call.topicTitles, ...call.texts]),
  }));
  return {
    hits,
    total: kept.length,
    page: shown,
    pages,
    having: found?.having ?? "every",
    facets: countFacets(
      candidates.map(({ call }) => call),
      search,
      now,
    ),
    indexedAt: index.builtAt,
  };
};
