import { createTestApi } from "../../support/api.ts";
import { aGeneral, aText, closingInstant, whileOpen } from "../../support/builders.ts";
import { openDatabase } from "../../support/dynamodb.ts";
import { createThread } from "../../support/thread.ts";
import { type Metered, createMeter } from "../meter.ts";

/** Text that fills a part to its limit of 3,800 bytes, and to a common size. */
const fullText = "x".repeat(3_500);
const commonText = "x".repeat(700);

export type Measured = Readonly<Record<string, Metered>>;

/** Cost of every step of the thread, each over a fresh proposal of one partner. */
const measureThread = async (): Promise<Measured> => {
  const { db, stop } = await openDatabase();
  const api = createTestApi(db, whileOpen);
  const thread = createThread(api);
  const measure = createMeter(db);
  const callId = await thread.publishCall();
  const { user, organisation } = await thread.applicant("bench");
  const costs: Record<string, Metered> = {};
  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const { result, cost } = await measure(act);
    costs[name] = cost;
    return result;
  };
  await step("list calls", () => thread.must("GET", "/v1/calls"));
  await step("read a call", () => thread.must("GET", `/v1/calls/${callId}`));
  const proposalId = await step("start a proposal", () => thread.draftProposal({ user, organisation }, callId));
  await thread.writeProposal(user, proposalId);
  const save = (path: string, body: object, ifMatch: number) =>
    thread.must("PUT", `/v1/proposals/${proposalId}/parts/${path}`, { as: user, body, ifMatch });
  await step("autosave a part (common size)", () => save("text.impact", aText("impact", { text: commonText }), 1));
  await step("autosave a part (full)", () => save("text.relevance", aText("relevance", { text: fullText }), 1));
  await step("autosave general data", () => save("general", aGeneral({ acronym: "BENCH" }), 1));
  await step("read a draft", () => thread.must("GET", `/v1/proposals/${proposalId}`, { as: user }));
  const frozen = await step("freeze a proposal", () => thread.freezeProposal(user, proposalId));
  const submit = (ifMatch: number, at = whileOpen) =>
    thread.must("POST", `/v1/proposals/${proposalId}/submission`, {
      as: user,
      at,
      ifMatch,
      body: { documentSha256: frozen.documentSha256 },
    });
  await step("submit a proposal", () => submit(frozen.version));
  await step("submit again in the last millisecond", () => submit(frozen.version + 1, closingInstant));
  await step("withdraw a proposal", () =>
    thread.must("POST", `/v1/proposals/${proposalId}/withdrawal`, { as: user, ifMatch: frozen.version + 2 }),
  );
  await step("list my proposals", () => thread.must("GET", "/v1/proposals", { as: user }));
  await stop();
  return costs;
};

let measured: Promise<Measured> | undefined;

/** Measured once a run; several groups read it. */
export const threadCosts = (): Promise<Measured> => (measured ??= measureThread());
