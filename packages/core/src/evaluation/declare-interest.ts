import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { InterestNature } from "../experts/conflict.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { ExpertAssignment } from "./assignment.ts";
import { type Declaration, DeclarationHead, DeclarationId } from "./declaration.ts";
import type { Dossier } from "./dossier.ts";
import type { EvaluationStore, LoadedEvaluation, NotAssignedAnyMore } from "./evaluation-store.ts";
import { type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import { headOf } from "./head-of.ts";

type Deps = { readonly evaluations: EvaluationStore; readonly newId: NewId };
type Asked = { readonly proposalId: ProposalId; readonly command: Command };
export type DeclareInterestError = EvaluationNotFound | NotAllowed | NotAssignedAnyMore | CommitRefusal;
type Declared = Result<Stored<DeclarationHead>, DeclareInterestError>;

/** All that an expert learns of a proposal before the declaration: whose it is, and what it is called. */
export type OwnDeclaration = {
  readonly own: ExpertAssignment;
  readonly partners: readonly string[];
  readonly declaration: Stored<Declaration> | null;
};

export const readMyDeclaration = async (
  { evaluations, documents }: Pick<Deps, "evaluations"> & { readonly documents: Pick<DocumentStore, "load"> },
  { proposalId, command }: Asked,
): Promise<Result<OwnDeclaration, EvaluationNotFound | NotAllowed>> => {
  const loaded = await evaluations.load(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "readMyDeclaration", proposalId, command });
  if (!found.ok) return found.error.kind === "DeclarationMissing" ? notFound(proposalId) : err(found.error);
  const { own, declaration } = loaded;
  if (own === null) return notFound(proposalId);
  const document = await documents.load(proposalId, own.documentSha256);
  if (document === null) throw new Error(`The document of ${proposalId} is gone.`);
  return ok({ own, declaration, partners: document.partners.map(({ name }) => name) });
};

const notFound = (proposalId: ProposalId) => err({ kind: "EvaluationNotFound", proposalId } as const);

type Decided = {
  readonly own: ExpertAssignment;
  readonly dossier: Dossier;
  readonly before: LoadedEvaluation["declaration"];
  readonly state: DeclarationHead["state"];
  readonly nature?: InterestNature | undefined;
  readonly reason?: string;
  readonly type: string;
  readonly role: Capacity;
};

const commitDeclared = (
  { evaluations, newId }: Deps,
  { own, dossier, before, state, nature, reason, type, role }: Decided,
  command: Command,
): Promise<Declared> => {
  const { proposalId, expert } = own;
  const id = DeclarationId.parse(`dcl_${newId(`interest:${proposalId}:${expert}`)}`);
  const next: DeclarationHead = { state, id, proposalId };
  const change = {
    aggregate: id,
    before: before === null ? null : headOf(DeclarationHead, before),
    next,
    type,
    role,
    terms: [{ id: dossier.callId, version: dossier.callVersion }],
    ...(reason === undefined ? {} : { notes: { reason } }),
  };
  const kept = { expert, declaredAt: command.at, ...(nature === undefined ? {} : { nature }) };
  return evaluations.commitDeclaration(change, { kept, own }, command);
};

type DeclareInterest = Asked & {
  /** `NONE`: the expert declares that there is no conflict of interest. */
  readonly interest: "NONE" | InterestNature;
};

/** The expert's word before the proposal opens; a conflict ends the assignment at once (EVA-02, EVA-03). */
export const declareInterest = async (
  deps: Deps,
  { proposalId, interest, command }: DeclareInterest,
): Promise<Declared> => {
  const loaded = await deps.evaluations.load(proposalId, command.caller);
  const { declaration: before, own } = loaded;
  const role = decideAccess("declareInterest", loaded.rights, { isNamed: before !== null || own !== null }, command.at);
  if (!role.ok) return notFound(proposalId);
  if (before?.state.state === "conflict" || (before !== null && interest === "NONE" && own !== null)) {
    const settled = await deps.evaluations.settle(headOf(DeclarationHead, before), 0, command);
    return settled.ok || before.state.state === "clear" ? settled : notFound(proposalId);
  }
  const found = findEvaluation(loaded, { action: "declareInterest", proposalId, command });
  if (!found.ok) return found.error.kind === "DeclarationMissing" ? notFound(proposalId) : err(found.error);
  if (own === null) return notFound(proposalId);
  const isClear = interest === "NONE";
  const state = isClear ? ("clear" as const) : ("conflict" as const);
  const decided = { own, before, state, ...found.value };
  const type = isClear ? "NoConflictDeclared" : "ConflictDeclared";
  return commitDeclared(deps, { ...decided, type, nature: isClear ? undefined : interest }, command);
};

type WithdrawExpert = Asked & { readonly expert: UserId; readonly reason: string };

/** A conflict that is found late ends the access of the expert in the same moment; somebody else has to take the place (EVA-02). */
export const withdrawExpert = async (
  deps: Deps,
  { proposalId, expert, reason, command }: WithdrawExpert,
): Promise<Declared> => {
  const [loaded, theirs] = await Promise.all([
    deps.evaluations.load(proposalId, command.caller),
    deps.evaluations.load(proposalId, expert),
  ]);
  const found = findEvaluation(loaded, { action: "withdrawExpert", proposalId, command });
  if (!found.ok) return found.error.kind === "DeclarationMissing" ? notFound(proposalId) : err(found.error);
  const { own, declaration: before } = theirs;
  if (before?.state.state === "conflict")
    return deps.evaluations.settle(headOf(DeclarationHead, before), before.version - 1, command);
  if (own === null) return err({ kind: "NotAssignedAnyMore" });
  const decided = { own, before, state: "conflict" as const, ...found.value, reason };
  return commitDeclared(deps, { ...decided, type: "ExpertWithdrawn" }, command);
};
