import { hash } from "node:crypto";
import { chainDomain } from "@grants/core/audit/entry";
import { type EntryLink, readLink, readLinkFromEnds } from "@grants/core/audit/read-link";
import type { ReadEntry } from "@grants/core/audit/verify-chain";

/** Whole lines of an export's audit entries. Whoever reads them may write into them: they are nobody else's. */
export type AuditBytes = AsyncIterable<Buffer>;

const lineFeed = 0x0a;
const tab = 0x09;
const digestCharacters = 64;
const bodyAt = digestCharacters + 1;
const domain = Buffer.from(chainDomain, "latin1");
/** As many characters of a body as its first and its last members take, and some more. */
const firstCharacters = 160;
const lastCharacters = 600;

export type LineRange = { readonly from: number; readonly to: number };

/** Where the lines are. */
export function* auditLinesIn(bytes: Buffer): Generator<LineRange> {
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(lineFeed, from);
    const to = end === -1 ? bytes.length : end;
    yield { from, to };
    from = to + 1;
  }
}

export const bodyOfAuditLine = (bytes: Buffer, { from, to }: LineRange): string =>
  bytes.toString("utf8", from + bodyAt, to);

const linkIn = (bytes: Buffer, line: LineRange): EntryLink | null => {
  const from = line.from + bodyAt;
  const first = bytes.toString("latin1", from, Math.min(from + firstCharacters, line.to));
  const last = bytes.toString("latin1", Math.max(from, line.to - lastCharacters), line.to);
  // The ends are plain ASCII where they tell; what is not is asked for whole.
  return readLinkFromEnds(first, last) ?? readLink(bodyOfAuditLine(bytes, line));
};

const nothing: ReadEntry = { hash: "", digest: "none", link: null };

/** Hashes a line's body where it lies: the domain is written over the digest in front of it, nothing is copied or decoded. */
export const readAuditLine = (bytes: Buffer, line: LineRange): ReadEntry => {
  const { from, to } = line;
  const body = from + bodyAt;
  if (body > to || bytes[body - 1] !== tab) return nothing;
  const stated = bytes.toString("latin1", from, from + digestCharacters);
  domain.copy(bytes, body - domain.length);
  const digest = hash("sha256", bytes.subarray(body - domain.length, to), "hex");
  return { hash: stated, digest, link: digest === stated ? linkIn(bytes, line) : null };
};
