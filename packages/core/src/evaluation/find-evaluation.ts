import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { isRapporteur } from "./assignment.ts";
import type { Dossier } from "./dossier.ts";
import type { LoadedEvaluation } from "./evaluation-store.ts";

/** There is no such evaluation, or not for this person. */
export type EvaluationNotFound = { readonly kind: "EvaluationNotFound"; readonly proposalId: ProposalId };

/** The text opens once the expert has declared that there is no conflict of interest (EVA-02). */
export type DeclarationMissing = { readonly kind: "DeclarationMissing" };

type Asked = { readonly action: Action; readonly proposalId: ProposalId; readonly command: Command };

const afterDeclaration: ReadonlySet<Action> = new Set([
  "readMyReport",
  "saveReport",
  "submitReport",
  "readConsensus",
  "recordConsensus",
  "signConsensus",
]);

/**
 * The evaluation of a proposal, when this person may do this with it. To its experts and to the officers of the evaluation it exists; to
 * everybody else it does not: 404, so that ids tell nothing of who evaluates what.
 */
export const findEvaluation = (
  { rights, dossier, assignment, own, declaration }: LoadedEvaluation,
  { action, proposalId, command }: Asked,
): Result<
  { readonly dossier: Dossier; readonly role: Capacity },
  EvaluationNotFound | NotAllowed | DeclarationMissing
> => {
  if (dossier === null) return err({ kind: "EvaluationNotFound", proposalId });
  if (afterDeclaration.has(action) && declaration?.state.state === "conflict")
    return err({ kind: "EvaluationNotFound", proposalId });
  const isNamed = own !== null;
  if (!decideAccess("readConsensus", rights, { isNamed }, command.at).ok)
    return err({ kind: "EvaluationNotFound", proposalId });
  if (afterDeclaration.has(action) && isNamed && declaration === null) return err({ kind: "DeclarationMissing" });
  // The consensus is written down by the rapporteur, not by any of the experts.
  const mayWriteConsensus = assignment !== null && isRapporteur(assignment.state, command.caller);
  const subject = { isNamed: action === "recordConsensus" ? mayWriteConsensus : isNamed };
  const role = decideAccess(action, rights, subject, command.at);
  return role.ok ? ok({ dossier, role: role.value }) : role;
};
