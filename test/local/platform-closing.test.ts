import { randomUUID } from "node:crypto";
import { SealedRow, digestOfList } from "@grants/core/evaluation/sealed-list";
import { type StoryPerson, cast, organisationId } from "@grants/local/demo/people";
import type { Database } from "@grants/store/database";
import { sha256 } from "@grants/store/sha256";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { nch } from "../support/builders.ts";
import { type PlatformAsk, type PlatformClient, createPlatformClient } from "../support/platform-client.ts";
import { itemsOf, openPlatformDatabase } from "../support/platform-database.ts";
import { findHalfTransactions } from "../support/platform-state.ts";
import { proposalContents, publishCall } from "../support/platform-thread.ts";
import { type PlatformProcess, newDataDir, removeDataDir, startPlatformProcess } from "../support/platform.ts";

const whileOpen = "2027-01-10T09:00:00Z";
/** The calls close at 16:00, and are due for their closing a minute later. */
const lastMinute = "2027-01-29T15:59:00Z";
const due = "2027-01-29T16:01:01Z";
const coordinators = [cast.anna, cast.joost, cast.chiara, cast.mikael, cast.ana];
const lanesCount = 24;

const ProposalHead = z.object({ version: z.int(), proposal: z.object({ id: z.string() }) });
const FrozenHead = z.object({ proposal: z.object({ frozen: z.object({ sha256: z.string() }) }) });
const Receipt = z.object({ receivedAt: z.string(), documentSha256: z.string() });
const Refusal = z.object({ code: z.string() });
const ListPage = z.object({ rows: z.array(SealedRow) });
const Board = z.object({
  state: z.string(),
  sealed: z.object({ submissions: z.int(), listSha256: z.string() }),
});

type Draft = { readonly id: string; readonly as: StoryPerson };

/** Each item through one of a few lanes that work beside each other. */
const inLanes = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanesCount }, lane));
};

/** A connection that broke. Anything else is a mistake of the test. */
const noAnswer = (error: unknown): null => {
  if (error instanceof TypeError) return null;
  throw error;
};

const writeDrafts = async (client: PlatformClient, callId: string, count: number): Promise<readonly Draft[]> => {
  const drafts: Draft[] = [];
  const people = Array.from({ length: count }, (_, index) => coordinators[index % coordinators.length] ?? cast.anna);
  await inLanes(people, async (as) => {
    const body = { callId, topicId: nch, coordinator: organisationId(as.organisation) };
    const made = await client.must({ method: "POST", path: "/v1/proposals", as, body });
    const { id } = ProposalHead.parse(made).proposal;
    await Promise.all(
      Object.entries(proposalContents).map(([part, content]) =>
        client.must({ method: "PUT", path: `/v1/proposals/${id}/parts/${part}`, as, body: content, ifMatch: 0 }),
      ),
    );
    drafts.push({ id, as });
  });
  return drafts;
};

/** What a coordinator was told last: the document that was received, or that nothing is submitted. */
type Told = { readonly receivedAt: string; readonly documentSha256: string } | null;
/** A step, and what its success tells. */
type Step = { readonly ask: PlatformAsk; readonly note: (body: unknown) => void };

type Rush = {
  /** By proposal. */
  readonly told: Map<string, Told>;
  readonly refusals: readonly string[];
  readonly unanswered: readonly Step[];
};

const acknowledgedBy = ({ told }: Pick<Rush, "told">) => {
  const listed = new Map([...told].filter(([, receipt]) => receipt !== null));
  return { state: "sealed", submissions: listed.size, rows: listed.size, listed, isListOfHead: true, faults: [] };
};

/** Calls back at the first of several tellings. */
const once = (act: () => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
};

/**
 * Everybody freezes and submits; every third withdraws what it submitted, and every other of those submits again. A coordinator stops where a
 * step is refused or has no answer.
 */
const submitAll = async (
  client: PlatformClient,
  drafts: readonly Draft[],
  on: { readonly submitted: (count: number) => void; readonly refused: (code: string) => void },
): Promise<Rush> => {
  const told = new Map<string, Told>();
  const refusals: string[] = [];
  const unanswered: Step[] = [];
  const take = async ({ ask, note }: Step): Promise<unknown> => {
    const reply = await client.send(ask).catch(noAnswer);
    if (reply === null) unanswered.push({ ask, note });
    if (reply === null || reply.status >= 300) {
      const code = reply === null ? "NoAnswer" : Refusal.parse(reply.body).code;
      refusals.push(code);
      on.refused(code);
      return null;
    }
    note(reply.body);
    return reply.body;
  };
  let submitted = 0;
  const submitOne = async ({ id, as }: Draft) => {
    const ask = (name: string, ifMatch: number) =>
      ({ method: "POST", path: `/v1/proposals/${id}/${name}`, as, ifMatch, key: randomUUID() }) as const;
    const note = (receipt: unknown) => told.set(id, Receipt.parse(receipt));
    const submit = async (ifMatch: number, body: object) => {
      if ((await take({ ask: { ...ask("submission", ifMatch), body }, note })) === null) return 0;
      on.submitted((submitted += 1));
      return submitted;
    };
    const frozen = await take({ ask: ask("freeze", 1), note: () => undefined });
    if (frozen === null) return;
    const body = { documentSha256: FrozenHead.parse(frozen).proposal.frozen.sha256 };
    const place = await submit(2, body);
    if (place === 0 || place % 3 !== 0) return;
    const withdrawn = await take({ ask: ask("withdrawal", 3), note: () => told.set(id, null) });
    if (withdrawn !== null && place % 2 === 0) await submit(4, body);
  };
  await inLanes(drafts, submitOne);
  return { told, refusals, unanswered };
};

