import { createHash } from "node:crypto";
import { keys } from "@grants/store/table";
import { createTestApi } from "../../support/api.ts";
import { aText, whileOpen } from "../../support/builders.ts";
import { openDatabase } from "../../support/dynamodb.ts";
import { createThread } from "../../support/thread.ts";
import { loadItems } from "../bulk.ts";
import { createMeter } from "../meter.ts";
import type { Group, Row } from "../row.ts";
import { type Measured, threadCosts } from "./thread.ts";

const group = "capacity";

/**
 * Write units that an operation may cost (DATA §3): a part at most four, a submission eight, a commitment fourteen. The others are held at
 * what they were measured to cost, so that a second item for the same thing is seen.
 */
const writeUnitsMax: Readonly<Record<string, number>> = {
  importCall: 6,
  createCall: 10,
  reviseCall: 16,
  publishCall: 18,
  createProposal: 10,
  savePart: 4,
  freezeProposal: 8,
  submitProposal: 8,
  assignExperts: 16,
  submitReport: 10,
  recordConsensus: 8,
  rankTopic: 10,
  decideAward: 10,
  createJointAction: 6,
  pledgeContribution: 6,
  commitContribution: 4,
  setNationalBudget: 8,
  appropriateUnionBudget: 8,
  recordVerdict: 6,
  lockVerdicts: 4,
  registerOrganisation: 10,
  validateOrganisation: 6,
  registerBankAccount: 8,
  verifyBankAccount: 4,
  validateBankAccount: 10,
  prepareAgreement: 18,
  signAgreement: 8,
  createPaymentRequest: 10,
  validatePaymentRequest: 4,
  authorisePayment: 16,
  confirmRun: 4,
};
/** A commitment of Union and national money; the story's decision commits two awards in one transaction. */
const commitmentWriteUnitsMax = 14;
const awardsOfStory = 2;

const costOf = (costs: Measured, operation: string) => {
  const cost = costs.get(operation);
  if (cost === undefined) throw new Error(`The story does not call ${operation}.`);
  return cost;
};

const writeRows = (costs: Measured): readonly Row[] => [
  ...Object.entries(writeUnitsMax).map(([name, bound]): Row => {
    const { writeUnits } = costOf(costs, name);
    return { group, name, instrument: "write units", figure: writeUnits, baseline: null, bound };
  }),
  {
    group,
    name: "commitFunds, an award",
    instrument: "write units",
    figure: costOf(costs, "commitFunds").writeUnits / awardsOfStory,
    baseline: null,
    bound: commitmentWriteUnitsMax,
  },
];

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

/** The largest part that can be saved: 3,800 bytes. */
const fullPartRow = async (): Promise<Row> => {
  const { db, stop } = await openDatabase();
  const thread = createThread(createTestApi(db, whileOpen));
  const { user, organisation } = await thread.applicant("bench");
  const proposalId = await thread.draftProposal({ user, organisation }, await thread.publishCall());
  const body = aText("impact", { text: "x".repeat(3_500) });
  const measure = createMeter(db);
  const { cost } = await measure(() =>
    thread.must("PUT", `/v1/proposals/${proposalId}/parts/text.impact`, { as: user, body, ifMatch: 0 }),
  );
  await stop();
  const name = "savePart, a full part";
  return { group, name, instrument: "write units", figure: cost.writeUnits, baseline: null, bound: 4 };
};

export const capacity: Group = async () => [
  ...writeRows(await threadCosts()),
  await fullPartRow(),
  ...(await flatRows()),
];
