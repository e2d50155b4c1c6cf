import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallContent, CallId } from "../calls/call.ts";
import { type CreateProposalError, createProposal } from "./create-proposal.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type KeptContent, type Part, type PartContent, type PartPath, coordinatorSlot, sectionsOf } from "./part.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";

/** A part, or a piece of it, that the other call or the rules do not let through. */
export type NotCarried = {
  readonly path: string;
  readonly because:
    | "DECLARED_ANEW"
    | "ATTACHED_ANEW"
    | "SECTION_NOT_OF_CALL"
    | "NO_JOINT_ACTION"
    | "CATEGORY_NOT_ELIGIBLE"
    | "INVITED_ANEW";
};
type Carried = { readonly content: PartContent | null; readonly lost: readonly NotCarried[] };

const carryBudget = (content: Extract<PartContent, { kind: "budget" }>, path: string, call: CallContent): Carried => {
  const eligible: readonly string[] = call.profile.costCategories;
  const { national, ...budget } = content;
  const kept = Object.entries(budget.categoriesCents).filter(([category]) => eligible.includes(category));
  const isShort = kept.length < Object.keys(budget.categoriesCents).length;
  const keepsNational = national !== undefined && call.nationalFunding.kind === "jointAction";
  return {
    content: {
      ...budget,
      categoriesCents: Object.fromEntries(kept),
      ...(keepsNational ? { national } : {}),
    },
    lost: [
      ...(isShort ? [{ path, because: "CATEGORY_NOT_ELIGIBLE" } as const] : []),
      ...(national !== undefined && !keepsNational ? [{ path, because: "NO_JOINT_ACTION" } as const] : []),
    ],
  };
};

/** A part as it may stand in a proposal for another call; what is declared or signed is of its own proposal. */
export const carryPart = (content: KeptContent, path: string, call: CallContent): Carried => {
  switch (content.kind) {
    case "declaration":
      return { content: null, lost: [{ path, because: "DECLARED_ANEW" }] };
    case "text":
      return sectionsOf(call.profile).includes(content.section)
        ? { content, lost: [] }
        : { content: null, lost: [{ path, because: "SECTION_NOT_OF_CALL" }] };
    case "budget":
      return carryBudget(content, path, call);
    case "partner": {
      const { organisation: _own, ...described } = content;
      const lost: readonly NotCarried[] = content.slot === coordinatorSlot ? [] : [{ path, because: "INVITED_ANEW" }];
      return { content: described, lost };
    }
    case "annex":
      return { content: null, lost: [{ path, because: "ATTACHED_ANEW" }] };
    case "general":
    case "workPackage":
    case "costs":
      return { content, lost: [] };
  }
};

export type CopiedProposal = {
  readonly proposal: Stored<Proposal>;
  readonly carried: readonly PartPath[];
  readonly notCarried: readonly NotCarried[];
};
export type CopyProposalError = ProposalNotFound | NotAllowed | CoordinatorOnly | CreateProposalError;
type Deps = { readonly proposals: ProposalStore; readonly newId: NewId; readonly sha256: Sha256 };
type CopyProposal = { proposalId: ProposalId; callId: CallId; topicId: string; command: Command };

const named = (content: PartContent, coordinator: OrganisationId): PartContent =>
  content.kind === "partner" && content.slot === coordinatorSlot ? { ...content, organisation: coordinator } : content;

/**
 * A new draft from one's earlier proposal, of any call. The draft is made first and its parts after it; every step is answered again when it
 * is repeated, and a part that somebody has written on since is left alone.
 */
export const copyProposal = async (
  deps: Deps,
  { proposalId, callId, topicId, command }: CopyProposal,
): Promise<Result<CopiedProposal, CopyProposalError>> => {
  const { parts, ...loaded } = await deps.proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "copyProposal", proposalId, command });
  if (!found.ok) return found;
  const { coordinator } = found.value.proposal.state;
  const made = await createProposal(deps, { callId, topicId, coordinator, from: proposalId, command });
  if (!made.ok) return made;
  const call = await deps.proposals.loadCall(callId);
  if (call === null) return err({ kind: "CallNotFound", callId });
  const copies = parts.map((part: Part) => ({
    path: part.path,
    ...carryPart(part.content, part.path, call.version.content),
  }));
  const written = copies.flatMap(({ path, content }) => (content === null ? [] : [{ path, content }]));
  await Promise.all(
    written.map(({ path, content }) =>
      deps.proposals.savePart(
        { proposalId: made.value.state.id, path, content: named(content, coordinator), expectedVersion: 0 },
        command,
      ),
    ),
  );
  return ok({
    proposal: made.value,
    carried: written.map(({ path }) => path),
    notCarried: copies.flatMap(({ lost }) => lost),
  });
};
