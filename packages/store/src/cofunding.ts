import type { Change } from "@grants/core/audit/change";
import { Call, CallContent } from "@grants/core/calls/call";
import type { JointActionStore } from "@grants/core/cofunding/cofunding-store";
import { ContributionLine } from "@grants/core/cofunding/contribution-line";
import { JointAction } from "@grants/core/cofunding/joint-action";
import { NationalBudget } from "@grants/core/cofunding/national-budget";
import type { NationalRequest } from "@grants/core/cofunding/national-request";
import { NationalVerdict } from "@grants/core/cofunding/national-verdict";
import type { VerdictsNotOpen } from "@grants/core/cofunding/verdicts-not-open";
import { pageItemsMax } from "@grants/kernel/limits";
import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import { queryBudgets, queryLines, queryRequests, queryVerdicts, toCallBehind, toPotState } from "./cofunding-items.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOneMoney } from "./commit-money.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getOne,
  queryAll,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { callKeys } from "./tables/calls.ts";
import { lineMove, lineWrites } from "./contribution-lines.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";
import { sharedKeys } from "./tables/shared.ts";

const grants = (key: Wanted["key"]): Wanted => ({ table: "grants", key });

const jointActionMove = (change: Change<JointAction>): HeadMove => ({
  change,
  key: cofundingKeys.jointAction(change.aggregate),
  schema: "joint-action/1",
});

const putBeside = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** Rows of one funder by pages of 100: a page is one item. */
const requestPages = (jointActionId: string, requests: readonly NationalRequest[]): readonly Item[] =>
  [...Map.groupBy(requests, ({ funder }) => funder)].flatMap(([funder, own]) =>
    Array.from({ length: Math.ceil(own.length / pageItemsMax) }, (_, page) => ({
      ...cofundingKeys.nationalRequests(jointActionId, funder, page),
      schema: "national-requests/1",
      rows: own.slice(page * pageItemsMax, (page + 1) * pageItemsMax),
    })),
  );

const Draft = z.object({ content: CallContent });

const loadCall: (db: Database) => JointActionStore["loadCall"] = (db) => async (callId, caller) => {
  const [rights, head, draft] = await getAll(db, [
    rightsOf(caller),
    grants(callKeys.call(callId)),
    grants({ pk: callKeys.call(callId).pk, sk: "DRAFT" }),
  ]);
  const call = toStoredOrNull(Call, head);
  // What is being written comes before what is public: a joint action is opened while its call is a draft.
  const content =
    draft === null || draft === undefined ? toCallBehind(head).published?.content : Draft.parse(draft).content;
  return {
    rights: toRights(rights),
    call: call === null || content === undefined ? null : { content, isSealed: call.state.state === "sealed" },
  };
};

const JointActionRow = z.object({ id: z.string() });
const FunderTwin = z.object({ jointActionId: z.string(), lineId: z.string() });

/** Where the lines of a funder are kept, in every joint action. */
const queryFunderLines = async (db: Database, funder: string): Promise<readonly Wanted[]> => {
  const twins = await queryAll(db, cofundingPatterns.funderLines, { pk: cofundingKeys.funderLine(funder, "").pk });
  return twins.map((twin) => {
    const { jointActionId, lineId } = FunderTwin.parse(twin);
    return grants(cofundingKeys.contributionLine(jointActionId, funder, lineId));
  });
};

/** Three waves: who asks and which there are, the heads and the funder's twins, then calls and lines. */
const list: (db: Database) => JointActionStore["list"] = (db) => async (caller) => {
  const [item, rows] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryAll(db, cofundingPatterns.jointActions, { pk: cofundingKeys.jointActionRow("").pk }),
  ]);
  const rights = toRights(item);
  const funders = new Set((rights?.grants ?? []).flatMap(({ funder }) => (funder === undefined ? [] : [funder])));
  const [heads, twins] = await Promise.all([
    getMany(
      db,
      rows.map((row) => grants(cofundingKeys.jointAction(JointActionRow.parse(row).id))),
    ),
    Promise.all([...funders].map((funder) => queryFunderLines(db, funder))),
  ]);
  const jointActions = heads.flatMap((head) => (head === null ? [] : [toStored(JointAction, head)]));
  const [calls, lines] = await Promise.all([
    getMany(
      db,
      jointActions.map(({ state }) => grants(callKeys.call(state.callId))),
    ),
    getMany(db, twins.flat()),
  ]);
  return {
    rights,
    jointActions: jointActions.map((jointAction, place) => ({ jointAction, call: toCallBehind(calls[place]).summary })),
    ownLines: lines.flatMap((line) => (line === null ? [] : [toStored(ContributionLine, line)])),
  };
};

const funderHeads = (jointActionId: string, funder: string, caller: UserId): readonly Wanted[] => [
  rightsOf(caller),
  grants(cofundingKeys.jointAction(jointActionId)),
  grants(cofundingKeys.nationalBudget(jointActionId, funder)),
];

const toFunderHeads = ([rights, head, budget]: readonly (Item | null)[]) => ({
  rights: toRights(rights),
  jointAction: toStoredOrNull(JointAction, head),
  budget: toStoredOrNull(NationalBudget, budget),
});

/** The call and the pot behind a joint action: a second wave, because only its head names them. */
const loadBehind = async (db: Database, jointAction: { readonly state: JointAction } | null) => {
  if (jointAction === null) return { call: null, pot: null };
  const { callId } = jointAction.state;
  const [call, pot] = await getAll(db, [grants(callKeys.call(callId)), grants(sharedKeys.pot(callId))]);
  return { call: toCallBehind(call).summary, pot: toPotState(pot) };
};

