import { AuditBody } from "@grants/core/audit/entry";
import type { CallGateDown } from "@grants/core/calls/call";
import { Proposal } from "@grants/core/proposals/proposal";
import type { SubmissionEntry } from "@grants/core/proposals/compose-receipt";
import type { KeptDocument } from "@grants/core/proposals/read-comparison";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import type { MyProposal, MyProposals, ProposalStore } from "@grants/core/proposals/proposal-store";
import { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import { type Result, ok } from "@grants/kernel/result";
import { z } from "zod";
import { loadAnnexChecks } from "./annex-checks.ts";
import { createCallCopies } from "./call-copies.ts";
import { loadCentres } from "./centres.ts";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { toPart } from "./part-item.ts";
import { loadTakingPart } from "./consortium.ts";
import { proposalMove, registerWrite, toLoadedProposal, wantedForProposal } from "./proposal-items.ts";
import { createPartWrites } from "./proposal-parts.ts";
import { readParts } from "./read-parts.ts";
import {
  type Item,
  type QueryAsk,
  type QueryPage,
  type Wanted,
  getAll,
  getOne,
  queryPage,
  toRights,
  toStored,
} from "./read.ts";
import { type Key, versionKey } from "./table.ts";
import { proposalKeys, proposalPatterns } from "./tables/proposals.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const MineItem = z.object({ id: z.string() });

const toMine = ([head, general]: readonly (Item | null)[]): readonly MyProposal[] => {
  if (head === null || head === undefined) return [];
  const content = general === null || general === undefined ? null : toPart(general).content;
  return [{ proposal: toStored(Proposal, head), acronym: content?.kind === "general" ? content.acronym : "" }];
};

const listMine = async (
  { db, cursors }: ProposalStoreDeps,
  caller: UserId,
  cursor: string | null,
): Promise<Result<MyProposals, CursorInvalid>> => {
  const boundTo = `listMine:${caller}`;
  const after = cursor === null ? ok(undefined) : cursors.open(cursor, boundTo);
  if (!after.ok) return after;
  const ask = { pk: sharedKeys.mine(caller, "").pk, sk: { beginsWith: "PROP#" } };
  const [rights, page] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryPage(db, sharedPatterns.myThings, { ...ask, ...(after.value === undefined ? {} : { after: after.value }) }),
  ]);
  const wanted = page.items.flatMap((item): readonly Wanted[] => {
    const { id } = MineItem.parse(item);
    return [proposalKeys.proposal(id), proposalKeys.part(id, "general")].map((key) => ({ table: "grants", key }));
  });
  const items = wanted.length === 0 ? [] : await getAll(db, wanted);
  return ok({
    rights: toRights(rights),
    proposals: page.items.flatMap((_, row) => toMine(items.slice(row * 2, row * 2 + 2))),
    next: page.next === null ? null : cursors.seal(page.next, boundTo),
  });
};

export type ProposalStoreDeps = {
  readonly db: Database;
  readonly cursors: CursorSeal;
  /** Ages the copies of calls; it never meets a deadline. */
  readonly now: () => Instant;
};

