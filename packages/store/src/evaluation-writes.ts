import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ExpertAssignment } from "@grants/core/evaluation/assignment";
import type { ConsensusBody } from "@grants/core/evaluation/consensus";
import type { MinorityViewBody } from "@grants/core/evaluation/consensus-signature";
import type { Dossier } from "@grants/core/evaluation/dossier";
import type {
  AssignmentChanged,
  EvaluationStore,
  NotAssignedAnyMore,
  ReportAlreadyIn,
} from "@grants/core/evaluation/evaluation-store";
import { type ReportBody, ReportPart } from "@grants/core/evaluation/report";
import type { UserId } from "@grants/kernel/id";
import { err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type Beside, commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { plainItem } from "./plain-item.ts";
import type { Item } from "./read.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { sharedKeys } from "./tables/shared.ts";

type Writes = Pick<
  EvaluationStore,
  "savePart" | "commitAssignment" | "commitReport" | "commitConsensus" | "commitSignature" | "commitDeclaration"
>;

type AssignmentParts = Parameters<Writes["commitAssignment"]>[1];

const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** The place of an expert, and its twin in the expert's own list. */
const takePlace = (db: Database, dossier: Dossier, expert: UserId, assignedAt: Instant): readonly Beside<never>[] => {
  const { proposalId, callId, topicId, documentSha256, acronym, title } = dossier;
  const own: ExpertAssignment = { proposalId, callId, topicId, documentSha256, acronym, title, expert, assignedAt };
  return [
    put(db, { ...evaluationKeys.expertAssignment(proposalId, expert), schema: "expert-assignment/1", ...own }),
    put(db, { ...sharedKeys.mine(expert, `EVAL#${proposalId}`), schema: "mine/1", id: proposalId }),
  ];
};

/** A place can be given to somebody else until its report is in. */
const leavePlace = (db: Database, { proposalId }: Dossier, expert: UserId): readonly Beside<ReportAlreadyIn>[] => [
  {
    write: {
      Delete: {
        TableName: db.tables.grants,
        Key: evaluationKeys.expertAssignment(proposalId, expert),
        ConditionExpression: "attribute_not_exists(reportedAt)",
      },
    },
    lost: () => ({ kind: "ReportAlreadyIn", expert }),
  },
  { write: { Delete: { TableName: db.tables.grants, Key: sharedKeys.mine(expert, `EVAL#${proposalId}`) } } },
];

const placesOf = (db: Database, { manifest, were, dossier }: AssignmentParts, at: Instant) => {
  const { experts } = manifest;
  return [
    ...were.filter((expert) => !experts.includes(expert)).flatMap((expert) => leavePlace(db, dossier, expert)),
    ...experts.filter((expert) => !were.includes(expert)).flatMap((expert) => takePlace(db, dossier, expert, at)),
  ];
};

/** The words of a report, a consensus or a minority view under their digest: the same words are the same item. */
const keepBody = (db: Database, sha256: string, body: ReportBody | ConsensusBody | MinorityViewBody): Beside<never> =>
  put(db, { ...evaluationKeys.assessmentBody(body.proposalId, sha256), schema: "assessment-body/1", body });

/** The expert's place is marked and the proposal's count goes up with the report, or the report is not handed in. */
const handIn = (
  db: Database,
  { proposalId, expert, submittedAt }: ReportBody,
): readonly Beside<NotAssignedAnyMore>[] => [
  {
    write: {
      Update: {
        TableName: db.tables.grants,
        Key: evaluationKeys.expertAssignment(proposalId, expert),
        UpdateExpression: "SET reportedAt = :at",
        ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(reportedAt)",
        ExpressionAttributeValues: { ":at": submittedAt },
      },
    },
    lost: () => ({ kind: "NotAssignedAnyMore" }),
  },
  {
    write: {
      Update: {
        TableName: db.tables.grants,
        Key: evaluationKeys.assignment(proposalId),
        UpdateExpression: "ADD reportsIn :one",
        ExpressionAttributeValues: { ":one": 1 },
      },
    },
  },
];

const ifVersion = (expectedVersion: number) =>
  expectedVersion === 0
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : { ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": expectedVersion } };

/** A conflict takes an expert out without another version of the assignment: whoever counts reports names how many were out, too. */
const ifAssigned = (version: number, withdrawnCount: number) =>
  version === 0 || withdrawnCount === 0
    ? {
        ...ifVersion(version),
        ConditionExpression: `${ifVersion(version).ConditionExpression} AND attribute_not_exists(withdrawn)`,
      }
    : {
        ConditionExpression: "version = :v AND size(withdrawn) = :n",
        ExpressionAttributeValues: { ":v": version, ":n": withdrawnCount },
      };

const savePart =
  (db: Database): Writes["savePart"] =>
  async ({ proposalId, expert, part, expectedVersion }) => {
    const next: ReportPart = { ...part, version: expectedVersion + 1 };
    const item = { ...evaluationKeys.reportPart(proposalId, expert, part.criterion), schema: "report-part/1", ...next };
    try {
      await db.client.send(
        new PutCommand({
          TableName: db.tables.grants,
          Item: item,
          ...ifVersion(expectedVersion),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return ok(next);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const current = error.Item === undefined ? null : ReportPart.parse(plainItem(error.Item));
      // The same content one version on: our own earlier save, whose answer was lost.
      const isOwn =
        current?.version === next.version && current.score === next.score && current.comment === next.comment;
      return isOwn
        ? ok(current)
        : err({ kind: "ReportPartStale", criterion: part.criterion, expectedVersion, current });
    }
  };

/** Nobody declares or signs anything of a place that is somebody else's by now. */
const holdPlace = (
  db: Database,
  { proposalId, expert }: Pick<ExpertAssignment, "proposalId" | "expert">,
): Beside<NotAssignedAnyMore> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: evaluationKeys.expertAssignment(proposalId, expert),
      ConditionExpression: "attribute_exists(pk)",
    },
  },
  lost: () => ({ kind: "NotAssignedAnyMore" }),
});

/** The place is gone with its twin, a report that was in counts no more, and the proposal's head says whom it is without. */
const losePlace = (
  db: Database,
  { proposalId, expert, reportedAt }: ExpertAssignment,
): readonly Beside<NotAssignedAnyMore>[] => {
  const TableName = db.tables.grants;
  const asRead =
    reportedAt === undefined
      ? { ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(reportedAt)" }
      : { ConditionExpression: "reportedAt = :at", ExpressionAttributeValues: { ":at": reportedAt } };
  return [
    {
      write: { Delete: { TableName, Key: evaluationKeys.expertAssignment(proposalId, expert), ...asRead } },
      lost: () => ({ kind: "NotAssignedAnyMore" }),
    },
    { write: { Delete: { TableName, Key: sharedKeys.mine(expert, `EVAL#${proposalId}`) } } },
    {
      write: {
        Update: {
          TableName,
          Key: evaluationKeys.assignment(proposalId),
          UpdateExpression: "SET withdrawn = list_append(if_not_exists(withdrawn, :none), :one) ADD reportsIn :less",
          ExpressionAttributeValues: { ":none": [], ":one": [expert], ":less": reportedAt === undefined ? 0 : -1 },
        },
      },
    },
  ];
};

export const createEvaluationWrites = (db: Database): Writes => ({
  savePart: savePart(db),
  commitAssignment: async (change, parts, command) => {
    const key = evaluationKeys.assignment(change.next.proposalId);
    const head = { change, key, schema: "assignment/1", attached: parts.manifest };
    const beside = placesOf(db, parts, command.at);
    return commitOne(commit<ReportAlreadyIn>(db, { command, heads: [head], beside }));
  },
  commitReport: async (change, body, command) => {
    const { proposalId, expert, submittedAt } = body;
    const attached = { expert, submittedAt };
    const head = { change, key: evaluationKeys.report(proposalId, expert), schema: "report/1", attached };
    const words = keepBody(db, change.next.bodySha256, body);
    const beside = [...handIn(db, body), words];
    return commitOne(commit<NotAssignedAnyMore>(db, { command, heads: [head], beside }));
  },
  commitConsensus: async (change, { body, assignmentVersion, withdrawnCount }, command) => {
    const { proposalId, theme, namedStaff, agreedAt } = body;
    const attached = {
      ...(theme === undefined ? {} : { theme }),
      ...(namedStaff === undefined ? {} : { namedStaff }),
      agreedAt,
    };
    const head = { change, key: evaluationKeys.consensus(proposalId), schema: "consensus/1", attached };
    const sameExperts: Beside<AssignmentChanged> = {
      write: {
        ConditionCheck: {
          TableName: db.tables.grants,
          Key: evaluationKeys.assignment(proposalId),
          ...ifAssigned(assignmentVersion, withdrawnCount),
        },
      },
      lost: () => ({ kind: "AssignmentChanged" }),
    };
    const beside = [sameExperts, keepBody(db, change.next.bodySha256, body)];
    return commitOne(commit<AssignmentChanged>(db, { command, heads: [head], beside }));
  },
  commitDeclaration: async (change, { kept, own }, command) => {
    const { proposalId, expert } = own;
    const head = {
      change,
      key: evaluationKeys.declaration(proposalId, expert),
      schema: "declaration/1",
      attached: kept,
    };
    const beside = change.next.state === "conflict" ? losePlace(db, own) : [holdPlace(db, own)];
    return commitOne(commit<NotAssignedAnyMore>(db, { command, heads: [head], beside }));
  },
  commitSignature: async (change, { body, ...attached }, command) => {
    const { proposalId, minorityViewSha256 } = change.next;
    const key = evaluationKeys.consensusSignature(proposalId, attached.expert);
    const head = { change, key, schema: "consensus-signature/1", attached };
    const view = body === null || minorityViewSha256 === undefined ? [] : [keepBody(db, minorityViewSha256, body)];
    const beside = [holdPlace(db, { proposalId, expert: attached.expert }), ...view];
    return commitOne(commit<NotAssignedAnyMore>(db, { command, heads: [head], beside }));
  },
});
