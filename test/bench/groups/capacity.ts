import { createHash } from "node:crypto";
import { keys } from "@grants/store/table";
import { createTestApi } from "../../support/api.ts";
import { whileOpen } from "../../support/builders.ts";
import { openDatabase } from "../../support/dynamodb.ts";
import { createThread } from "../../support/thread.ts";
import { loadItems } from "../bulk.ts";
import { createMeter } from "../meter.ts";
import type { Group, Row } from "../row.ts";
import { type Measured, threadCosts } from "./thread.ts";

const group = "capacity";

/** Write units that a step may cost (DATA §3): one common autosave one, a full one four, a submission eight. */
const writeBounds: Readonly<Record<string, number>> = {
  "autosave a part (common size)": 1,
  "autosave a part (full)": 4,
  "autosave general data": 1,
  "start a proposal": 10,
  "freeze a proposal": 8,
  "submit a proposal": 8,
  "submit again in the last millisecond": 8,
  "withdraw a proposal": 8,
};
const readBounds: Readonly<Record<string, number>> = {
  "list calls": 4,
  "read a call": 4,
  "read a draft": 14,
  "list my proposals": 14,
};

const rowsOf = (costs: Measured, bounds: Readonly<Record<string, number>>, instrument: "write units" | "read units") =>
  Object.entries(bounds).map(([name, bound]): Row => {
    const cost = costs[name];
    if (cost === undefined) throw new Error(`The step "${name}" was not measured.`);
    const figure = instrument === "write units" ? cost.writeUnits : cost.readUnits;
    return { group, name, instrument, figure, baseline: null, bound };
  });

const [few, many] = [100, 100_000];
const base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const idOf = (index: number) => {
  const digest = createHash("sha256").update(`${index}`).digest();
  return `prop_${Array.from({ length: 26 }, (_, place) => base32[(digest[place] ?? 0) % 32]).join("")}`;
};

/** Units of one page of each list, with this many proposals stored for one person and one call. */
const pagesAt = async (proposals: number) => {
  const { db, stop } = await openDatabase();
  const api = createTestApi(db, whileOpen);
  const thread = createThread(api);
  const callId = await thread.publishCall();
  const { user, organisation } = await thread.applicant("bench");
  const state = { state: "writing", callId, topicId: "T", coordinator: organisation, shard: 0 };
  const envelope = {
    schema: "proposal/1",
    version: 1,
    chainHash: "a".repeat(64),
    keyHash: "b".repeat(64),
    commandHash: "c".repeat(64),
  };
  const ids = Array.from({ length: proposals }, (_, index) => idOf(index));
  await loadItems(
    db,
    ids.map((id) => ({ ...keys.mine(user, `PROP#${id}`), schema: "mine/1", id })),
  );
  const firstPage = ids.toSorted().slice(0, 100);
  await loadItems(
    db,
    firstPage.map((id) => ({ ...keys.proposal(id), ...envelope, ...state, id })),
  );
  const measure = createMeter(db);
  const mine = await measure(() => thread.must("GET", "/v1/proposals", { as: user }));
  const call = await measure(() => thread.must("GET", `/v1/calls/${callId}`));
  const calls = await measure(() => thread.must("GET", "/v1/calls?text=hubs"));
  await stop();
  return {
    "list my proposals, a page": mine.cost.readUnits,
    "read a call": call.cost.readUnits,
    "search calls": calls.cost.readUnits,
  };
};

/** The same units a page at 10² and at 10⁵ stored proposals: what costs grows with what is asked, not with what is stored. */
const flatRows = async (): Promise<readonly Row[]> => {
  const [small, large] = [await pagesAt(few), await pagesAt(many)];
  return Object.entries(large).map(([name, figure]) => {
    const baseline = Object.entries(small).find(([other]) => other === name)?.[1] ?? 0;
    return { group, name: `${name} at ${many} proposals`, instrument: "read units", figure, baseline, bound: baseline };
  });
};

export const capacity: Group = async () => {
  const costs = await threadCosts();
  return [
    ...rowsOf(costs, writeBounds, "write units"),
    ...rowsOf(costs, readBounds, "read units"),
    ...(await flatRows()),
  ];
};
