import { Digest } from "@grants/kernel/digest";
import { z } from "zod";

/** What ties an entry to its chain and to its postings. */
export type EntryLink = {
  readonly aggregate: string;
  readonly version: number;
  readonly prevHash: string;
  /** Digest of the journal entry of the same version, where money moved. */
  readonly journal?: string;
};

/*
 * A canonical body begins with its first two members and ends with its last ones, so that they can be read without parsing what lies
 * between. No pattern admits a backslash, therefore none can match inside a string of a JSON text; and what ends with the text's last brace
 * is of the outermost object.
 */
const beginning = /^\{"actor":"[^"\\]*","aggregate":"([^"\\]+)","at":"/;
const keyHash = '"keyHash":"';
/** Where the members that follow begin, counted from the beginning of `keyHash`: digests have a length of their own. */
const prevHash = { text: '","prevHash":"', at: 75, valueAt: 89 } as const;
const roleAt = 153;
const digest = /^[0-9a-f]{64}$/;
const end = /","role":"[A-Za-z]+","terms":\{[^{}[\]\\]*\},"type":"[A-Za-z]+","v":1,"version":([1-9]\d{0,8})\}$/y;
/** The optional member right before `keyHash`. */
const journalMember = /"journal":"([0-9a-f]{64})",/y;
const journalMemberCharacters = 77;

/** What a pattern captures at one place of a text. */
const captureAt = (pattern: RegExp, text: string, place: number): readonly (string | undefined)[] => {
  pattern.lastIndex = place;
  return pattern.exec(text) ?? [];
};

const Link = z.object({
  aggregate: z.string().min(1),
  version: z.int().min(1),
  prevHash: Digest,
  journal: Digest.optional(),
});

/** The digest that stands where `prevHash` must, when nothing before it could end a string early. */
const previousAt = (body: string, endAt: number): string | null => {
  const isInPlace =
    endAt >= 0 &&
    body.startsWith(prevHash.text, endAt + prevHash.at) &&
    body.indexOf('"', endAt + keyHash.length) === endAt + prevHash.at &&
    !body.includes("\\", endAt);
  const found = body.slice(endAt + prevHash.valueAt, endAt + roleAt);
  return isInPlace && digest.test(found) ? found : null;
};

/**
 * The link that stands in the first and the last characters of a body, both as long as one likes; `null` where they do not tell, and the whole
 * body must be asked.
 */
export const readLinkFromEnds = (first: string, last: string): EntryLink | null => {
  const aggregate = beginning.exec(first)?.[1];
  const endAt = last.lastIndexOf(keyHash);
  const previous = previousAt(last, endAt);
  const [, version] = captureAt(end, last, endAt + roleAt);
  if (aggregate === undefined || previous === null || version === undefined) return null;
  if (endAt < journalMemberCharacters) return null;
  const [, journal] = captureAt(journalMember, last, endAt - journalMemberCharacters);
  return { aggregate, version: Number(version), prevHash: previous, ...(journal === undefined ? {} : { journal }) };
};

/** The link that a stored body states; `null` when it states none. */
export const readLink = (body: string): EntryLink | null => readLinkFromEnds(body, body) ?? parseLink(body);

const parseLink = (body: string): EntryLink | null => {
  try {
    const { journal, ...link } = Link.parse(JSON.parse(body));
    return journal === undefined ? link : { ...link, journal };
  } catch {
    return null;
  }
};
