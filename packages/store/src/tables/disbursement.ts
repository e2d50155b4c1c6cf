import { type AccessPattern, type Key, padded, shardKey, versionKey } from "../table.ts";

export const disbursementKeys = {
  paymentRequest: (requestId: string): Key => ({ pk: `REQ#${requestId}`, sk: "META" }),
  /** A request that waits for somebody of the ECCC. */
  paymentWork: (requestId: string): Key => ({ pk: "OPENREQ", sk: requestId }),
  paymentOrder: (paymentId: string): Key => ({ pk: `PAY#${paymentId}`, sk: "META" }),
  dueOrder: (executionOn: string, shard: number, paymentId: string): Key => ({
    pk: `DUE#${executionOn}#${shardKey(shard)}`,
    sk: paymentId,
  }),
  /** Stands once the day is closed: nothing more is due on it. */
  dueGate: (executionOn: string, shard: number): Key => ({
    pk: `DUE#${executionOn}#${shardKey(shard)}`,
    sk: "GATE",
  }),
  run: (runId: string): Key => ({ pk: `RUN#${runId}`, sk: "META" }),
  runManifest: (runId: string): Key => ({ pk: `RUN#${runId}`, sk: "MANIFEST" }),
  /** A part of a run under its digest: two lists for one day never overwrite each other. */
  runChunk: (runId: string, chunk: number, sha256: string): Key => ({
    pk: `RUN#${runId}`,
    sk: `CHUNK#${padded(chunk, 4)}#${sha256}`,
  }),
  /** Which orders of a page stay out of a run, by its attempt. */
  runCheck: (runId: string, attempt: number, page: number): Key => ({
    pk: `RUN#${runId}`,
    sk: `CHECK#${padded(attempt, 4)}#${padded(page, 4)}`,
  }),
  runFile: (runId: string, file: number): Key => ({ pk: `RUN#${runId}`, sk: `FILE#${padded(file, 2)}` }),
  /** A run or a message of the bank that waits for the worker. */
  runWork: (id: string): Key => ({ pk: "RUNWORK", sk: id }),
  runRow: (executionOn: string): Key => ({ pk: "RUNS", sk: executionOn }),
  runChunkState: (runId: string, shard: number, chunk: number): Key => ({
    pk: `RUNSTATE#${runId}#${shardKey(shard)}`,
    sk: `CHUNK#${padded(chunk, 4)}`,
  }),
  runChunkBooking: (runId: string, shard: number, chunk: number, version: number): Key => ({
    pk: `RUNSTATE#${runId}#${shardKey(shard)}`,
    sk: `CHUNK#${padded(chunk, 4)}#BOOKED#${versionKey(version)}`,
  }),
  /** What became of a message's lines for one part. */
  runChunkReply: (runId: string, shard: number, chunk: number, messageId: string): Key => ({
    pk: `RUNSTATE#${runId}#${shardKey(shard)}`,
    sk: `REPLY#${messageId}#${padded(chunk, 4)}`,
  }),
  bankMessage: (messageId: string): Key => ({ pk: `BANKMSG#${messageId}`, sk: "META" }),
  bankException: (at: string, messageId: string, number: number): Key => ({
    pk: "BANKEXC",
    sk: `${at}#${messageId}#${padded(number, 6)}`,
  }),
} as const;

export const disbursementPatterns = {
  paymentRequest: {
    asks: "initiator, verifier, authorising officer: a payment request's head",
    owner: "disbursement",
    table: "grants",
    pk: "REQ#<requestId>",
    sk: "META",
    itemsMax: 1,
  },
  paymentWork: {
    asks: "initiator, verifier, authorising officer: requests that wait for a step",
    owner: "disbursement",
    table: "grants",
    pk: "OPENREQ",
    sk: "<requestId>",
    itemsMax: 100,
  },
  paymentOrder: {
    asks: "bank status: the order behind an EndToEndId",
    owner: "disbursement",
    table: "grants",
    pk: "PAY#<paymentId>",
    sk: "META",
    itemsMax: 1,
  },
  dueOrders: {
    asks: "accounting officer: the first orders of a day, by shard; run-payments: all of them",
    owner: "disbursement",
    table: "grants",
    pk: "DUE#<executionOn>#<s2>",
    sk: "pay_*",
    itemsMax: 1000,
  },
  dueGate: {
    asks: "authorisation: whether the day is closed (as a condition)",
    owner: "disbursement",
    table: "grants",
    pk: "DUE#<executionOn>#<s2>",
    sk: "GATE",
    itemsMax: 1,
  },
  run: {
    asks: "accounting officer, run-payments: a run's head, manifest, parts, file and checks, each by its key",
    owner: "disbursement",
    table: "grants",
    pk: "RUN#<runId>",
    sk: "META, MANIFEST, CHUNK#<n4>#<sha256>, FILE#<n2>, CHECK#<attempt>#<n4>",
    itemsMax: 1,
  },
  runWork: {
    asks: "run-payments: runs and messages of the bank that wait for it",
    owner: "disbursement",
    table: "grants",
    pk: "RUNWORK",
    sk: "<runId or messageId>",
    itemsMax: 100,
  },
  runRows: {
    asks: "accounting officer: runs by day, the latest first",
    owner: "disbursement",
    table: "grants",
    pk: "RUNS",
    sk: "<executionOn>",
    itemsMax: 50,
  },
  runChunkState: {
    asks: "accounting officer, run-payments: what the bank has said about a part, with its bookings",
    owner: "disbursement",
    table: "grants",
    pk: "RUNSTATE#<runId>#<s2>",
    sk: "CHUNK#<n4>*",
    itemsMax: 200,
  },
  runChunkReply: {
    asks: "run-payments: whether a message was applied to a part, and what became of its lines",
    owner: "disbursement",
    table: "grants",
    pk: "RUNSTATE#<runId>#<s2>",
    sk: "REPLY#<messageId>#<n4>",
    itemsMax: 1,
  },
  bankMessage: {
    asks: "accounting officer: a message of the bank",
    owner: "disbursement",
    table: "grants",
    pk: "BANKMSG#<messageId>",
    sk: "META",
    itemsMax: 1,
  },
  bankExceptions: {
    asks: "accounting officer: lines of the bank that fitted nothing, the latest first",
    owner: "disbursement",
    table: "grants",
    pk: "BANKEXC",
    sk: "<at>#<messageId>#<n6>",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
