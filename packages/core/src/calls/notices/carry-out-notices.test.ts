import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { expect, test } from "vitest";
import { ProposalId } from "../../proposals/proposal.ts";
import { CallId, CallSummary } from "../call.ts";
import type { CallIndex } from "../search/call-index.ts";
import { subscriptionShards } from "../subscriptions/subscription-store.ts";
import { type CarryOutDeps, carryOutNotices } from "./carry-out-notices.ts";

const now = Instant.parse("2027-01-10T09:00:00.000Z");
const callId = CallId.parse("call_01J00000000000000000000001");
const proposalId = ProposalId.parse("prop_01J00000000000000000000001");
const summary = CallSummary.parse({
  callId,
  origin: "platform",
  reference: "HUBS",
  title: "Hubs",
  programme: "DEP",
  actionType: null,
  budgetCents: null,
  fundingRate: null,
  minGrantCents: null,
  maxGrantCents: null,
  opensAt: null,
  closesAt: null,
  isTimeAssumed: false,
  topics: [],
  sourceUrl: null,
  note: null,
  syntheticFields: [],
});

/** A pass over one notice whose register has three parts, with who was asked for and how far it came. */
const pass = async (nextShard: number, kind: "corrected" | "published" = "corrected") => {
  const asked: number[] = [];
  const reached: number[] = [];
  const notFor = () => Promise.reject(new Error("Nobody asks for this here."));
  const notice = { kind, callId, at: now, contentVersion: 2 } as const;
  const call = { summary, publication: null, topicTitles: [], texts: [] };
  const index: CallIndex = {
    builtAt: now,
    calls: [call],
    stem: () => [],
    find: () => ({ having: "every", calls: [] }),
  };
  const deps: CarryOutDeps = {
    notices: {
      list: async () => [{ notice, nextShard }],
      reached: async (_, shard) => void reached.push(shard),
      done: async () => undefined,
      loadPublicCalls: async () => [],
    },
    index: { open: async () => index, replace: async () => index },
    statistics: { count: notFor, keep: notFor },
    subscriptions: { listShard: async () => [] },
    drafts: {
      shardsOf: async () => 3,
      membersIn: async (_, shard) => {
        asked.push(shard);
        return [{ proposalId, to: `part-${shard}@example.eu`, language: "en" }];
      },
    },
    links: { ending: () => "" },
    mailer: { send: async () => undefined },
    mailWords: { pageOf: (_, path) => path, deadline: (at) => at },
    sha256: () => Digest.parse(`sha256:${"0".repeat(64)}`),
    report: (error) => {
      throw error;
    },
  };
  const { mails } = await carryOutNotices(deps, now);
  return { asked, mails, reached: reached.at(-1) };
};

test("a correction is told to each part of the call's register, behind the subscribers", async () => {
  expect(await pass(0)).toEqual({ asked: [0, 1, 2], mails: 3, reached: subscriptionShards + 3 });
});

test("a pass that broke off in the register goes on there, and tells no part twice", async () => {
  expect(await pass(subscriptionShards + 2)).toEqual({ asked: [2], mails: 1, reached: subscriptionShards + 3 });
  expect(await pass(subscriptionShards + 3)).toMatchObject({ asked: [], mails: 0 });
});

test("a publication concerns no draft", async () => {
  expect(await pass(0, "published")).toMatchObject({ asked: [], mails: 0 });
});
