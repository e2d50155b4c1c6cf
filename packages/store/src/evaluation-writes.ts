import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Change } from "@grants/core/audit/change";
import type { Assignment, ExpertAssignment } from "@grants/core/evaluation/assignment";
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
import { keys } from "./table.ts";

type Writes = Pick<EvaluationStore, "savePart" | "commitAssignment" | "commitReport" | "commitConsensus">;

const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** The place of an expert, and its twin in the expert's own list. */
const takePlace = (db: Database, dossier: Dossier, expert: UserId, assignedAt: Instant): readonly Beside<never>[] => {
  const { proposalId, callId, topicId, documentSha256, acronym, title } = dossier;
  const own: ExpertAssignment = { proposalId, callId, topicId, documentSha256, acronym, title, expert, assignedAt };
  return [
    put(db, { ...keys.expertAssignment(proposalId, expert), schema: "expert-assignment/1", ...own }),
    put(db, { ...keys.mine(expert, `EVAL#${proposalId}`), schema: "mine/1", id: proposalId }),
  ];
};

/** A place can be given to somebody else until its report is in. */
const leavePlace = (db: Database, { proposalId }: Dossier, expert: UserId): readonly Beside<ReportAlreadyIn>[] => [
  {
    write: {
      Delete: {
        TableName: db.tables.grants,
        Key: keys.expertAssignment(proposalId, expert),
        ConditionExpression: "attribute_not_exists(reportedAt)",
      },
    },
    lost: () => ({ kind: "ReportAlreadyIn", expert }),
  },
  { write: { Delete: { TableName: db.tables.grants, Key: keys.mine(expert, `EVAL#${proposalId}`) } } },
];

const movesOf = (db: Database, { before, next }: Change<Assignment>, dossier: Dossier, at: Instant) => {
  const were = before?.state.experts ?? [];
  return [
    ...were.filter((expert) => !next.experts.includes(expert)).flatMap((expert) => leavePlace(db, dossier, expert)),
    ...next.experts.filter((expert) => !were.includes(expert)).flatMap((expert) => takePlace(db, dossier, expert, at)),
  ];
};

/** The words of a report or a consensus under their digest: the same bytes are the same item, so a repeated put changes nothing. */
const keepBody = async (db: Database, proposalId: string, sha256: string, body: ReportBody): Promise<void> => {
  const item = { ...keys.assessmentBody(proposalId, sha256), schema: "assessment-body/1", body };
  await db.client.send(new PutCommand({ TableName: db.tables.grants, Item: item }));
};

/** The expert's place is marked and the proposal's count goes up with the report, or the report is not handed in. */
const handIn = (
  db: Database,
  proposalId: string,
  expert: UserId,
  at: Instant,
): readonly Beside<NotAssignedAnyMore>[] => [
  {
    write: {
      Update: {
        TableName: db.tables.grants,
        Key: keys.expertAssignment(proposalId, expert),
        UpdateExpression: "SET reportedAt = :at",
        ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(reportedAt)",
        ExpressionAttributeValues: { ":at": at },
      },
    },
    lost: () => ({ kind: "NotAssignedAnyMore" }),
  },
  {
    write: {
      Update: {
        TableName: db.tables.grants,
        Key: keys.assignment(proposalId),
        UpdateExpression: "ADD reportsIn :one",
        ExpressionAttributeValues: { ":one": 1 },
      },
    },
  },
];

const ifPartVersion = (expectedVersion: number) =>
  expectedVersion === 0
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : { ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": expectedVersion } };

const savePart =
  (db: Database): Writes["savePart"] =>
  async ({ proposalId, expert, part, expectedVersion }) => {
    const next: ReportPart = { ...part, version: expectedVersion + 1 };
    const item = { ...keys.reportPart(proposalId, expert, part.criterion), schema: "report-part/1", ...next };
    try {
      await db.client.send(
        new PutCommand({
          TableName: db.tables.grants,
          Item: item,
          ...ifPartVersion(expectedVersion),
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

export const createEvaluationWrites = (db: Database): Writes => ({
  savePart: savePart(db),
  commitAssignment: async (change, dossier, command) => {
    const head = { change, key: keys.assignment(dossier.proposalId), schema: "assignment/1" };
    const beside = movesOf(db, change, dossier, command.at);
    return commitOne(commit<ReportAlreadyIn>(db, { command, heads: [head], beside }));
  },
  commitReport: async (change, body, command) => {
    const { proposalId, expert, bodySha256 } = change.next;
    await keepBody(db, proposalId, bodySha256, body);
    const head = { change, key: keys.report(proposalId, expert), schema: "report/1" };
    const beside = handIn(db, proposalId, expert, command.at);
    return commitOne(commit<NotAssignedAnyMore>(db, { command, heads: [head], beside }));
  },
  commitConsensus: async (change, { body, assignmentVersion }, command) => {
    const { proposalId, bodySha256 } = change.next;
    await keepBody(db, proposalId, bodySha256, body);
    const head = { change, key: keys.consensus(proposalId), schema: "consensus/1" };
    const sameExperts: Beside<AssignmentChanged> = {
      write: {
        ConditionCheck: {
          TableName: db.tables.grants,
          Key: keys.assignment(proposalId),
          ConditionExpression: "version = :v",
          ExpressionAttributeValues: { ":v": assignmentVersion },
        },
      },
      lost: () => ({ kind: "AssignmentChanged" }),
    };
    return commitOne(commit<AssignmentChanged>(db, { command, heads: [head], beside: [sameExperts] }));
  },
});