/** The sealed list of a call as it is stored, page by page. */
const sealedPages = async (db: Database, callId: string): Promise<readonly (readonly SealedRow[])[]> => {
  const { pk } = keys.list(callId, "submitted", 1, 0);
  const items = (await itemsOf(db, "grants")).filter((item) => item["pk"] === pk);
  return items
    .toSorted((a, b) => (String(a["sk"]) < String(b["sk"]) ? -1 : 1))
    .map((item) => ListPage.parse(item).rows);
};

describe("closing a call in the middle of a rush", () => {
  let dataDir: string;
  let platform: PlatformProcess;
  let client: PlatformClient;

  beforeAll(async () => {
    dataDir = await newDataDir();
    platform = await startPlatformProcess({ dataDir, at: whileOpen });
    client = createPlatformClient(platform.url);
  });

  afterAll(async () => {
    await platform.stop();
    await removeDataDir(dataDir);
  });

  /** What is listed of a call, by proposal, and what the call's head says of the list. */
  const sealedState = async (callId: string) => {
    const { db, close } = await openPlatformDatabase(dataDir);
    const pages = await sealedPages(db, callId);
    const faults = await findHalfTransactions(db);
    close();
    const rows = pages.flat();
    const path = `/v1/evaluation/calls/${callId}`;
    const board = Board.parse(await client.must({ method: "GET", path, as: cast.evaluationOfficer }));
    const listed = new Map(rows.map(({ proposalId, ...row }) => [String(proposalId), Receipt.parse(row)]));
    const isListOfHead = board.sealed.listSha256 === digestOfList(sha256, pages);
    return {
      state: board.state,
      submissions: board.sealed.submissions,
      rows: rows.length,
      listed,
      isListOfHead,
      faults,
    };
  };

  /** The clock passes the closing by so much that the call is due, and the worker is started, and started again. */
  const beginClosing = async (): Promise<void> => {
    await client.setClock(due);
    await Promise.all([client.runSchedule("close-calls"), client.runSchedule("close-calls")]);
  };
  test("lists what was acknowledged, all of it and nothing else", { timeout: 120_000 }, async () => {
    const callId = await publishCall(client);
    const drafts = await writeDrafts(client, callId, 200);
    await client.setClock(lastMinute);
    let closing: Promise<void> = Promise.resolve();
    // Who is stamped in time from the first refusal on meets the fence alone.
    const turnBack = once(() => void client.setClock(lastMinute));
    const { told, refusals } = await submitAll(client, drafts, {
      submitted: (count) => {
        if (count === 60) closing = beginClosing();
      },
      refused: turnBack,
    });
    await closing;
    // Some were in time and some were not, or it was no rush.
    expect(Math.min(told.size, refusals.length)).toBeGreaterThan(20);
    expect(refusals.filter((code) => !["CallClosed", "CallGateDown"].includes(code))).toEqual([]);
    await beginClosing();
    expect(await sealedState(callId)).toEqual(acknowledgedBy({ told }));
    await beginClosing();
    expect(await sealedState(callId)).toEqual(acknowledgedBy({ told }));
  });

  test("and being killed meanwhile lists the same", { timeout: 120_000 }, async () => {
    await client.setClock(whileOpen);
    const callId = await publishCall(client);
    const drafts = await writeDrafts(client, callId, 80);
    await client.setClock(lastMinute);
    let closing: Promise<unknown> = Promise.resolve();
    let killed: Promise<unknown> = Promise.resolve();
    const kill = once(() => (killed = platform.kill9()));
    const { told, unanswered } = await submitAll(client, drafts, {
      submitted: (count) => {
        if (count === 30) closing = beginClosing().catch(noAnswer);
      },
      refused: kill,
    });
    await Promise.all([closing, killed]);
    platform = await startPlatformProcess({ dataDir });
    client = createPlatformClient(platform.url);
    // What had no answer is asked again with its key: it happened before the end, or it is late.
    const late = await Promise.all(unanswered.map(async ({ ask, note }) => ({ note, reply: await client.send(ask) })));
    for (const { note, reply } of late.filter(({ reply: { status } }) => status < 300)) note(reply.body);
    await beginClosing();
    expect(await sealedState(callId)).toEqual(acknowledgedBy({ told }));
  });
});
