import { CallVersion } from "@grants/core/calls/call";
import { stageOf } from "@grants/core/calls/first-stage";
import { Dossier } from "@grants/core/evaluation/dossier";
import type { ResultLetter } from "@grants/core/evaluation/redress/decide-review";
import { ReviewFile, ReviewHead } from "@grants/core/evaluation/redress/review";
import type { ListedReview, LoadedStep, ReviewStore } from "@grants/core/evaluation/redress/review-store";
import { LetterFacts } from "@grants/core/letters/letter-facts";
import type { LetterOrder } from "@grants/core/letters/letter-order";
import { Acronym, Member, ProposalId } from "@grants/core/proposals/proposal";
import { Assignment } from "@grants/core/evaluation/assignment";
import type { Letter } from "@grants/core/letters/letter";
import type { UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import { loadConflictGround } from "./conflict-ground.ts";
import type { Database } from "./database.ts";
import { withdrawnOf } from "./evaluation.ts";
import { keepBeside } from "./evaluation-lists.ts";
import { rankingPageKey } from "./evaluation-rankings.ts";
import { orderWrite } from "./letter-orders.ts";
import { type Item, getAll, getMany, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { letterIdsAbout, loadLetters } from "./summary-reports.ts";
import type { Key } from "./table.ts";
import { awardKeys } from "./tables/awards.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { letterKeys } from "./tables/letters.ts";
import { proposalKeys } from "./tables/proposals.ts";
import { reviewKeys, reviewPatterns } from "./tables/reviews.ts";

const FileItem = z.object({ file: ReviewFile });
const FactsItem = z.object({ facts: LetterFacts });
const Published = z.object({ published: CallVersion });
const RowItem = z.object({ proposalId: ProposalId, acronym: Acronym, topicId: z.string(), requestedAt: Instant });

const inGrants = (key: Key) => ({ table: "grants" as const, key });
const parsed = <T>(schema: z.ZodType<T>, item: Item | null | undefined): T | null =>
  item === null || item === undefined ? null : schema.parse(item);
const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** What is kept beside a step: its file, the place in the call's list, and the letters that tell of it. */
const besideStep = (db: Database, file: ReviewFile, fileSha256: string, letters: readonly LetterOrder[]) => {
  const { proposalId, callId, topicId, acronym, request } = file;
  const row = { schema: "review-row/1", proposalId, acronym, topicId, requestedAt: request.at };
  return [
    put(db, { ...reviewKeys.reviewFile(proposalId, fileSha256), schema: "review-file/1", file }),
    put(db, { ...reviewKeys.reviewOfCall(callId, proposalId), ...row }),
    ...letters.map((order) => ({ write: orderWrite(db.tables.grants, order) })),
  ];
};

const reviewMove = (change: Parameters<ReviewStore["commit"]>[0]): HeadMove => ({
  change,
  key: reviewKeys.review(change.next.proposalId),
  schema: "review/1",
});

/** The letter that told the result, with what it says once it is open. */
const resultOf = async (db: Database, letters: readonly Letter[]): Promise<ResultLetter | null> => {
  const letter = letters.find(({ template }) => template === "EVALUATION_RESULT");
  if (letter === undefined) return null;
  if (letter.state === "sent") return { letter, facts: null };
  const [item] = await getAll(db, [inGrants(letterKeys.letterFacts(letter.id, letter.factsSha256))]);
  return { letter, facts: FactsItem.parse(item).facts };
};

const loadStep = async (db: Database, proposalId: ProposalId, caller: UserId): Promise<LoadedStep> => {
  const [rights, dossier, member, item] = await getAll(db, [
    rightsOf(caller),
    inGrants(evaluationKeys.dossier(proposalId)),
    inGrants(proposalKeys.member(proposalId, caller)),
    inGrants(reviewKeys.review(proposalId)),
  ]);
  const head = toStoredOrNull(ReviewHead, item);
  const sealed = parsed(Dossier, dossier);
  const [file = null, call = null] = await getMany(db, [
    inGrants(reviewKeys.reviewFile(proposalId, head?.state.fileSha256 ?? "")),
    inGrants(callKeys.call(sealed?.callId ?? "")),
  ]);
  return {
    rights: toRights(rights),
    dossier: sealed,
    version: call === null ? null : stageOf(Published.parse(call).published),
    member: parsed(Member, member),
    review: head === null ? null : { head, file: FileItem.parse(file).file },
  };
};

/** What a review stands on. */
const reads = (db: Database): Pick<ReviewStore, "load" | "loadStep" | "loadReviewers" | "list"> => ({
  loadStep: (proposalId, caller) => loadStep(db, proposalId, caller),
  load: async (proposalId, caller) => {
    const [step, result] = await Promise.all([
      loadStep(db, proposalId, caller),
      letterIdsAbout(db, proposalId)
        .then((ids) => loadLetters(db, ids))
        .then((letters) => resultOf(db, letters)),
    ]);
    return { ...step, result };
  },
  loadReviewers: async (proposalId, users, today) => {
    const [[assignment, ...rights], ground] = await Promise.all([
      getMany(db, [inGrants(evaluationKeys.assignment(proposalId)), ...users.map(rightsOf)]),
      loadConflictGround(db, { proposalId, experts: users, today }),
    ]);
    return {
      candidates: users.map((user, place) => ({ user, rights: toRights(rights[place]) })),
      ground,
      evaluated: [...(toStoredOrNull(Assignment, assignment)?.state.experts ?? []), ...withdrawnOf(assignment)],
    };
  },
  list: async (callId, caller) => {
    const { pk } = reviewKeys.reviewOfCall(callId, "");
    const [[rights, call], { items }] = await Promise.all([
      getAll(db, [rightsOf(caller), inGrants(callKeys.call(callId))]),
      queryPage(db, reviewPatterns.reviewsOfCall, { pk }),
    ]);
    const rows = items.map((item) => RowItem.parse(item));
    const heads = await getMany(
      db,
      rows.map(({ proposalId }) => inGrants(reviewKeys.review(proposalId))),
    );
    const reviews = rows.flatMap((row, place): readonly ListedReview[] => {
      const head = toStoredOrNull(ReviewHead, heads[place]);
      return head === null ? [] : [{ ...row, state: head.state.state }];
    });
    return { rights: toRights(rights), isCall: call !== null && call !== undefined, reviews };
  },
});

/** Reviews of evaluations, with what they stand on. */
export const createReviewStore = (db: Database): ReviewStore => ({
  ...reads(db),
  commit: async (change, { file, letters }, command) => {
    const beside = besideStep(db, file, change.next.fileSha256, letters);
    return commitOne(commit(db, { command, heads: [reviewMove(change)], beside }));
  },
  commitCorrection: async ({ review, list }, { file, manifest, pages, letters }, command) => {
    const { callId, topicId, fileSha256 } = review.next;
    const { corrected } = manifest;
    if (corrected === undefined) throw new Error("A correction without its list.");
    const { listSha256 } = corrected;
    const kept = await keepBeside(db, (page) => rankingPageKey({ callId, topicId, listSha256 }, page), pages);
    const listMove = {
      change: list,
      key: awardKeys.awardList(list.aggregate),
      schema: "award-list/1",
      attached: manifest,
    };
    const beside = [...besideStep(db, file, fileSha256, letters), ...kept];
    return commitOne(commit(db, { command, heads: [reviewMove(review), listMove], beside }));
  },
  settle: (head, expectedVersion, command) =>
    settleOne(db, { aggregate: head.state.id, expectedVersion, stored: head }, command),
});
