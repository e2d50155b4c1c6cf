import type { NewId } from "@grants/kernel/id";
import type { ExceptionReason, UnmatchedLine } from "./bank-message.ts";
import { chunkReference } from "./compose-run.ts";
import type { RowAnswer } from "./decide-chunk.ts";
import { paymentIdOf } from "./payment-order.ts";
import type { PaymentId } from "./payment-request.ts";
import { type RunId, type RunManifest, executionDateOf, runIdOf } from "./payment-run.ts";
import type { BankAnswer, GroupStatus, PaymentStatusLine } from "./payment-status.ts";
import type { FoundPayment, RunWorkStore } from "./run-work-store.ts";

/** The answers for one part of a run. */
export type ChunkAnswers = {
  readonly runId: RunId;
  readonly manifest: RunManifest;
  readonly chunk: number;
  readonly answers: readonly RowAnswer[];
};

type LocatedAnswers = { readonly chunks: readonly ChunkAnswers[]; readonly unmatched: readonly UnmatchedLine[] };

type Deps = { readonly work: RunWorkStore; readonly newId: NewId };
type Placed = { readonly found: FoundPayment; readonly line: PaymentStatusLine };

const misfitOf = (found: FoundPayment | undefined, { amountCents }: PaymentStatusLine): ExceptionReason | null => {
  if (found === undefined) return "UNKNOWN_END_TO_END_ID";
  if (found.place === null) return "NOT_IN_A_SENT_FILE";
  const isSame = amountCents === undefined || amountCents === found.order.state.amountCents;
  return isSame ? null : "AMOUNT_DIFFERS";
};

const toChunks = (placed: readonly Placed[]): readonly ChunkAnswers[] => {
  const rows = placed.flatMap(({ found: { place }, line: { endToEndId: _name, ...said } }) =>
    place === null ? [] : [{ place, answer: { ...said, row: place.row } }],
  );
  return [...Map.groupBy(rows, ({ place }) => `${place.runId} ${place.chunk}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { runId, manifest, chunk } = first.place;
    return [{ runId, manifest, chunk, answers: same.map(({ answer }) => answer) }];
  });
};

/** Lines with a payment of their own, by EndToEndId and amount (PAYX-12). */
const locateLines = async ({ work, newId }: Deps, lines: readonly PaymentStatusLine[]): Promise<LocatedAnswers> => {
  const ids = lines.map(({ endToEndId }) => paymentIdOf(newId, endToEndId));
  const found = ids.length === 0 ? new Map<PaymentId, FoundPayment>() : await work.findPayments([...new Set(ids)]);
  const placed: Placed[] = [];
  const unmatched: UnmatchedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const id = ids[index];
    const payment = id === undefined ? undefined : found.get(id);
    const because = misfitOf(payment, line);
    if (because !== null) unmatched.push({ ...line, because });
    else if (payment !== undefined) placed.push({ found: payment, line });
  }
  return { chunks: toChunks(placed), unmatched };
};

/** A status of the whole file or batch holds for each payment that has no line of its own. */
const groupStatusOf = ({ groups }: BankAnswer): Exclude<GroupStatus["status"], "mixed"> | null => {
  const [only] = groups.filter(({ status }) => status !== "mixed");
  return only === undefined || only.status === "mixed" ? null : only.status;
};

const locateGroup = async ({ work, newId }: Deps, answer: BankAnswer): Promise<LocatedAnswers> => {
  const nobody: LocatedAnswers = { chunks: [], unmatched: [] };
  const status = groupStatusOf(answer);
  if (status === null) return nobody;
  const reason = answer.groups.find((group) => group.status === status)?.reason;
  const said = { status, ...(reason === undefined ? {} : { reason }) };
  const executionOn = executionDateOf(answer.originalMessageId ?? "");
  const runId = executionOn === null ? null : runIdOf(newId, executionOn);
  const { run = null, manifest = null, file = null } = runId === null ? {} : await work.loadRun(runId);
  if (runId === null || run === null || manifest === null || file === null)
    return { ...nobody, unmatched: [{ ...said, because: "UNKNOWN_FILE" }] };
  const named = new Set(answer.payments.map(({ endToEndId }) => endToEndId));
  const chunks: ChunkAnswers[] = [];
  for (const chunk of manifest.chunks.keys()) {
    // oxlint-disable-next-line no-await-in-loop -- one part is held at a time.
    const rows = await work.loadChunkRows(chunkReference(manifest, runId, chunk));
    const answers = rows.flatMap(({ endToEndId }, row) => (named.has(endToEndId) ? [] : [{ ...said, row }]));
    if (answers.length > 0) chunks.push({ runId, manifest, chunk, answers });
  }
  return { ...nobody, chunks };
};

/** Every payment that a message speaks of, by the part of the run in which it stands. */
export const locateAnswers = async (deps: Deps, answer: BankAnswer): Promise<LocatedAnswers> => {
  const [lines, group] = await Promise.all([locateLines(deps, answer.payments), locateGroup(deps, answer)]);
  return {
    chunks: merged([...lines.chunks, ...group.chunks]),
    unmatched: [...lines.unmatched, ...group.unmatched],
  };
};

const merged = (chunks: readonly ChunkAnswers[]): readonly ChunkAnswers[] =>
  [...Map.groupBy(chunks, ({ runId, chunk }) => `${runId} ${chunk}`).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, answers: same.flatMap(({ answers }) => answers) }];
  });
