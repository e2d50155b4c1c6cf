import { Admissibility } from "@grants/core/admissibility/admissibility";
import { Assignment, ExpertAssignment } from "@grants/core/evaluation/assignment";
import { Consensus, ConsensusBody } from "@grants/core/evaluation/consensus";
import { ConsensusSignature, MinorityViewBody } from "@grants/core/evaluation/consensus-signature";
import { Declaration } from "@grants/core/evaluation/declaration";
import { Dossier } from "@grants/core/evaluation/dossier";
import type {
  EvaluationStore,
  LoadedEvaluation,
  MyAssignment,
  MyAssignmentPage,
} from "@grants/core/evaluation/evaluation-store";
import { Report, ReportBody, ReportPart } from "@grants/core/evaluation/report";
import { CriterionName } from "@grants/core/calls/call";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import { AnnexCheck } from "@grants/core/proposals/annex";
import { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { createCallCopies } from "./call-copies.ts";
import { settleOne } from "./commit-one.ts";
import { loadConflictGround } from "./conflict-ground.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { createEvaluationWrites } from "./evaluation-writes.ts";
import { getMany } from "./evaluation-lists.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getOne,
  queryPage,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { type Key } from "./table.ts";
import { admissibilityKeys } from "./tables/admissibility.ts";
import { evaluationKeys, evaluationPatterns } from "./tables/evaluation.ts";
import { proposalKeys } from "./tables/proposals.ts";
import { sharedKeys } from "./tables/shared.ts";

const MineItem = z.object({ id: z.string() });
const Progress = z.object({ reportsIn: z.int().min(0).optional(), withdrawn: z.array(UserId).optional() });

const inGrants = (key: Key): Wanted => ({ table: "grants", key });

const wantedFor = (proposalId: string, caller: UserId): readonly Wanted[] => [
  rightsOf(caller),
  inGrants(evaluationKeys.dossier(proposalId)),
  inGrants(evaluationKeys.assignment(proposalId)),
  inGrants(evaluationKeys.expertAssignment(proposalId, caller)),
  inGrants(evaluationKeys.report(proposalId, caller)),
  inGrants(evaluationKeys.consensus(proposalId)),
  inGrants(evaluationKeys.declaration(proposalId, caller)),
];
const wantedCount = 7;

const parsed = <T>(schema: z.ZodType<T>, item: Item | null | undefined): T | null =>
  item === null || item === undefined ? null : schema.parse(item);

const toLoaded = ([
  rights,
  dossier,
  assignment,
  own,
  ownReport,
  consensus,
  declaration,
]: readonly (Item | null)[]): LoadedEvaluation => ({
  rights: toRights(rights),
  dossier: parsed(Dossier, dossier),
  assignment: toStoredOrNull(Assignment, assignment),
  own: parsed(ExpertAssignment, own),
  ownReport: toStoredOrNull(Report, ownReport),
  consensus: toStoredOrNull(Consensus, consensus),
  declaration: toStoredOrNull(Declaration, declaration),
  withdrawn: withdrawnOf(assignment),
});

/** How many reports are in; counted beside the head, as each one comes in. */
export const reportsInOf = (assignment: Item | null | undefined): number =>
  parsed(Progress, assignment)?.reportsIn ?? 0;

/** Whose place a conflict of interest ended; kept beside the head in the same way. */
export const withdrawnOf = (assignment: Item | null | undefined): readonly UserId[] =>
  parsed(Progress, assignment)?.withdrawn ?? [];

type Deps = {
  readonly db: Database;
  readonly cursors: CursorSeal;
  /** Ages the copies of calls; it never meets a deadline. */
  readonly now: () => Instant;
};

const toMine = ([own, assignment, consensus, declaration]: readonly (Item | null)[]): MyAssignment => {
  if (own === null || own === undefined || assignment === null || assignment === undefined)
    throw new Error("An expert's list names an assignment that is not there.");
  return {
    own: ExpertAssignment.parse(own),
    assignment: toStored(Assignment, assignment),
    reportsIn: reportsInOf(assignment),
    isConsensusRecorded: consensus !== null && consensus !== undefined,
    isDeclared: declaration !== null && declaration !== undefined,
  };
};

const listMine = async (
  { db, cursors }: Deps,
  caller: UserId,
  cursor: string | null,
): Promise<Result<MyAssignmentPage, CursorInvalid>> => {
  const boundTo = `listMyAssignments:${caller}`;
  const after = cursor === null ? ok(undefined) : cursors.open(cursor, boundTo);
  if (!after.ok) return after;
  const ask = { pk: sharedKeys.mine(caller, "").pk, sk: { beginsWith: "EVAL#" } };
  const [rights, page] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryPage(db, evaluationPatterns.myAssignments, {
      ...ask,
      ...(after.value === undefined ? {} : { after: after.value }),
    }),
  ]);
  const wanted = page.items.map((item) => {
    const { id } = MineItem.parse(item);
    return [
      evaluationKeys.expertAssignment(id, caller),
      evaluationKeys.assignment(id),
      evaluationKeys.consensus(id),
      evaluationKeys.declaration(id, caller),
    ].map(inGrants);
  });
  const items = await getMany(db, wanted.flat());
  return ok({
    rights: toRights(rights),
    assignments: wanted.map((three, place) => toMine(items.slice(place * three.length, (place + 1) * three.length))),
    next: page.next === null ? null : cursors.seal(page.next, boundTo),
  });
};

