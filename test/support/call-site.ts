import type { Mail, Mailer } from "@grants/core/access/access-store";
import type { CallIndex, CallIndexReader, CallIndexWriter } from "@grants/core/calls/search/call-index";
import type { DocumentStore } from "@grants/core/proposals/proposal-store";
import { buildCallIndex, readCallIndex } from "@grants/files/search/build-call-index";
import { ok } from "@grants/kernel/result";
import { createNoticeStore } from "@grants/store/call-notices";
import { createStatisticsReader, createStatisticsWriter } from "@grants/store/call-views";
import type { CursorSeal } from "@grants/store/cursor";
import type { Database } from "@grants/store/database";
import { createDraftReaders } from "@grants/store/draft-readers";
import { newId } from "@grants/store/new-id";
import { createQuestionStore } from "@grants/store/questions";
import { createSubscriptionStore } from "@grants/store/subscriptions";
import { createSubscriptionLinks } from "../../functions/calls/subscription-links.ts";
import { mailWordsFor } from "../../functions/open-news-mail.ts";
import { tellCallsOn } from "../../functions/tell-calls/tell-calls.ts";

/** The index as one instance has it: what was kept is read again. */
const indexInMemory = (): CallIndexReader & CallIndexWriter => {
  let held: CallIndex | null = null;
  return {
    open: async () => held,
    replace: async (calls, builtAt) => {
      held = readCallIndex(buildCallIndex(calls, builtAt).text);
      return held;
    },
  };
};

type CallSiteParts = {
  readonly db: Database;
  readonly workerDb: Database;
  readonly cursors: CursorSeal;
  readonly documents: DocumentStore;
  readonly mails: Mail[];
};

/** What the public side of calls needs, with the worker behind it; mails are collected. */
export const createCallSite = ({ db, workerDb, cursors, documents, mails }: CallSiteParts) => {
  const index = indexInMemory();
  const links = createSubscriptionLinks("a secret of the tests, long enough");
  const mailer: Mailer = { send: async (mail) => void mails.push(mail) };
  const mailWords = mailWordsFor("https://grants.test");
  const failures: unknown[] = [];
  const worker = {
    notices: createNoticeStore(workerDb),
    index,
    statistics: createStatisticsWriter({ db: workerDb, documents, newId }),
    drafts: createDraftReaders(workerDb),
    subscriptions: createSubscriptionStore(workerDb),
    links,
    mailer,
    mailWords,
    sha256: workerDb.sha256,
    report: (error: unknown) => void failures.push(error),
  };
  return {
    questions: createQuestionStore(db, cursors),
    index,
    statistics: createStatisticsReader(db),
    subscriptions: createSubscriptionStore(db),
    links,
    limits: { admit: async () => ok(true) },
    mailer,
    mailWords,
    tellCalls: (at: string) => tellCallsOn(worker, { time: at }),
  };
};
