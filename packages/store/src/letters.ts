import { Agreement } from "@grants/core/agreements/agreement";
import type { Change } from "@grants/core/audit/change";
import { Letter, LetterId } from "@grants/core/letters/letter";
import { LetterFacts, labelOf } from "@grants/core/letters/letter-facts";
import type { LetterListAsk, LetterPage, LetterStore } from "@grants/core/letters/letter-store";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import { type Result, ok } from "@grants/kernel/result";
import { z } from "zod";
import { toSheet } from "./agreements.ts";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { type Key } from "./table.ts";
import { agreementKeys } from "./tables/agreements.ts";
import { letterKeys, letterPatterns } from "./tables/letters.ts";
import { sharedKeys } from "./tables/shared.ts";

const FactsItem = z.object({ facts: LetterFacts });
const AnswerItem = z.object({ text: z.string() });
const BoxItem = z.object({ letterId: LetterId, label: z.string() });
const ItemKey = z.object({ pk: z.string(), sk: z.string() });

const inGrants = (key: Key) => ({ table: "grants" as const, key });
const sheetVersion = 1;

const letterMove = (change: Change<Letter>) => ({
  change,
  key: letterKeys.letter(change.aggregate),
  schema: "letter/1",
});
const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

const listOf = async (
  db: Database,
  cursors: CursorSeal,
  { list, caller, cursor }: LetterListAsk,
): Promise<Result<LetterPage, CursorInvalid>> => {
  const { pk } = letterKeys.letterInBox(list.by === "organisation" ? list.organisation : list.about, "", "");
  const boundTo = `letters:${pk}:${caller}`;
  const place = cursor === null ? ok(null) : cursors.open(cursor, boundTo);
  if (!place.ok) return place;
  const after = place.value === null ? {} : { after: place.value };
  const { items, next } = await queryPage(db, letterPatterns.letterBox, { pk, descending: true, ...after });
  const rows = items.map((item) => BoxItem.parse(item));
  const heads =
    rows.length === 0
      ? []
      : await getAll(
          db,
          rows.map(({ letterId }) => inGrants(letterKeys.letter(letterId))),
        );
  const letters = rows.flatMap(({ label }, index) => {
    const letter = toStoredOrNull(Letter, heads[index]);
    return letter === null ? [] : [{ letter, label }];
  });
  return ok({ letters, next: next === null ? null : cursors.seal(ItemKey.parse(next), boundTo) });
};

const load = async (db: Database, ...[letterId, caller]: Parameters<LetterStore["load"]>) => {
  const [rights, head] = await getAll(db, [rightsOf(caller), inGrants(letterKeys.letter(letterId))]);
  const letter = toStoredOrNull(Letter, head);
  if (letter === null) return { rights: toRights(rights), letter, facts: null, answer: null };
  const { state } = letter;
  const [facts, answer] = await getAll(db, [
    inGrants(letterKeys.letterFacts(letterId, state.factsSha256)),
    ...(state.state === "answered" ? [inGrants(letterKeys.letterAnswer(letterId, state.answerSha256))] : []),
  ]);
  return {
    rights: toRights(rights),
    letter,
    facts: facts === null || facts === undefined ? null : FactsItem.parse(facts).facts,
    answer: answer === null || answer === undefined ? null : AnswerItem.parse(answer).text,
  };
};

/** Formal letters with what they say, under their receivers and under what they are about. */
export const createLetterStore = (db: Database, cursors: CursorSeal): LetterStore => ({
  loadRights: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
  load: (letterId, caller) => load(db, letterId, caller),
  list: (ask) => listOf(db, cursors, ask),
  loadAgreement: async (agreementId, caller) => {
    const [rights, head, sheet] = await getAll(db, [
      rightsOf(caller),
      inGrants(agreementKeys.agreement(agreementId)),
      inGrants(agreementKeys.dataSheet(agreementId, sheetVersion)),
    ]);
    return { rights: toRights(rights), agreement: toStoredOrNull(Agreement, head), sheet: toSheet(sheet) };
  },
  send: async (change, facts, command) => {
    const { id, organisation, about, factsSha256, sentAt } = change.next;
    const row = { schema: "letter-row/1", letterId: id, label: labelOf(facts) };
    const beside = [
      put(db, { ...letterKeys.letterFacts(id, factsSha256), schema: "letter-facts/1", facts }),
      put(db, { ...letterKeys.letterInBox(organisation, sentAt, id), ...row }),
      put(db, { ...letterKeys.letterInBox(about, sentAt, id), ...row }),
      put(db, { ...letterKeys.news(sentAt, id), schema: "news/1", organisation }),
    ];
    return commitOne(commit(db, { command, heads: [letterMove(change)], beside }));
  },
  commit: async (change, answer, command) => {
    const { next } = change;
    const beside =
      next.state === "answered" && answer !== null
        ? [put(db, { ...letterKeys.letterAnswer(next.id, next.answerSha256), schema: "letter-answer/1", text: answer })]
        : [];
    return commitOne(commit(db, { command, heads: [letterMove(change)], beside }));
  },
  settle: (letter, expectedVersion, command) =>
    settleOne(db, { aggregate: letter.state.id, expectedVersion, stored: letter }, command),
});
