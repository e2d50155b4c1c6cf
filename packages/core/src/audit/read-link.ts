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
const end =
  /"keyHash":"[0-9a-f]{64}","prevHash":"([0-9a-f]{64})","role":"[A-Za-z]+","terms":\{[^{}[\]\\]*\},"type":"[A-Za-z]+","v":1,"version":([1-9]\d{0,8})\}$/y;
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

/** The link that a stored body states; `null` when it states none. */
export const readLink = (body: string): EntryLink | null => {
  const aggregate = beginning.exec(body)?.[1];
  const endAt = body.lastIndexOf(keyHash);
  const [, prevHash, version] = captureAt(end, body, endAt);
  if (aggregate === undefined || prevHash === undefined || version === undefined) return parseLink(body);
  const [, journal] = captureAt(journalMember, body, endAt - journalMemberCharacters);
  return { aggregate, version: Number(version), prevHash, ...(journal === undefined ? {} : { journal }) };
};

const parseLink = (body: string): EntryLink | null => {
  try {
    const { journal, ...link } = Link.parse(JSON.parse(body));
    return journal === undefined ? link : { ...link, journal };
  } catch {
    return null;
  }
};
