import { type Json, canonicalJson } from "@grants/kernel/canonical-json";
import { Digest, type Sha256 } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { pageItemsMax } from "@grants/kernel/limits";
import { Cents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { Stored } from "../audit/stored.ts";
import type { CallId } from "../calls/call.ts";
import { type Proposal, ProposalId } from "../proposals/proposal.ts";

/** Its list of submissions is not frozen yet, or it never had one. */
export type CallNotSealed = { readonly kind: "CallNotSealed"; readonly callId: CallId; readonly closesAt?: string };

/** A submission as the fence found it, with the version and the chain's end that prove it (DATA §7). */
export const SealedRow = z
  .object({
    proposalId: ProposalId,
    topicId: z.string(),
    coordinator: OrganisationId,
    version: z.int().min(1),
    receivedAt: Instant,
    callVersion: z.int().min(1),
    documentSha256: Digest,
    requestedCents: Cents,
    entryHash: Digest,
  })
  .meta({ id: "SealedRow" });
export type SealedRow = z.infer<typeof SealedRow>;

/** The list of a call's submissions: what was submitted and not withdrawn when the gate came down, by proposal id. */
export const sealedRowsOf = (fenced: readonly Stored<Proposal>[]): readonly SealedRow[] =>
  fenced
    .flatMap(({ state, version, chainHash }): readonly SealedRow[] => {
      if (state.state !== "submitted") return [];
      const { id, topicId, coordinator, submitted } = state;
      const { sha256, requestedCents, receivedAt, callVersion } = submitted;
      const receipt = { version, receivedAt, callVersion, documentSha256: sha256, requestedCents };
      return [{ proposalId: id, topicId, coordinator, ...receipt, entryHash: chainHash }];
    })
    .toSorted((a, b) => (a.proposalId < b.proposalId ? -1 : 1));

/** Rows of a list by pages of 100: a page is one item (DATA §9). An empty list has no page. */
export const pagesOf = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: pagesFor(rows.length) }, (_, page) =>
    rows.slice(page * pageItemsMax, (page + 1) * pageItemsMax),
  );

/** How many pages so many rows fill. */
export const pagesFor = (rows: number): number => {
  const rest = rows % pageItemsMax;
  return (rows - rest) / pageItemsMax + (rest === 0 ? 0 : 1);
};

/** The numbers of those pages, from 1 on. */
export const pageNumbers = (rows: number): readonly number[] =>
  Array.from({ length: pagesFor(rows) }, (_, page) => page + 1);

/** The digest of a list: over the digests of its pages, so that one page can be checked without the others. */
export const digestOfList = (sha256: Sha256, pages: readonly (readonly Json[])[]): Digest =>
  sha256(canonicalJson(pages.map((rows) => sha256(canonicalJson(rows)))));
