import type { Change } from "@grants/core/audit/change";
import type { CommitRefusal, Stored } from "@grants/core/audit/stored";
import { CallId, CallVersion } from "@grants/core/calls/call";
import { PublishedAnswer, Question, QuestionAndAnswer, QuestionId } from "@grants/core/calls/questions/question";
import type { QuestionStore, WaitingQuestion } from "@grants/core/calls/questions/question-store";
import type { Command } from "@grants/core/audit/command";
import { ok } from "@grants/kernel/result";
import { Instant } from "@grants/kernel/time";
import { invitedOrganisations } from "@grants/core/calls/invited";
import { z } from "zod";
import { noticeWrite } from "./call-notices.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import type { PotRefusal } from "./pots.ts";
import { type Item, getAll, getOne, queryPage, rightsOf, toRights, toStored, toStoredOrNull } from "./read.ts";
import { type Key } from "./table.ts";
import { callKeys, callPatterns } from "./tables/calls.ts";
import { sharedKeys } from "./tables/shared.ts";

const Attached = z.object({ published: CallVersion.optional() });
const AskedNote = z.object({ notes: z.object({ words: z.object({ value: z.string() }) }) });
const WordsItem = z.object({ words: QuestionAndAnswer });
const AnswerItem = z.object({ answer: PublishedAnswer });
const WaitingItem = z.object({
  row: z.object({ questionId: QuestionId, callId: CallId, askedAt: Instant, state: z.enum(["asked", "answered"]) }),
});
/** A twin names what it is of as `id`, as all twins of a person do. */
const OwnItem = z.object({ id: QuestionId });

const firstVersion = 1;
/** What was asked stands beside the first entry of the question. */
const askedKey = (questionId: string): Key => sharedKeys.note(questionId, firstVersion);
const toWords = (note: Item | null | undefined): string | null =>
  note === null || note === undefined ? null : AskedNote.parse(note).notes.words.value;

const move = (change: Change<Question>): HeadMove => ({
  change,
  key: callKeys.question(change.next.callId, change.aggregate),
  schema: "question/1",
});

const put = (TableName: string, item: Item): Beside<never> => ({ write: { Put: { TableName, Item: item } } });
const remove = (TableName: string, key: Key): Beside<never> => ({ write: { Delete: { TableName, Key: key } } });

const waitingRow = (TableName: string, { id, callId, askedAt }: Question, state: WaitingQuestion["state"]) =>
  put(TableName, {
    ...callKeys.waitingQuestion(callId, id),
    schema: "waiting-question/1",
    row: { questionId: id, callId, askedAt, state },
  });
const noLongerWaiting = (TableName: string, { id, callId }: Question) =>
  remove(TableName, callKeys.waitingQuestion(callId, id));

const reading = (
  db: Database,
  cursors: CursorSeal,
): Pick<QuestionStore, "listPublished" | "listOwn" | "listWaiting"> => ({
  listPublished: async (callId, cursor) => {
    const boundTo = `listAnswers:${callId}`;
    const begun = cursor === null ? ok(null) : cursors.open(cursor, boundTo);
    if (!begun.ok) return begun;
    const page = await queryPage(db, callPatterns.publishedAnswers, {
      pk: callKeys.call(callId).pk,
      sk: { beginsWith: "QA#" },
      descending: true,
      ...(begun.value === null ? {} : { after: begun.value }),
    });
    const answers = page.items.map((item) => AnswerItem.parse(item).answer);
    return ok({ answers, next: page.next === null ? null : cursors.seal(page.next, boundTo) });
  },
  listOwn: async (callId, caller) => {
    const { pk, sk } = callKeys.ownQuestion(caller, callId, "");
    const { items } = await queryPage(db, callPatterns.ownQuestions, { pk, sk: { beginsWith: sk } });
    const own = items.map((item) => OwnItem.parse(item));
    const found = await getAll(
      db,
      own.flatMap(({ id }) => [
        { table: "grants" as const, key: callKeys.question(callId, id) },
        { table: "people" as const, key: askedKey(id) },
      ]),
    );
    return own.flatMap((_, place) => {
      const head = found[2 * place] ?? null;
      if (head === null) return [];
      return [{ question: toStored(Question, head).state, words: toWords(found[2 * place + 1]) }];
    });
  },
  listWaiting: async (callId, caller) => {
    const { pk, sk } = callKeys.waitingQuestion(callId ?? "", "");
    const ask = { pk, ...(callId === null ? {} : { sk: { beginsWith: sk } }) };
    const [rights, { items }] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      queryPage(db, callPatterns.waitingQuestions, ask),
    ]);
    const rows = items.map((item) => WaitingItem.parse(item).row);
    const notes = await getAll(
      db,
      rows.map(({ questionId }) => ({ table: "people" as const, key: askedKey(questionId) })),
    );
    return { rights: toRights(rights), waiting: rows.map((row, place) => ({ ...row, words: toWords(notes[place]) })) };
  },
});

