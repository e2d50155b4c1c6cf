import { randomUUID } from "node:crypto";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { SealedRow } from "@grants/core/evaluation/sealed-list";
import { createRateKeeper } from "@grants/http/rate-keeper";
import type { UserId } from "@grants/kernel/id";
import { instantOfEpoch } from "@grants/kernel/time";
import type { Database } from "@grants/store/database";
import { createRateLeases } from "@grants/store/rate-leases";
import type { Item } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { z } from "zod";
import { type TestApi, createTestApi } from "../../support/api.ts";
import { closingInstant, whileOpen } from "../../support/builders.ts";
import { afterClosing, closingDeps, runCloseCalls } from "../../support/closing.ts";
import { uniformOf } from "../../support/platform-rush.ts";
import { tokenOf } from "../../support/test-issuer.ts";
import { createThread } from "../../support/thread.ts";
import { loadItems } from "../bulk.ts";
import { type Bridged, type RequestCost, arrivalHeader, openBridged } from "./bridged.ts";

const closesAtMs = Date.parse(closingInstant);
const rushMs = 60_000;
/** One in so many comes when it is over, up to two seconds. */
const oneLateIn = 20;
const lateMs = 2_000;
const quietCount = 10;
const lanesCount = 8;
const lastSecondMs = 1_000;
/** One in so many comes in the last second. */
const oneInLastSecond = 5;
/** Four sendings of one request: a double click, a refresh, a second tab. */
const sendingsAfterMs = [0, 5, 2_000, 7_000];
/** One in so many is stamped in time and then stands still until the list is sealed. */
const oneHeldIn = 100;

type Draft = {
  readonly id: string;
  readonly as: UserId;
  readonly sha256: string;
  readonly key: string;
};
type Sending = { readonly draft: Draft; readonly arrivesAtMs: number };
type Answered = { readonly draft: Draft; readonly status: number; readonly body: unknown; readonly tookMs: number };

const Receipt = z.object({ receivedAt: z.string(), documentSha256: z.string() });
const Refusal = z.object({ code: z.string() });
const ListPage = z.object({ rows: z.array(SealedRow) });

const inLanes = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const left = [...items].toReversed();
  const lane = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: lanesCount }, lane));
};

const itemsUnder = async (db: Database, pk: string, begins: string): Promise<readonly Item[]> => {
  const { Items: items = [], LastEvaluatedKey: rest } = await db.client.send(
    new QueryCommand({
      TableName: db.tables.grants,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      ExpressionAttributeValues: { ":pk": pk, ":sk": begins },
    }),
  );
  if (rest !== undefined) throw new Error(`There is more under ${pk} than one answer holds.`);
  return items;
};

/** Within the last minute, one in twenty a little later, one in five within the last second: until the instant itself, which is in time. */
const arrivalOf = (index: number): number => {
  const place = uniformOf(`rush ${index}`);
  if (index % oneInLastSecond === 0) return closesAtMs - Math.floor(place * lastSecondMs);
  if (index % oneLateIn === 1) return closesAtMs + 1 + Math.floor(place * lateMs);
  return closesAtMs - rushMs + Math.floor(place * rushMs);
};

const isInLastSecond = (arrivesAtMs: number) => arrivesAtMs > closesAtMs - lastSecondMs && arrivesAtMs <= closesAtMs;

/** Frozen drafts of one house, each of a person of its own. Their parts are those of the first, so that only what the rush meets takes its time. */
const prepareDrafts = async (
  db: Database,
  api: TestApi,
  { callId, count }: { readonly callId: string; readonly count: number },
): Promise<readonly Draft[]> => {
  const thread = createThread(api);
  const first = await thread.applicant("rush 0");
  const template = await thread.draftProposal(first, callId);
  await thread.writeProposal(first.user, template);
  const parts = await itemsUnder(db, keys.proposal(template).pk, "PART#");
  const drafts: Draft[] = [];
  await inLanes(
    Array.from({ length: count }, (_, index) => index),
    async (index) => {
      const { organisation } = first;
      const user = await api.person(`rush ${index + 1}`, [{ role: "applicant", organisation }]);
      const id = await thread.draftProposal({ user, organisation }, callId);
      const { pk } = keys.proposal(id);
      await loadItems(
        db,
        parts.map((part) => ({ ...part, pk })),
      );
      const { documentSha256 } = await thread.freezeProposal(user, id);
      drafts.push({ id, as: user, sha256: documentSha256, key: randomUUID() });
    },
  );
  return drafts;
};

