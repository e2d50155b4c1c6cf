import { Admissibility, AdmissibilityFile } from "@grants/core/admissibility/admissibility";
import type { AdmissibilityStore, RegisteredPartner, Screened } from "@grants/core/admissibility/admissibility-store";
import type { Command } from "@grants/core/audit/command";
import { Call, CallVersion } from "@grants/core/calls/call";
import { stageOf } from "@grants/core/calls/first-stage";
import { Dossier } from "@grants/core/evaluation/dossier";
import { pageNumbers } from "@grants/core/evaluation/sealed-list";
import type { LetterOrder } from "@grants/core/letters/letter-order";
import { AnnexCheck, type AnnexChecks } from "@grants/core/proposals/annex";
import { Member } from "@grants/core/proposals/proposal";
import { Organisation } from "@grants/core/registry/organisation";
import { Ownership } from "@grants/core/registry/ownership-declaration";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { createCallCopies } from "./call-copies.ts";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import { orderWrite } from "./letter-orders.ts";
import { type Item, type Wanted, getAll, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { loadSealedFront, loadSealedPage } from "./sealed-lists.ts";
import { type Key } from "./table.ts";
import { admissibilityKeys } from "./tables/admissibility.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { proposalKeys } from "./tables/proposals.ts";
import { registryKeys } from "./tables/registry.ts";

const FileItem = z.object({ file: AdmissibilityFile });
const Published = z.object({ published: CallVersion.optional() });

/** As its proposals are looked at: of two stages, the first. */
const toVersion = (head: Item | null | undefined): CallVersion | null => {
  const published = head === null || head === undefined ? undefined : Published.parse(head).published;
  return published === undefined ? null : stageOf(published);
};

const inGrants = (key: Key): Wanted => ({ table: "grants", key });

/** Heads with the files that they name: one wave for all of them. */
const loadFiles = async (
  db: Database,
  items: readonly (Item | null | undefined)[],
): Promise<readonly (Screened | null)[]> => {
  const heads = items.map((item) => toStoredOrNull(Admissibility, item));
  const named = heads.flatMap((head) => head ?? []);
  const files = await getMany(
    db,
    named.map(({ state }) => inGrants(admissibilityKeys.admissibilityFile(state.proposalId, state.fileSha256))),
  );
  const fileOf = new Map(named.map(({ state }, place) => [state.id, FileItem.parse(files[place]).file]));
  return heads.map((head) => {
    const file = head === null ? undefined : fileOf.get(head.state.id);
    return head === null || file === undefined ? null : { head, file };
  });
};

const parsed = <T>(schema: z.ZodType<T>, item: Item | null | undefined): T | null =>
  item === null || item === undefined ? null : schema.parse(item);

const loadPartners = async (
  db: Database,
  ids: Parameters<AdmissibilityStore["loadPartners"]>[0],
): Promise<readonly RegisteredPartner[]> => {
  const wanted = ids.flatMap((id) => [registryKeys.organisation(id), registryKeys.ownership(id)].map(inGrants));
  const items = await getMany(db, wanted);
  return ids.map((_, place) => ({
    organisation: toStoredOrNull(Organisation, items[2 * place])?.state ?? null,
    ownership: toStoredOrNull(Ownership, items[2 * place + 1])?.state ?? null,
  }));
};

const loadAnnexChecks = async (
  db: Database,
  documents: Parameters<AdmissibilityStore["loadAnnexChecks"]>[0],
): Promise<AnnexChecks> => {
  const wanted = documents.flatMap(({ proposalId, annexes = [] }) =>
    annexes.map(({ uploadId }) => inGrants(proposalKeys.annexCheck(proposalId, uploadId))),
  );
  const items = await getMany(db, wanted);
  return new Map(
    items.flatMap((item) => {
      const check = parsed(AnnexCheck, item);
      return check === null ? [] : [[check.uploadId, check] as const];
    }),
  );
};

/** A refusal and a question reach the applicant by letter, which is ordered with them. */
const orderOf = (
  { before, next, type }: Parameters<AdmissibilityStore["commit"]>[0],
  { clarifications }: AdmissibilityFile,
  { at }: Command,
): LetterOrder | null => {
  const { proposalId, fileSha256 } = next;
  const cited = { proposalId, fileSha256, version: (before?.version ?? 0) + 1, at };
  if (type === "ProposalRefused") return { kind: "refusal", ...cited };
  const number = clarifications.length;
  return type === "ClarificationAsked" && number > 0 ? { kind: "question", ...cited, number } : null;
};

type Deps = {
  readonly db: Database;
  /** Ages the copies of calls; it never meets a deadline. */
  readonly now: () => Instant;
};

const keptFile = (db: Database, { proposalId, fileSha256 }: Admissibility, file: AdmissibilityFile): Beside<never> => {
  const key = admissibilityKeys.admissibilityFile(proposalId, fileSha256);
  return {
    write: { Put: { TableName: db.tables.grants, Item: { ...key, schema: "admissibility-file/1", file } } },
  };
};

/** Whether sealed proposals are admitted to the award. */
export const createAdmissibilityStore = ({ db, now }: Deps): AdmissibilityStore => {
  const callCopies = createCallCopies(db, now);
  return {
    load: async (proposalId, caller) => {
      const [rights, dossier, member, screened] = await getAll(db, [
        rightsOf(caller),
        inGrants(evaluationKeys.dossier(proposalId)),
        inGrants(proposalKeys.member(proposalId, caller)),
        inGrants(admissibilityKeys.admissibility(proposalId)),
      ]);
      return {
        rights: toRights(rights),
        dossier: parsed(Dossier, dossier),
        member: parsed(Member, member),
        screened: (await loadFiles(db, [screened]))[0] ?? null,
      };
    },
    loadCall: async (callId) => (await callCopies(callId))?.version ?? null,
    loadList: async (callId, page, caller) => {
      const [[rights, head], rows] = await Promise.all([
        getAll(db, [rightsOf(caller), inGrants(callKeys.call(callId))]),
        loadSealedPage(db, callId, page),
      ]);
      return { rights: toRights(rights), call: toStoredOrNull(Call, head), version: toVersion(head), rows };
    },
    loadSealed: async (callId, submissions) => {
      const front = await loadSealedFront(db, callId);
      const pages = await Promise.all(
        pageNumbers(submissions).map(async (page) => front.get(page) ?? loadSealedPage(db, callId, page)),
      );
      return pages.flat();
    },
    loadProgress: async (proposalIds) => {
      const items = await getMany(
        db,
        proposalIds.flatMap((id) => [evaluationKeys.dossier(id), admissibilityKeys.admissibility(id)].map(inGrants)),
      );
      const screened = await loadFiles(
        db,
        proposalIds.map((_, place) => items[2 * place + 1]),
      );
      return proposalIds.map((_, place) => ({
        dossier: Dossier.parse(items[2 * place]),
        screened: screened[place] ?? null,
      }));
    },
    loadAnnexChecks: (sealed) => loadAnnexChecks(db, sealed),
    loadPartners: (ids) => loadPartners(db, ids),
    commit: async (change, file, command) => {
      const key = admissibilityKeys.admissibility(change.next.proposalId);
      const head = { change, key, schema: "admissibility/1" };
      const letter = orderOf(change, file, command);
      const ordered = letter === null ? [] : [{ write: orderWrite(db.tables.grants, letter) }];
      return commitOne(commit(db, { command, heads: [head], beside: [keptFile(db, change.next, file), ...ordered] }));
    },
    settle: (head, expectedVersion, command) =>
      settleOne(db, { aggregate: head.state.id, expectedVersion, stored: head }, command),
  };
};
