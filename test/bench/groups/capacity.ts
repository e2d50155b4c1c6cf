import { createTestApi } from "../../support/api.ts";
import { aText, whileOpen } from "../../support/builders.ts";
import { openDatabase } from "../../support/dynamodb.ts";
import { createThread } from "../../support/thread.ts";
import { createMeter } from "../meter.ts";
import type { Group, Row } from "../row.ts";
import { flatPages } from "./flat-pages.ts";
import { type Measured, threadCosts } from "./thread.ts";

const group = "capacity";

/**
 * Write units that an operation may cost (DATA §3): a part at most four, a submission eight, a commitment fourteen. The others are held at
 * what they were measured to cost, so that a second item for the same thing is seen.
 */
const writeUnitsMax: Readonly<Record<string, number>> = {
  // A call grew: its terms lie in the draft as in every version, and what happened to it waits in a row for those who are told.
  importCall: 8,
  createCall: 14,
  reviseCall: 22,
  publishCall: 28,
  createProposal: 12,
  savePart: 4,
  freezeProposal: 8,
  submitProposal: 8,
  assignExperts: 16,
  submitReport: 10,
  recordConsensus: 8,
  rankTopic: 10,
  // With the end of the ranking in the same transaction.
  decideAward: 12,
  createJointAction: 6,
  pledgeContribution: 6,
  // With its posting, where that is found by year, and that the year has a statement to be made.
  commitContribution: 10,
  setNationalBudget: 8,
  appropriateUnionBudget: 8,
  recordVerdict: 6,
  lockVerdicts: 4,
  // Ten, and two for each word of the name that others find it by: the story's longest has seven. Once in the life of an organisation.
  registerOrganisation: 24,
  // With the first administrator's grant: its head, its entry, its twins and the rights that it gives.
  validateOrganisation: 16,
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

/** As many letters as a text may have, drawn from an alphabet of two bytes a letter, which packs worse than any language. */
const fullText = { characters: 3_500, alphabet: "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς " };

const lettersOf = ({ characters, alphabet }: typeof fullText): string => {
  let seed = 1;
  const draw = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return alphabet[seed % alphabet.length] ?? " ";
  };
  return Array.from({ length: characters }, draw).join("");
};

/** The largest part that can be saved. */
const fullPartRow = async (): Promise<Row> => {
  const { db, stop } = await openDatabase();
  const thread = createThread(createTestApi(db, whileOpen));
  const { user, organisation } = await thread.applicant("bench");
  const proposalId = await thread.draftProposal({ user, organisation }, await thread.publishCall());
  const body = aText("impact", { text: lettersOf(fullText) });
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
  ...(await flatPages()),
];