const commits = (
  db: Database,
): Pick<QuestionStore, "commitAsked" | "commitAnswered" | "commitPublished" | "commitSetAside"> => {
  const { grants } = db.tables;
  const commitWith = (change: Change<Question>, beside: readonly Beside<never>[], command: Command) =>
    commitOne<Question, CommitRefusal | PotRefusal>(commit(db, { command, heads: [move(change)], beside }));
  return {
    commitAsked: async (change, command) => {
      const { id: questionId, callId } = change.next;
      const twin = { ...callKeys.ownQuestion(command.caller, callId, questionId), schema: "own-question/1" };
      return commitWith(
        change,
        [waitingRow(grants, change.next, "asked"), put(grants, { ...twin, id: questionId })],
        command,
      );
    },
    commitAnswered: async (change, words, command) => {
      const { next } = change;
      if (next.state !== "answered") throw new Error(`${next.id} was answered and is ${next.state}.`);
      const key = callKeys.questionWords(next.callId, next.id, next.wordsSha256);
      const kept = put(grants, { ...key, schema: "question-words/1", words });
      return commitWith(change, [waitingRow(grants, next, "answered"), kept], command);
    },
    commitPublished: async (change, answer, command) => {
      const { callId, id: questionId } = change.next;
      const { publishedAt } = answer;
      const row = {
        ...callKeys.publishedAnswer(callId, publishedAt, questionId),
        schema: "published-answer/1",
        answer,
      };
      const notice = { kind: "answered", callId, questionId, at: publishedAt } as const;
      return commitWith(
        change,
        [put(grants, row), noLongerWaiting(grants, change.next), { write: noticeWrite(grants, notice) }],
        command,
      );
    },
    commitSetAside: async (change, command) => commitWith(change, [noLongerWaiting(grants, change.next)], command),
  };
};

/** Questions about calls, under the call; what their askers wrote lies in `people`. */
export const createQuestionStore = (db: Database, cursors: CursorSeal): QuestionStore => ({
  loadCall: async (callId) => {
    const head = await getOne(db, "grants", callKeys.call(callId));
    const published = head === null ? undefined : Attached.parse(head).published;
    // Questions and answers are for everybody, and so for a call that everybody sees.
    return published === undefined || invitedOrganisations(published.content) !== null ? null : published;
  },
  loadQuestion: async (callId, questionId, caller) => {
    const [rights, head, note] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: callKeys.question(callId, questionId) },
      { table: "people", key: askedKey(questionId) },
    ]);
    return { rights: toRights(rights), question: toStoredOrNull(Question, head), words: toWords(note) };
  },
  loadWords: async (callId, questionId, wordsSha256) => {
    const item = await getOne(db, "grants", callKeys.questionWords(callId, questionId, wordsSha256));
    return item === null ? null : WordsItem.parse(item).words;
  },
  ...reading(db, cursors),
  ...commits(db),
  settle: (question: Stored<Question>, expectedVersion, command) =>
    settleOne(db, { aggregate: question.state.id, expectedVersion, stored: question }, command),
});