const changes = (db: Database): Pick<ProposalStore, "commitCreation" | "commitStep" | "settle"> => ({
  commitCreation: async (change, member, command) => {
    const { id, callId, shard } = change.next;
    // A draft that the closing did not register would never be fenced, so it cannot be made any more (DATA §7).
    const refusal: CallGateDown = { kind: "CallGateDown", callId };
    const gateIsUp: Beside<CallGateDown> = {
      write: {
        ConditionCheck: {
          TableName: db.tables.grants,
          Key: proposalKeys.registerGate(callId, shard),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      lost: () => refusal,
    };
    const twins: readonly Item[] = [
      { ...proposalKeys.member(id, member.user), schema: "member/1", ...member },
      { ...sharedKeys.mine(member.user, `PROP#${id}`), schema: "mine/1", id },
    ];
    const twinWrites = twins.map((item) => ({ write: { Put: { TableName: db.tables.grants, Item: item } } }));
    const beside = [gateIsUp, registerWrite(db, change.next), ...twinWrites];
    return commitOne(commit<CallGateDown>(db, { command, heads: [proposalMove(change)], beside }));
  },
  commitStep: async (change, command) => {
    const refusal: CallGateDown = { kind: "CallGateDown", callId: change.next.callId };
    const head = { ...proposalMove(change), condition: { expression: "attribute_not_exists(gate)", refusal } };
    return commitOne(commit<CallGateDown>(db, { command, heads: [head], beside: [registerWrite(db, change.next)] }));
  },
  settle: (proposal, expectedVersion, command) =>
    settleOne(db, { aggregate: proposal.state.id, expectedVersion, stored: proposal }, command),
});

const EntryItem = z.object({ body: z.string(), hash: Digest });

/** From the last entry back: the submission that is in force is nearly always among the first that are met. */
const loadSubmissionEntry = async (db: Database, id: string, upTo: number): Promise<SubmissionEntry> => {
  const { pk } = sharedKeys.auditEntry(id, upTo);
  const sk = { from: versionKey(1), to: versionKey(upTo) };
  let after: Key | undefined;
  do {
    const ask: QueryAsk = { pk, sk, descending: true, ...(after === undefined ? {} : { after }) };
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const { items, next }: QueryPage = await queryPage(db, proposalPatterns.submissionEntry, ask);
    const found = items
      .map((item) => EntryItem.parse(item))
      .map(({ body, hash }) => ({ body: AuditBody.parse(JSON.parse(body)), hash }))
      .find(({ body }) => body.type === "ProposalSubmitted");
    if (found !== undefined) return { version: found.body.version, entryHash: found.hash };
    after = next ?? undefined;
  } while (after !== undefined);
  throw new Error(`${id} is submitted and its chain does not say so.`);
};

const Frozen = z.object({ frozen: z.object({ sha256: Digest }) });
const Submitted = z.object({ submitted: z.object({ sha256: Digest }) });

/** The documents that the last hundred entries froze, each once, with the submission that named it. */
const listDocuments = async (db: Database, id: string): Promise<readonly KeptDocument[]> => {
  const ask = { pk: sharedKeys.auditEntry(id, 1).pk, descending: true };
  const { items } = await queryPage(db, proposalPatterns.proposalEntries, ask);
  const bodies = items.map((item) => AuditBody.parse(JSON.parse(EntryItem.parse(item).body)));
  const submittedAt = (sha256: string) =>
    bodies.find(
      ({ type, facts }) => type === "ProposalSubmitted" && Submitted.safeParse(facts).data?.submitted.sha256 === sha256,
    )?.at;
  const frozen = bodies.flatMap(({ type, at, facts }) =>
    // An entry names what changed: the same document frozen again changes no digest.
    type === "ProposalFrozen"
      ? [Frozen.safeParse(facts).data].flatMap((named) =>
          named === undefined ? [] : [{ sha256: named.frozen.sha256, frozenAt: at }],
        )
      : [],
  );
  return [...new Map(frozen.map((one) => [one.sha256, one])).values()].map((one) => {
    const at = submittedAt(one.sha256);
    return at === undefined ? one : { ...one, submittedAt: at };
  });
};

export const createProposalStore = ({ db, cursors, now }: ProposalStoreDeps): ProposalStore => ({
  ...changes(db),
  ...createPartWrites(db),
  loadCall: createCallCopies(db, now),
  loadCentres: (countries) => loadCentres(db, countries),
  loadRights: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
  load: async (proposalId, caller) => toLoadedProposal(await getAll(db, wantedForProposal(proposalId, caller))),
  loadWhole: async (proposalId, caller) => {
    const [heads, parts, { memberships, signOffs }] = await Promise.all([
      getAll(db, wantedForProposal(proposalId, caller)),
      readParts(db, proposalId),
      loadTakingPart(db, proposalId),
    ]);
    return {
      ...toLoadedProposal(heads),
      parts,
      memberships: memberships.map(({ state }) => state),
      signOffs: signOffs.map(({ state }) => state),
    };
  },
  loadAnnexChecks: (proposalId, parts) => loadAnnexChecks(db, proposalId, parts),
  listDocuments: (id) => listDocuments(db, id),
  loadSubmissionEntry: (id, upToVersion) => loadSubmissionEntry(db, id, upToVersion),
  loadParts: async (proposalIds) =>
    new Map(await Promise.all(proposalIds.map(async (id) => [id, await readParts(db, id)] as const))),
  listMine: (caller, cursor) => listMine({ db, cursors, now }, caller, cursor),
});
