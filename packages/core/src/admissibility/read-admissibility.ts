import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import { type AllowedAction, type NotAllowed, type Subject, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { Call, CallId, CallNotFound, CallVersion } from "../calls/call.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import { type SealedRow, pagesFor } from "../evaluation/sealed-list.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { AdmissibilityStore, Screened } from "./admissibility-store.ts";
import { type Standing, isOpenClarification, standingOf } from "./decide-admissibility.ts";
import { type AdmissibilityNotFound, findSealed, subjectOfMember } from "./find-admissibility.ts";

type Deps = { readonly admissibilities: AdmissibilityStore };
type Asker = { readonly rights: Rights | null; readonly at: Instant };

const answerFor = (action: Action, { rights, at }: Asker, subject: Subject, because: string | null): AllowedAction => {
  const access = decideAccess(action, rights, subject, at);
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  return because === null ? { action, allowed: true } : { action, allowed: false, because };
};

export type BoardLine = {
  readonly sealed: SealedRow;
  readonly dossier: Dossier;
  readonly screened: Screened | null;
  readonly standing: Standing | null;
  readonly waitsForApplicant: boolean;
};
export type AdmissibilityBoard = {
  readonly call: Stored<Call>;
  readonly version: CallVersion;
  readonly rows: readonly BoardLine[];
  readonly page: number;
  readonly pages: number;
  readonly allowedActions: readonly AllowedAction[];
};
type ReadBoard = { readonly callId: CallId; readonly page: number; readonly command: Command };

/** The board of admissibility of a call: a page of the sealed list, and how each proposal on it stands. */
export const readAdmissibilityBoard = async (
  { admissibilities }: Deps,
  { callId, page, command }: ReadBoard,
): Promise<Result<AdmissibilityBoard, NotAllowed | CallNotFound>> => {
  const { rights, call, version, rows } = await admissibilities.loadList(callId, page, command.caller);
  const role = decideAccess("readAdmissibilityBoard", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || version === null) return err({ kind: "CallNotFound", callId });
  const progress = await admissibilities.loadProgress(rows.map(({ proposalId }) => proposalId));
  const isSealed = call.state.state === "sealed";
  const isAllScreened = progress.every(({ screened }) => screened !== null);
  const nothingToScreen = isAllScreened ? "AlreadyScreened" : null;
  const asker = { rights, at: command.at };
  return ok({
    call,
    version,
    rows: rows.flatMap((sealed, place) => lineOf(sealed, progress[place], command.at)),
    page,
    pages: call.state.state === "sealed" ? pagesFor(call.state.submissions) : 0,
    allowedActions: [answerFor("screenProposals", asker, {}, isSealed ? nothingToScreen : "CallNotSealed")],
  });
};

const lineOf = (
  sealed: SealedRow,
  found: { readonly dossier: Dossier; readonly screened: Screened | null } | undefined,
  at: Instant,
): readonly BoardLine[] => {
  if (found === undefined) throw new Error(`${sealed.proposalId} is on the list and was not opened.`);
  const { screened } = found;
  return [
    {
      sealed,
      ...found,
      standing: screened === null ? null : standingOf(screened.file),
      waitsForApplicant:
        screened?.head.state.state === "open" &&
        screened.file.clarifications.some((one) => isOpenClarification(one, at)),
    },
  ];
};

export type AdmissibilityPage = {
  readonly dossier: Dossier;
  readonly screened: Screened | null;
  readonly standing: Standing | null;
  /** The applicant sees what was asked and decided, not what officers noted on the way. */
  readonly isApplicant: boolean;
  readonly allowedActions: readonly AllowedAction[];
};

const againstDecision = ({ file }: Screened, standing: Standing, at: Instant): string | null => {
  if (file.clarifications.some((one) => isOpenClarification(one, at))) return "ClarificationOpen";
  return standing.toDecide.length > 0 ? "ChecksNotMet" : null;
};

const actionsOf = (
  { screened, standing }: Pick<AdmissibilityPage, "screened" | "standing">,
  asker: Asker,
  subject: Subject,
): readonly AllowedAction[] => {
  const answer = (action: Action, because: string | null) => answerFor(action, asker, subject, because);
  if (screened === null || standing === null) return [answer("recordFinding", "NotScreened")];
  const { state } = screened.head.state;
  const decided = state === "open" ? null : "AlreadyDecided";
  const waiting = againstDecision(screened, standing, asker.at);
  const isAsked = screened.file.clarifications.some((one) => isOpenClarification(one, asker.at));
  return [
    answer("screenAgain", decided),
    answer("recordFinding", decided),
    answer("askClarification", decided),
    answer("answerClarification", decided ?? (isAsked ? null : "ClarificationNotFound")),
    answer("admitProposal", decided ?? waiting ?? (standing.failing.length > 0 ? "ChecksNotMet" : null)),
    answer("refuseProposal", decided ?? waiting ?? (standing.failing.length === 0 ? "GroundNotFailing" : null)),
    answer("requestReview", state === "refused" ? null : "NotRefused"),
    answer("decideReview", state === "underReview" ? null : "NotRefused"),
  ];
};

/** The admissibility of one proposal, for its officers and for its own people. */
export const readAdmissibility = async (
  { admissibilities }: Deps,
  { proposalId, command }: { readonly proposalId: ProposalId; readonly command: Command },
): Promise<Result<AdmissibilityPage, AdmissibilityNotFound | NotAllowed>> => {
  const loaded = await admissibilities.load(proposalId, command.caller);
  const found = findSealed(loaded, { action: "readAdmissibility", proposalId, command });
  if (!found.ok) return found;
  const { rights, member, screened } = loaded;
  const standing = screened === null ? null : standingOf(screened.file);
  const asker = { rights, at: command.at };
  return ok({
    dossier: found.value.dossier,
    screened,
    standing,
    isApplicant: !decideAccess("readAdmissibilityBoard", rights, {}, command.at).ok,
    allowedActions: actionsOf({ screened, standing }, asker, subjectOfMember(member)),
  });
};
