import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LineText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../calls/call.ts";

export const ProposalId = prefixedId("prop").brand("ProposalId").meta({ id: "ProposalId" });
export type ProposalId = z.infer<typeof ProposalId>;

export const Acronym = LineText.min(2).max(20).meta({ id: "Acronym", example: "NATHUB-BE" });

/** Half a digest of the parts that a document was made of: another one says that the draft has changed since. A head has no room for a whole. */
export const PartsMark = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand("PartsMark")
  .meta({ id: "PartsMark" });
export type PartsMark = z.infer<typeof PartsMark>;

/** A document that was frozen for review and signature: what a submission names (DATA §6), with its totals. */
const FrozenDocument = z
  .object({
    sha256: Digest,
    partsMark: PartsMark,
    /** Requested Union contribution. */
    requestedCents: Cents,
    eligibleCents: Cents,
  })
  .meta({ id: "FrozenDocument" });
export type FrozenDocument = z.infer<typeof FrozenDocument>;

const SubmittedDocument = FrozenDocument.extend({
  /** The server's receipt instant (CLR-CAL-01). */
  receivedAt: Instant,
  /** The call version in force when it was received (CLR-CALL-01). */
  callVersion: z.int().min(1),
}).meta({ id: "SubmittedDocument" });

const shared = {
  id: ProposalId,
  callId: CallId,
  topicId: z.string(),
  coordinator: OrganisationId,
  shard: z.int().min(0),
};

const WritingProposal = z.object({ state: z.literal("writing"), ...shared }).meta({ id: "WritingProposal" });
const FrozenProposal = z
  .object({ state: z.literal("frozen"), ...shared, frozen: FrozenDocument })
  .meta({ id: "FrozenProposal" });
const SubmittedProposal = z
  .object({
    state: z.literal("submitted"),
    ...shared,
    /** Absent since the consortium changed: what is submitted stays, the next document is not frozen yet. */
    frozen: FrozenDocument.optional(),
    submitted: SubmittedDocument,
  })
  .meta({ id: "SubmittedProposal" });
const WithdrawnProposal = z
  .object({ state: z.literal("withdrawn"), ...shared, frozen: FrozenDocument, withdrawnAt: Instant })
  .meta({ id: "WithdrawnProposal" });

/**
 * The head of a proposal. Parts are always in draft; what counts is the frozen document. A submitted proposal may be frozen and submitted
 * again until the deadline: its head then stays `submitted` until the next submission, so that an unfinished revision never unsubmits.
 */
export const Proposal = z
  .discriminatedUnion("state", [WritingProposal, FrozenProposal, SubmittedProposal, WithdrawnProposal])
  .meta({ id: "Proposal" });
export type Proposal = z.infer<typeof Proposal>;
export type ProposalNotSubmitted = { readonly kind: "ProposalNotSubmitted"; readonly state: Proposal["state"] };
export type SubmittedProposal = z.infer<typeof SubmittedProposal>;

/** `coordinator`: writes and submits; `partner`: writes its own parts and signs off; `viewer`: reads. */
export const MemberRole = z.enum(["coordinator", "partner", "viewer"]).meta({ id: "MemberRole" });

/** A person on a proposal, named for an organisation. */
export const Member = z.object({
  user: UserId,
  organisation: OrganisationId,
  role: MemberRole,
  /** The place of the organisation; the coordinator's where there is none. */
  slot: z.string().optional(),
  /** What the coordinator lets this person write beside the own parts. */
  writes: z.array(z.string()).optional(),
});
export type Member = z.infer<typeof Member>;

/** Proof of receipt: the server's instant, the digest of what was received, and the entry of the chain that says so (ELG-02). */
export const Receipt = z
  .object({
    proposalId: ProposalId,
    callId: CallId,
    callVersion: z.int(),
    version: z.int(),
    receivedAt: Instant,
    documentSha256: Digest,
    entryHash: Digest,
  })
  .meta({ id: "Receipt" });
export type Receipt = z.infer<typeof Receipt>;
