import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../../access/access-table.ts";
import type { Capacity } from "../../access/capacity.ts";
import { type NotAllowed, type Subject, decideAccess } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { Stored } from "../../audit/stored.ts";
import type { CoordinatorOnly, ProposalNotFound } from "../../proposals/find-proposal.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import type { Dossier } from "../dossier.ts";
import type { ReviewFile, ReviewHead } from "./review.ts";
import type { LoadedStep } from "./review-store.ts";

/** Nobody has asked for a review of this evaluation. */
export type NoReviewAsked = { readonly kind: "NoReviewAsked" };
type Asked = { readonly action: Action; readonly proposalId: ProposalId; readonly command: Command };
export type FindReviewError = ProposalNotFound | NotAllowed | CoordinatorOnly;

export const subjectOfReview = ({ member }: Pick<LoadedStep, "member">): Subject => ({
  isNamed: member !== null,
  ...(member === null ? {} : { namedFor: member.organisation }),
});

/** The sealed proposal, when this person may do this with its review; the result is the coordinator's, and so is its review. */
export const findReviewed = (
  loaded: LoadedStep,
  { action, proposalId, command }: Asked,
): Result<{ readonly dossier: Dossier; readonly role: Capacity }, FindReviewError> => {
  const { rights, dossier, member } = loaded;
  const subject = subjectOfReview(loaded);
  if (dossier === null || !decideAccess("readEvaluationReview", rights, subject, command.at).ok)
    return err({ kind: "ProposalNotFound", proposalId });
  const role = decideAccess(action, rights, subject, command.at);
  if (!role.ok) return role;
  if (member !== null && member.organisation !== dossier.coordinator) return err({ kind: "CoordinatorOnly", action });
  return ok({ dossier, role: role.value });
};

export type FoundReview = {
  readonly dossier: Dossier;
  readonly role: Capacity;
  readonly head: Stored<ReviewHead>;
  readonly file: ReviewFile;
  readonly version: LoadedStep["version"];
};

/** The same for a step of a review that was asked for. */
export const findReview = (loaded: LoadedStep, asked: Asked): Result<FoundReview, FindReviewError | NoReviewAsked> => {
  const found = findReviewed(loaded, asked);
  if (!found.ok) return found;
  return loaded.review === null
    ? err({ kind: "NoReviewAsked" })
    : ok({ ...loaded.review, ...found.value, version: loaded.version });
};