const sendTo = async (url: string, { draft, arrivesAtMs }: Sending): Promise<Answered> => {
  const beganMs = performance.now();
  const response = await fetch(`${url}/v1/proposals/${draft.id}/submission`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await tokenOf(draft.as, instantOfEpoch(arrivesAtMs))}`,
      "content-type": "application/json",
      [arrivalHeader]: `${arrivesAtMs}`,
      "idempotency-key": draft.key,
      "if-match": '"2"',
    },
    body: JSON.stringify({ documentSha256: draft.sha256 }),
  });
  const body: unknown = JSON.parse(await response.text());
  return { draft, status: response.status, body, tookMs: performance.now() - beganMs };
};

export type Rush = {
  readonly submissions: number;
  /** First in time, by the platform's own answers. */
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Sendings of one request that were answered with different receipts. */
  readonly twoReceipts: readonly string[];
  /** Acknowledged and not on the sealed list, or there with another document or instant. */
  readonly missing: readonly string[];
  /** On the list without having been acknowledged, or more than once. */
  readonly extra: readonly string[];
  readonly afterTheInstant: readonly string[];
  /** Items that two proposals wrote. */
  readonly sharedItems: readonly string[];
  /** What the dearest submission cost in a quiet minute, and in the last second. */
  readonly quiet: Cost;
  readonly lastSecond: Cost & { readonly submissions: number };
  readonly latencyMs: { readonly half: number; readonly slowest: number };
};
type Cost = { readonly calls: number; readonly units: number };

const dearest = (costs: readonly RequestCost[]): Cost => {
  const submissions = costs.filter(({ hasWritten }) => hasWritten);
  return {
    calls: Math.max(...submissions.map(({ calls }) => calls)),
    units: Math.max(...submissions.map(({ units }) => units)),
  };
};

/** Which draft was told what. */
const toldBy = (answers: readonly Answered[]) => {
  const told = new Map<string, string>();
  const twoReceipts: string[] = [];
  for (const { draft, body } of answers.filter(({ status }) => status < 300)) {
    const { receivedAt, documentSha256 } = Receipt.parse(body);
    const receipt = `${receivedAt} ${documentSha256}`;
    if ((told.get(draft.id) ?? receipt) !== receipt) twoReceipts.push(draft.id);
    told.set(draft.id, receipt);
  }
  return { told, twoReceipts };
};

const refusalsOf = (answers: readonly Answered[]): Readonly<Record<string, number>> => {
  const codes = answers.filter(({ status }) => status >= 300).map(({ body }) => Refusal.parse(body).code);
  return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]));
};

/** Everything that is sent, in the order in which it arrives. */
const sendAll = async (
  { url }: Bridged,
  { drafts, isHeld, over }: RushPlan,
): Promise<{ readonly answers: readonly Answered[]; readonly held: readonly Promise<Answered>[] }> => {
  const sendings = drafts
    .flatMap((draft, index) => sendingsAfterMs.map((after) => ({ draft, arrivesAtMs: arrivalOf(index) + after })))
    .toSorted((a, b) => a.arrivesAtMs - b.arrivesAtMs);
  const answers: Answered[] = [];
  const held: Promise<Answered>[] = [];
  await inLanes(sendings, async (sending) => {
    if (sending.arrivesAtMs > closesAtMs) over();
    const answer = sendTo(url, sending);
    if (isHeld(sending.draft.id)) held.push(answer);
    else answers.push(await answer);
  });
  return { answers, held };
};
type RushPlan = {
  readonly drafts: readonly Draft[];
  readonly isHeld: (proposalId: string) => boolean;
  /** Called when the instant has passed. */
  readonly over: () => void;
};

/** One after the other, a minute before the rush. */
const quietCosts = async (bridged: Bridged, drafts: readonly Draft[]): Promise<Cost> => {
  for (const draft of drafts) await sendTo(bridged.url, { draft, arrivesAtMs: closesAtMs - 2 * rushMs });
  return dearest(drafts.flatMap(({ key }) => bridged.costsOf(key)));
};

const latencyOf = (answers: readonly Answered[]): Rush["latencyMs"] => {
  const took = answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  return { half: Math.round(took[took.length >> 1] ?? 0), slowest: Math.round(took.at(-1) ?? 0) };
};

/**
 * So many drafts are submitted in the last minute, each four times; some come too late, some stand still in a function until the list is
 * sealed, and the sealing begins while others are still on their way.
 */
export const rushToTheDeadline = async (db: Database, count: number): Promise<Rush> => {
  const rates = createRateKeeper({
    leases: createRateLeases(db),
    report: (error) => {
      throw error;
    },
  });
  const api = createTestApi(db, whileOpen, { rates });
  const callId = await createThread(api).publishCall();
  const all = await prepareDrafts(db, api, { callId, count: count + quietCount });
  const sealed = Promise.withResolvers<void>();
  const [quietDrafts, drafts] = [all.slice(0, quietCount), all.slice(quietCount)];
  const heldIds = new Set(drafts.filter((_, index) => index % oneHeldIn === 2).map(({ id }) => id));
  const isHeld = (proposalId: string) => heldIds.has(proposalId);
  const hold = async (proposalId: string) => (isHeld(proposalId) ? sealed.promise : undefined);
  const bridged = await openBridged({ db, api, hold });
  const quiet = await quietCosts(bridged, quietDrafts);
  const deps = closingDeps(db, api.documents);
  let closing: Promise<unknown> | undefined;
  const over = () => void (closing ??= runCloseCalls(deps));
  const { answers, held } = await sendAll(bridged, { drafts, isHeld, over });
  await closing;
  sealed.resolve();
  const everyAnswer = [...answers, ...(await Promise.all(held))];
  // The worker comes again; what is sealed stays.
  await runCloseCalls(deps, afterClosing, callId);
  const rows = (await itemsUnder(db, keys.list(callId, "submitted", 1, 0).pk, "P#")).flatMap(
    (item) => ListPage.parse(item).rows,
  );
  const isQuiet = new Set(quietDrafts.map(({ id }) => id));
  const listed = rows.filter(({ proposalId }) => !isQuiet.has(proposalId));
  const { told, twoReceipts } = toldBy(everyAnswer);
  const onList = new Map(listed.map((row) => [String(row.proposalId), `${row.receivedAt} ${row.documentSha256}`]));
  const last = drafts.filter(({ id }, index) => told.has(id) && isInLastSecond(arrivalOf(index)));
  await bridged.close();
  return {
    submissions: drafts.length,
    acknowledged: told.size,
    refused: refusalsOf(everyAnswer),
    twoReceipts,
    missing: [...told].filter(([id, receipt]) => onList.get(id) !== receipt).map(([id]) => id),
    extra: listed
      .filter(({ proposalId }, index) => {
        const isFirst = listed.findIndex((row) => row.proposalId === proposalId) === index;
        return !isFirst || !told.has(proposalId);
      })
      .map(({ proposalId }) => proposalId),
    afterTheInstant: rows.filter(({ receivedAt }) => receivedAt > closingInstant).map(({ proposalId }) => proposalId),
    sharedItems: bridged.sharedItems(),
    quiet,
    lastSecond: { ...dearest(last.flatMap(({ key }) => bridged.costsOf(key))), submissions: last.length },
    latencyMs: latencyOf(answers),
  };
};
