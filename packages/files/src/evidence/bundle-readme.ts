/** What lies on top of every bundle, for whoever opens it in ten years. */
export const bundleReadme = (aggregate: string, madeAt: string): string => `Evidence of ${aggregate}
made ${madeAt}

WHAT THIS IS
  audit.tsv               every decision about it, oldest first, and those of the documents that they were taken on:
                          a digest, a tab, and the bytes that were hashed (canonical JSON, RFC 8785)
  journal.tsv             the postings that moved with a decision, in the same form
  heads.tsv               where each chain ends
  log/heads.json          signed heads of the one log of all decisions (RFC 6962)
  log/inclusion.json      proofs that each entry is in that log
  log/consistency.json    proofs that the log only grew between two heads
  log/time-stamps.json    tokens of a third party that saw a head (RFC 3161)
  ballots.json            of a closed ballot of the Governing Board: the question, what each vote weighed, and the tally
  disclosed.json          only where asked for: words behind a commitment, with their salts
  verify.mjs              the verifier

HOW TO VERIFY IT, OFFLINE
  1. Take the fingerprint of the signing key from the platform's public page "Verify", the notice in the Official
     Journal or the README of a release. Do not take it from this file.
  2. node verify.mjs THIS-FILE.zip --trust sha256:…          (Node.js 20 or newer)
  A verifier that comes with what it verifies proves little: take verify.mjs from the public page or build it from
  the source (npm run build), and compare the digests.

WHAT EACH LINE MEANS
  digest of an entry      SHA-256 of "eccc-audit/1", a line feed, and the bytes
  prevHash in an entry    the digest of the version before; at version 1 of the domain, a line feed and the id
  leaf of the log         SHA-256 of 0x00 and the 32 bytes of an entry's digest; a node: of 0x01 and both children
  signature of a head     Ed25519 over "eccc-tree-head/1", a line feed, and the head's text
  time-stamp              over the signed text, a line feed, and the signature in base64
  commitment              SHA-256 of salt and value
  ballot                  the digests in its entries are SHA-256 of the canonical JSON of record, terms and tally; the
                          tally is what the entries of the votes (vot_) and delegations (vdl_) add up to
`;