const reads = (
  db: Database,
): Pick<
  JointActionStore,
  "load" | "loadWhole" | "loadFunder" | "loadFunderWhole" | "loadLine" | "loadVerdict" | "countVerdicts"
> => ({
  load: async (jointActionId, caller) => {
    const [rights, head] = await getAll(db, [rightsOf(caller), grants(cofundingKeys.jointAction(jointActionId))]);
    return { rights: toRights(rights), jointAction: toStoredOrNull(JointAction, head) };
  },
  loadWhole: async (jointActionId, caller) => {
    const [[rights, head], lines, budgets] = await Promise.all([
      getAll(db, [rightsOf(caller), grants(cofundingKeys.jointAction(jointActionId))]),
      queryLines(db, jointActionId),
      queryBudgets(db, jointActionId),
    ]);
    const jointAction = toStoredOrNull(JointAction, head);
    return { rights: toRights(rights), jointAction, lines, budgets, ...(await loadBehind(db, jointAction)) };
  },
  loadFunder: async (jointActionId, funder, caller) => {
    const [heads, lines] = await Promise.all([
      getAll(db, funderHeads(jointActionId, funder, caller)),
      queryLines(db, jointActionId, funder),
    ]);
    return { ...toFunderHeads(heads), lines };
  },
  loadFunderWhole: async (jointActionId, funder, caller) => {
    const [items, lines, requests, verdicts] = await Promise.all([
      getAll(db, funderHeads(jointActionId, funder, caller)),
      queryLines(db, jointActionId, funder),
      queryRequests(db, jointActionId, funder),
      queryVerdicts(db, jointActionId, funder),
    ]);
    const heads = toFunderHeads(items);
    return { ...heads, lines, requests, verdicts, ...(await loadBehind(db, heads.jointAction)) };
  },
  loadLine: async (jointActionId, funder, lineId, caller) => {
    const [rights, head, line] = await getAll(db, [
      rightsOf(caller),
      grants(cofundingKeys.jointAction(jointActionId)),
      grants(cofundingKeys.contributionLine(jointActionId, funder, lineId)),
    ]);
    return {
      rights: toRights(rights),
      jointAction: toStoredOrNull(JointAction, head),
      line: toStoredOrNull(ContributionLine, line),
    };
  },
  loadVerdict: async (jointActionId, { funder, proposalId, slot }, caller) => {
    const [[rights, head, verdict], requests] = await Promise.all([
      getAll(db, [
        rightsOf(caller),
        grants(cofundingKeys.jointAction(jointActionId)),
        grants(cofundingKeys.nationalVerdict(jointActionId, funder, proposalId, slot)),
      ]),
      queryRequests(db, jointActionId, funder),
    ]);
    return {
      rights: toRights(rights),
      jointAction: toStoredOrNull(JointAction, head),
      verdict: toStoredOrNull(NationalVerdict, verdict),
      request: requests.find((request) => request.proposalId === proposalId && request.slot === slot) ?? null,
    };
  },
  countVerdicts: async (jointActionId) => (await queryVerdicts(db, jointActionId)).length,
});

/** A verdict that crosses the lock would change what the ranking has read: the joint action must still be open for verdicts. */
const whileInVerdicts = (db: Database, jointActionId: string): Beside<VerdictsNotOpen> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: cofundingKeys.jointAction(jointActionId),
      ConditionExpression: "#state = :inVerdicts",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":inVerdicts": "inVerdicts" },
    },
  },
  lost: () => ({ kind: "VerdictsNotOpen", state: "verdictsLocked" }),
});

const commits = (
  db: Database,
): Pick<
  JointActionStore,
  "commitJointAction" | "commitRequests" | "commitLine" | "commitBudget" | "commitVerdict"
> => ({
  commitJointAction: async (change, command) => {
    const { id } = change.next;
    const row = putBeside(db, { ...cofundingKeys.jointActionRow(id), schema: "joint-action-row/1", id });
    const beside = change.before === null ? [row] : [];
    return commitOne(commit(db, { command, heads: [jointActionMove(change)], beside }));
  },
  commitRequests: async (change, requests, command) => {
    const beside = requestPages(change.next.id, requests).map((page) => putBeside(db, page));
    return commitOne(commit(db, { command, heads: [jointActionMove(change)], beside }));
  },
  commitLine: async (change, command) => {
    const { id: lineId, jointActionId, funder } = change.next;
    const twin = { ...cofundingKeys.funderLine(funder, lineId), schema: "funder-line/1", jointActionId, lineId };
    const beside = [...(change.before === null ? [putBeside(db, twin)] : []), ...lineWrites(db, change, command)];
    return commitOne(commit(db, { command, heads: [lineMove(change)], beside }));
  },
  commitBudget: async (change, command) => {
    const key = cofundingKeys.nationalBudget(change.next.jointActionId, change.next.funder);
    return commitOneMoney(commit(db, { command, heads: [{ change, key, schema: "national-budget/1" }] }));
  },
  commitVerdict: async (change, command) => {
    const { jointActionId, funder, proposalId, slot } = change.next;
    const key = cofundingKeys.nationalVerdict(jointActionId, funder, proposalId, slot);
    const heads: readonly [HeadMove] = [{ change, key, schema: "national-verdict/1" }];
    return commitOne(commit<VerdictsNotOpen>(db, { command, heads, beside: [whileInVerdicts(db, jointActionId)] }));
  },
});

export const createJointActionStore = (db: Database): JointActionStore => ({
  loadCall: loadCall(db),
  list: list(db),
  ...reads(db),
  ...commits(db),
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
