import type { AccessLogReader } from "@grants/core/audit/access-log";
import { type AccessDigestStore, digestAccessLog } from "@grants/core/audit/digest-access-log";
import { type HeldEntry, appendToLog } from "@grants/core/audit/append-to-log";
import { type LogKeyStore, introduceKey } from "@grants/core/audit/log-key";
import { LedgerEntry } from "@grants/core/audit/log-store";
import { type HeadSigner, type SealDeps, type SealReport, sealLog } from "@grants/core/audit/seal-log";
import {
  type ReceiptReport,
  type SealReceiptsDeps,
  noteSubmissions,
  sealReceipts,
} from "@grants/core/proposals/seal-receipts";
import { ProposalId } from "@grants/core/proposals/proposal";
import type { NewId } from "@grants/kernel/id";
import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

export type SealLedgerDeps = SealDeps &
  SealReceiptsDeps & {
    readonly keys: LogKeyStore;
    readonly former: HeadSigner | null;
    readonly newId: NewId;
    readonly reader: AccessLogReader;
    readonly digests: AccessDigestStore;
  };

/** What the schedule sends every five minutes. */
const ScheduledEvent = z.object({ id: z.string(), time: z.iso.datetime() });

const text = z.object({ S: z.string() });
const Image = z.object({ pk: text, sk: text, body: text, hash: text });
/** Entries as the stream of the ledger brings them. */
const EntriesWritten = z.object({
  Records: z
    .array(z.object({ dynamodb: z.object({ ApproximateCreationDateTime: z.number(), NewImage: Image }) }))
    .min(1),
});

/** Aggregates whose entries the stream may have lost: everything behind the last sealed one is read from the ledger. */
const Replay = z.object({ time: z.iso.datetime(), replay: z.array(z.string()).min(1).max(1_000) });

const SealLedgerEvent = z.union([Replay, ScheduledEvent, EntriesWritten]);

export type SealLedgerReport = {
  readonly appended: number;
  readonly held: readonly HeldEntry[];
  readonly seal?: SealReport;
  /** Receipts of submissions that were sealed. */
  readonly receipts?: ReceiptReport;
  /** Hours of the access log that became entries. */
  readonly hours?: number;
};

const secondMs = 1_000;
const auditPrefix = "AUDIT#";

const toEntry = ({ pk, sk, body, hash }: z.infer<typeof Image>): LedgerEntry =>
  LedgerEntry.parse({
    aggregate: pk.S.slice(auditPrefix.length),
    version: Number(sk.S.slice("V#".length)),
    body: body.S,
    hash: hash.S,
  });

const instantOf = (time: string): Instant => instantOfEpoch(Date.parse(time));

const appendWritten = async (deps: SealLedgerDeps, { Records }: z.infer<typeof EntriesWritten>) => {
  const entries = Records.map(({ dynamodb }) => toEntry(dynamodb.NewImage));
  const seconds = Records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime);
  const appended = await appendToLog(deps, {
    entries,
    at: instantOfEpoch(Math.floor(Math.max(...seconds) * secondMs)),
  });
  return { ...appended, ...(await sealSubmissions(deps, entries)) };
};

/** Receipts at once where a submission came, and nothing where none did. What cannot be sealed now is by the schedule. */
const sealSubmissions = async (deps: SealLedgerDeps, entries: readonly LedgerEntry[]) =>
  (await noteSubmissions(deps, entries)) === 0 ? {} : { receipts: await sealReceipts(deps) };

const replay = async (deps: SealLedgerDeps, { time, replay: aggregates }: z.infer<typeof Replay>) => {
  const sealed = await deps.log.lastSealed(aggregates);
  const found = await Promise.all(
    aggregates.map((aggregate) => deps.log.entriesAfter(aggregate, sealed.get(aggregate)?.version ?? 0)),
  );
  const appended = await appendToLog(deps, { entries: found.flat(), at: instantOf(time) });
  // A submission may be in the log while its receipt was lost on the way: the whole chain is looked at.
  const proposals = aggregates.filter((aggregate) => ProposalId.safeParse(aggregate).success);
  const chains = await Promise.all(proposals.map((aggregate) => deps.log.entriesAfter(aggregate, 0)));
  return { ...appended, ...(await sealSubmissions(deps, chains.flat())) };
};

/**
 * One event of the worker: new entries are appended to the log, the schedule signs a head over it. Throws when an entry had to be held back,
 * after everything else is in: evidence that does not hold is an incident, and somebody must hear of it.
 */
export const sealLedgerOn = async (deps: SealLedgerDeps, event: unknown): Promise<SealLedgerReport> => {
  const parsed = SealLedgerEvent.parse(event);
  if ("Records" in parsed) return toldOfHeld(await appendWritten(deps, parsed));
  if ("replay" in parsed) return toldOfHeld(await replay(deps, parsed));
  const now = instantOf(parsed.time);
  const asked = { now, correlationId: parsed.id };
  await introduceKey(deps, asked);
  const hours = await digestAccessLog(deps, asked);
  return { appended: 0, held: [], hours, seal: await sealLog(deps, { now }), receipts: await sealReceipts(deps) };
};

const toldOfHeld = (report: SealLedgerReport): SealLedgerReport => {
  if (report.held.length > 0) throw new Error(`Entries are held back from the log: ${JSON.stringify(report.held)}`);
  return report;
};
