import { commitFunds } from "@grants/core/cofunding/commit-funds";
import type { AwardDecisionId } from "@grants/core/cofunding/award";
import { Commitment, commitmentIdOf } from "@grants/core/cofunding/commitment";
import type { AwardRow } from "@grants/core/evaluation/award-decision";
import { type AwardListManifest, awardListIdOf } from "@grants/core/evaluation/award-list";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { UserId } from "@grants/kernel/id";
import { cents } from "@grants/kernel/money";
import { createAwardDecisions } from "@grants/store/award-decisions";
import { createAwardListStore } from "@grants/store/award-lists";
import { createFundsStore } from "@grants/store/cofunding-funds";
import { newId } from "@grants/store/new-id";
import { getOne, toStored } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApi } from "../support/api.ts";
import { nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createCofunding } from "../support/joint-action.ts";
import { aCommand, receivedAt } from "../support/purse.ts";

const decidedCents = 10_000_00;
const changedCents = cents(6_000_00);
const rounds = 20;

let opened: OpenDatabase;
let callId: string;
let director: UserId;

beforeAll(async () => {
  opened = await openDatabase();
  const cofunding = createCofunding(createTestApi(opened.db, "2027-05-03T09:00:00.000Z"), opened.db);
  director = await cofunding.director();
  ({ callId } = await cofunding.open());
  await cofunding.appropriate(callId, 2 * rounds * decidedCents);
});
afterAll(() => opened.stop());

const decide = async (name: string): Promise<{ row: AwardRow; decisionId: AwardDecisionId }> => {
  const row = anAwardRow(name, { unionCents: decidedCents });
  return { row, decisionId: await keepDecision(opened.db, { callId, topicId: nch, rows: [row] }) };
};

/** One partner leaves: what was decided becomes less. */
const change = ({ row, decisionId }: Awaited<ReturnType<typeof decide>>) => {
  const id = awardListIdOf(newId, decisionId);
  const { db } = opened;
  const one = { proposalId: row.proposalId, unionCents: changedCents, shares: [], changedAt: receivedAt };
  const manifest: AwardListManifest = { changed: [one], invited: [] };
  const next = { state: "open", id, decisionId, manifestSha256: db.sha256(canonicalJson(manifest)) } as const;
  const move = {
    aggregate: id,
    before: null,
    next,
    type: "AwardChanged",
    role: "authorisingOfficer",
    terms: [],
  } as const;
  const command = aCommand({ key: `change ${row.awardId}` });
  return createAwardListStore(db).commitAwardChange(move, { manifest, awardId: row.awardId }, command);
};

const commit = (decisionId: AwardDecisionId) => {
  const { db } = opened;
  const deps = { funds: createFundsStore(db), decisions: createAwardDecisions(db), newId, sha256: db.sha256 };
  return commitFunds(deps, { decisionId, command: { ...aCommand({ key: `commit ${decisionId}` }), caller: director } });
};

const committedCents = async ({ awardId }: AwardRow): Promise<number | null> => {
  const item = await getOne(opened.db, "grants", keys.commitment(commitmentIdOf(newId, awardId)));
  return item === null ? null : toStored(Commitment, item).state.unionCents;
};

describe("an award that is changed while its money is committed (COMT-01, DSC-09)", () => {
  test("is committed with what the change left of it", async () => {
    const decided = await decide("changed first");
    expect(await change(decided)).toMatchObject({ ok: true });
    expect(await commit(decided.decisionId)).toMatchObject({ ok: true, value: { committed: 1 } });
    expect(await committedCents(decided.row)).toBe(changedCents);
  });

  test("changes no more behind the commitment", async () => {
    const decided = await decide("committed first");
    expect(await commit(decided.decisionId)).toMatchObject({ ok: true });
    expect(await change(decided)).toMatchObject({ ok: false, error: { kind: "AwardCommitted" } });
    expect(await committedCents(decided.row)).toBe(decidedCents);
  });

  test("is committed anew where the change came between reading and writing", async () => {
    const decided = await decide("overtaken");
    const { db } = opened;
    const decisions = createAwardDecisions(db);
    let reads = 0;
    const overtaken: typeof decisions = {
      ...decisions,
      loadList: async (listId) => {
        const list = await decisions.loadList(listId);
        reads += 1;
        if (reads === 1) await change(decided);
        return list;
      },
    };
    const deps = { funds: createFundsStore(db), decisions: overtaken, newId, sha256: db.sha256 };
    const command = { ...aCommand({ key: "overtaken" }), caller: director };
    expect(await commitFunds(deps, { decisionId: decided.decisionId, command })).toMatchObject({ ok: true });
    expect([reads, await committedCents(decided.row)]).toEqual([2, changedCents]);
  });

  test("never has one amount in its list and another in its commitment, whichever comes first", async () => {
    const decided = await Promise.all(Array.from({ length: rounds }, (_, place) => decide(`raced ${place}`)));
    const answers = await Promise.all(
      decided.map(async (one) => {
        const [changed, committed] = await Promise.all([change(one), commit(one.decisionId)]);
        return { isChanged: changed.ok, isCommitted: committed.ok, cents: await committedCents(one.row) };
      }),
    );
    expect(answers.filter(({ isCommitted }) => !isCommitted)).toEqual([]);
    expect(answers.filter((one) => one.cents !== (one.isChanged ? changedCents : decidedCents))).toEqual([]);
  });
});
