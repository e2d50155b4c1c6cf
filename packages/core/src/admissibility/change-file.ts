import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import type { Capacity } from "../access/capacity.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Action } from "../access/access-table.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { type Admissibility, type AdmissibilityFile, type AdmissibilityId } from "./admissibility.ts";
import type { AdmissibilityStore } from "./admissibility-store.ts";
import { type AlreadyDecided, standingOf } from "./decide-admissibility.ts";
import { lastDayForReview } from "./review-period.ts";
import {
  type AdmissibilityNotFound,
  type FoundAdmissibility,
  type NotScreened,
  findScreened,
} from "./find-admissibility.ts";

export type AdmissibilityDeps = { readonly admissibilities: AdmissibilityStore; readonly sha256: Sha256 };
export type ChangeFileError = AdmissibilityNotFound | NotAllowed | NotScreened | CommitRefusal;
export type ChangeAsk = {
  readonly proposalId: ProposalId;
  readonly expectedVersion: number;
  readonly command: Command;
};

type HeadOf = (fileSha256: Digest) => Admissibility;

/** The open head of a file, with what still stands against a decision. */
export const openHead =
  (
    id: AdmissibilityId,
    { proposalId, callId }: Pick<Dossier, "proposalId" | "callId">,
    file: AdmissibilityFile,
  ): HeadOf =>
  (fileSha256) => {
    const { failing, toDecide } = standingOf(file);
    const counts = { toDecide: toDecide.length, failing: failing.length };
    return { state: "open", id, proposalId, callId, fileSha256, ...counts };
  };

/** The head of a file that is decided on, reviewed or not. */
export const decidedHead =
  (
    id: AdmissibilityId,
    { proposalId, callId }: Pick<Dossier, "proposalId" | "callId">,
    file: AdmissibilityFile,
  ): HeadOf =>
  (fileSha256) => {
    const { decision, review } = file;
    if (decision === undefined) throw new Error(`${id} is not decided.`);
    const shared = { id, proposalId, callId, fileSha256 };
    if (decision.outcome === "ADMITTED") return { state: "admitted", ...shared, decidedAt: decision.at };
    if (review?.decision?.outcome === "REVERSED")
      return { state: "admitted", ...shared, decidedAt: review.decision.at };
    const { grounds, at: decidedAt } = decision;
    const refused = { ...shared, decidedAt, grounds, reviewByOn: lastDayForReview(decidedAt) };
    if (review === undefined) return { state: "refused", ...refused };
    return review.decision === undefined
      ? { state: "underReview", ...refused, requestedAt: review.requestedAt }
      : { state: "upheld", ...refused, reviewedAt: review.decision.at };
  };

type Written = { readonly file: AdmissibilityFile; readonly head: HeadOf; readonly type: string };

/** Writes a file and the head that names it, as one step of the chain. */
export const commitFile = async (
  { admissibilities, sha256 }: AdmissibilityDeps,
  { file, head, type }: Written,
  {
    before,
    role,
    dossier,
    command,
  }: {
    readonly before: Stored<Admissibility> | null;
    readonly role: Capacity;
    readonly dossier: Pick<Dossier, "callId" | "callVersion">;
    readonly command: Command;
  },
): Promise<Result<Stored<Admissibility>, CommitRefusal>> => {
  const next = head(sha256(canonicalJson(file)));
  const terms = [{ id: dossier.callId, version: dossier.callVersion }];
  return admissibilities.commit({ aggregate: next.id, before, next, type, role, terms }, file, command);
};

/** A step on a screened proposal: found, held to its version, decided, written. */
export const changeFile = async <E>(
  deps: AdmissibilityDeps,
  { proposalId, expectedVersion, command, action }: ChangeAsk & { readonly action: Action },
  decide: (found: FoundAdmissibility) => Result<Written, E>,
): Promise<Result<Stored<Admissibility>, ChangeFileError | E>> => {
  const loaded = await deps.admissibilities.load(proposalId, command.caller);
  const found = findScreened(loaded, { action, proposalId, command });
  if (!found.ok) return found;
  const { head, role, dossier } = found.value;
  if (head.version !== expectedVersion) return deps.admissibilities.settle(head, expectedVersion, command);
  const written = decide(found.value);
  if (!written.ok) return written;
  return commitFile(deps, written.value, { before: head, role, dossier, command });
};

export const refuseDecided = ({ state }: Admissibility): Result<never, AlreadyDecided> | null =>
  state === "open" ? null : err({ kind: "AlreadyDecided", state });

/** The same for a step that only an undecided proposal takes. */
export const changeOpenFile = <E>(
  deps: AdmissibilityDeps,
  ask: Parameters<typeof changeFile>[1],
  decide: (found: FoundAdmissibility) => Result<Written, E>,
): Promise<Result<Stored<Admissibility>, ChangeFileError | AlreadyDecided | E>> =>
  changeFile<AlreadyDecided | E>(deps, ask, (found) => refuseDecided(found.head.state) ?? decide(found));
