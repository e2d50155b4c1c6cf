import type { UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { aCallContent, nch } from "./builders.ts";
import { createEvaluation } from "./evaluation.ts";

/** The topic whose two tied proposals are too much for what is left, and the one where they fit together. */
export const tooMuch = nch;
export const enough = `${nch}-2`;

/** Of which the Union pays 53,500.00; 26,750.00; 21,400.00. */
const costs = { whole: 100_000_00, half: 50_000_00, less: 40_000_00 };
const reason = "The only one of its topic gives up before it signs.";

const Versioned = z.object({ version: z.int() });

export type ReserveTieStory = {
  readonly callId: string;
  readonly officer: UserId;
  readonly director: UserId;
  /** The proposal of an acronym: MAIN, NEXT, and FIRST and OTHER, which are tied; each with the number of its topic behind it. */
  readonly idOf: (acronym: string) => string;
  readonly decide: (topicId: string, length: number) => ReturnType<TestApi["send"]>;
  /** Everything of 100,000.00 is free again, and the one before the tie is called. */
  readonly freeAndCallNext: (topicId: string) => Promise<number>;
};

/**
 * Two topics of 100,000.00, ranked: the first has 53,500.00, the next does not fit, and behind it two proposals are tied that nothing of
 * the call tells apart.
 */
export const tellReserveTie = async (api: TestApi, db: Database): Promise<ReserveTieStory> => {
  const evaluation = createEvaluation(api, db);
  const { must, publishCall } = evaluation.thread;
  const topics = [tooMuch, enough].map((topicId) => ({
    ...aCallContent().topics[0],
    topicId,
    title: topicId,
    budgetCents: 1e7,
    minGrantCents: 100,
    maxGrantCents: 1e7,
  }));
  const callId = await publishCall({ topics });
  const wanted = topics.flatMap(({ topicId }, at) => {
    const tied = at === 0 ? costs.half : costs.less;
    const all: [string, number, string][] = [
      ["MAIN", costs.whole, "5 5 5"],
      ["NEXT", costs.whole, "5 4.5 4"],
      ["FIRST", tied, "4 4 4"],
      ["OTHER", tied, "4 4 4"],
    ];
    return all.map(([name, costsCents, scores]) => ({ acronym: `${name}-${at + 1}`, topicId, costsCents, scores }));
  });
  const ids = new Map<string, string>();
  for (const { scores: _, ...spec } of wanted)
    ids.set(spec.acronym, (await evaluation.submitProposal(callId, spec)).proposalId);
  const idOf = (acronym: string): string => ids.get(acronym) ?? "";
  await evaluation.sealCall(callId);
  await evaluation.admitAll(callId);
  const [officer, director] = await Promise.all([evaluation.officer(), evaluation.director()]);
  const experts = await evaluation.experts("eva", "emil", "enzo");
  for (const { acronym, scores } of wanted) await evaluation.evaluate(officer, experts, idOf(acronym), scores);
  for (const { topicId } of topics)
    await must("POST", `/v1/evaluation/calls/${callId}/topics/${topicId}/ranking`, { as: officer, ifMatch: 0 });
  return {
    callId,
    officer,
    director,
    idOf,
    decide: (topicId, length) =>
      api.send("POST", `/v1/evaluation/calls/${callId}/topics/${topicId}/decision`, {
        as: director,
        body: {
          rankingVersion: 1,
          reserve: {
            length,
            expiresOn: "2027-06-30",
          },
        },
      }),
    freeAndCallNext: async (topicId) => {
      const path = `/v1/awards/calls/${callId}/topics/${topicId}`;
      const main = idOf(topicId === tooMuch ? "MAIN-1" : "MAIN-2");
      const body = {
        shares: [],
        reason,
      };
      await must("POST", `${path}/awards/${main}/shares`, {
        as: director,
        ifMatch: 0,
        body,
      });
      return Versioned.parse(
        await must("POST", `${path}/reserve`, {
          as: director,
          ifMatch: 1,
        }),
      ).version;
    },
  };
};
