import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { RunOrder } from "@grants/core/evaluation/assignment-run/assignment-run";
import type { AssignmentWork } from "@grants/core/evaluation/assignment-run/run-store";
import { ConflictOverride } from "@grants/core/experts/conflict-override";
import { z } from "zod";
import { createPlanReader, runOrderKey, toLoadedRun, toRunProgress } from "./assignment-runs.ts";
import { commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany, keepList } from "./evaluation-lists.ts";
import { loadPoolGround } from "./pool-ground.ts";
import { getOne, queryPage, toStoredOrNull } from "./read.ts";
import { assignmentKeys, assignmentPatterns } from "./tables/assignments.ts";
import { expertKeys } from "./tables/experts.ts";

const OrderItem = z.object({ order: RunOrder, nextPage: z.int().min(1) });

type Orders = Pick<AssignmentWork, "listOrders" | "claim" | "reached" | "done">;

const ordersOf = (db: Database): Orders => {
  const TableName = db.tables.grants;
  return {
    listOrders: async () => {
      const { pk } = assignmentKeys.runOrder("", "", "");
      const { items } = await queryPage(db, assignmentPatterns.runOrders, { pk, sk: { beginsWith: "ORDER#" } });
      return items.map((item) => OrderItem.parse(item));
    },
    claim: async (order, now, until) => {
      try {
        await db.client.send(
          new UpdateCommand({
            TableName,
            Key: runOrderKey(order),
            UpdateExpression: "SET claimedUntil = :until",
            ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)",
            ExpressionAttributeValues: { ":until": until, ":now": now },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    reached: async (order, nextPage) => {
      await db.client.send(
        new UpdateCommand({
          TableName,
          Key: runOrderKey(order),
          UpdateExpression: "SET nextPage = :next",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":next": nextPage },
        }),
      );
    },
    done: async (order) => {
      await db.client.send(new DeleteCommand({ TableName, Key: runOrderKey(order) }));
    },
  };
};

/** What the worker of assignments reads and keeps. */
export const createAssignmentWork = (db: Database): AssignmentWork => ({
  ...createPlanReader(db),
  ...ordersOf(db),
  loadOne: async (runId) => toLoadedRun(await getOne(db, "grants", assignmentKeys.assignmentRun(runId))),
  loadPoolGround: (dossiers, today) => loadPoolGround(db, dossiers, today),
  loadOverrides: async (pairs) => {
    const wanted = pairs.map(({ proposalId, expert }) => expertKeys.conflictOverride(proposalId, expert));
    const items = await getMany(
      db,
      wanted.map((key) => ({ table: "grants", key })),
    );
    return items.flatMap((item) => toStoredOrNull(ConflictOverride, item) ?? []);
  },
  keepProgress: async (runId, progress) => {
    const Item = { ...assignmentKeys.runProgress(runId), schema: "run-progress/1", ...progress };
    await db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
  },
  loadProgressOf: async (runId) => toRunProgress(await getOne(db, "grants", assignmentKeys.runProgress(runId))),
  keepPlan: async ({ id, planSha256 }, { plan, loads }) => {
    await keepList(db, (page) => assignmentKeys.planPage(id, planSha256, page), plan);
    await keepList(db, (page) => assignmentKeys.loadPage(id, planSha256, page), loads);
  },
  commitOutcome: async (change, attached, command) => {
    const key = assignmentKeys.assignmentRun(change.next.id);
    return commitOne(commit(db, { command, heads: [{ change, key, schema: "assignment-run/1", attached }] }));
  },
});