const loadBody = async <T>(
  db: Database,
  schema: z.ZodType<T>,
  { proposalId, bodySha256 }: { readonly proposalId: string; readonly bodySha256: string },
): Promise<T> => {
  const item = await getOne(db, "grants", evaluationKeys.assessmentBody(proposalId, bodySha256));
  if (item === null) throw new Error(`The words ${bodySha256} on ${proposalId} are gone.`);
  return schema.parse(item["body"]);
};

/** The evaluation of single proposals: experts, reports, consensus. */
export const createEvaluationStore = (deps: Deps): EvaluationStore => {
  const { db, now } = deps;
  const callCopies = createCallCopies(db, now);
  return {
    ...createEvaluationWrites(db),
    load: async (proposalId, caller) => toLoaded(await getAll(db, wantedFor(proposalId, caller))),
    loadOwn: async (proposalId, caller) => {
      const parts = CriterionName.options.map((name) => inGrants(evaluationKeys.reportPart(proposalId, caller, name)));
      const items = await getAll(db, [...wantedFor(proposalId, caller), ...parts]);
      const saved = items.slice(wantedCount).flatMap((item) => (item === null ? [] : [ReportPart.parse(item)]));
      return { ...toLoaded(items), parts: saved };
    },
    loadCandidates: async (proposalId, { caller, experts, today }) => {
      const admissibility = inGrants(admissibilityKeys.admissibility(proposalId));
      const [items, ground] = await Promise.all([
        getAll(db, [...wantedFor(proposalId, caller), ...experts.map(rightsOf), admissibility]),
        loadConflictGround(db, { proposalId, experts, today }),
      ]);
      return {
        ...toLoaded(items),
        admissibility: toStoredOrNull(Admissibility, items.at(-1))?.state ?? null,
        candidates: experts.map((user, place) => ({ user, rights: toRights(items[wantedCount + place]) })),
        ground,
      };
    },
    loadCall: async (callId) => (await callCopies(callId))?.version ?? null,
    loadAnnexCheck: async (proposalId, uploadId) =>
      parsed(AnnexCheck, await getOne(db, "grants", proposalKeys.annexCheck(proposalId, uploadId))),
    loadReports: async (proposalId, experts) => {
      const items = await getMany(
        db,
        experts.map((expert) => inGrants(evaluationKeys.report(proposalId, expert))),
      );
      return items.map((item) => toStoredOrNull(Report, item));
    },
    loadReportBodies: async (reports) =>
      Promise.all(reports.map(async (report) => ({ report, body: await loadBody(db, ReportBody, report.state) }))),
    loadConsensusBody: async (consensus) => loadBody(db, ConsensusBody, consensus),
    loadSignatures: async (proposalId, experts) => {
      const wanted = experts.map((expert) => inGrants(evaluationKeys.consensusSignature(proposalId, expert)));
      return (await getMany(db, wanted)).map((item) => toStoredOrNull(ConsensusSignature, item));
    },
    loadMinorityViews: async (signatures) =>
      Promise.all(
        signatures.map(async ({ proposalId, minorityViewSha256: bodySha256 }) =>
          bodySha256 === undefined ? null : loadBody(db, MinorityViewBody, { proposalId, bodySha256 }),
        ),
      ),
    listMine: async (caller, cursor) => listMine(deps, caller, cursor),
    settle: (stored, expectedVersion, command) =>
      settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
  };
};
