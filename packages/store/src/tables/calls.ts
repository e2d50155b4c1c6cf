import { type AccessPattern, contentVersionKey, type Key, shardKey } from "../table.ts";

export const callKeys = {
  call: (callId: string): Key => ({ pk: `CALL#${callId}`, sk: "HEAD" }),
  callVersion: (callId: string, version: number): Key => ({ pk: `CALL#${callId}`, sk: contentVersionKey(version) }),
  /** The reasons of the changes that a publication was asked for with, under their digest. */
  callLog: (callId: string, sha256: string): Key => ({ pk: `CALL#${callId}`, sk: `LOG#${sha256}` }),
  workProgramme: (id: string): Key => ({ pk: `WP#${id}`, sk: "HEAD" }),
  workProgrammeRow: (id: string): Key => ({ pk: "WP#ALL", sk: id }),
  /** A draft that is not public. */
  callDraftRow: (callId: string): Key => ({ pk: "CALL#DRAFTS", sk: callId }),
  publicCall: (closesAt: string, callId: string): Key => ({ pk: "PUB#CALLS", sk: `${closesAt}#${callId}` }),
  /** A published call whose list is not sealed yet. */
  unsealedCall: (closesAt: string, callId: string): Key => ({ pk: "PUB#UNSEALED", sk: `${closesAt}#${callId}` }),
  /** What an organisation is invited to without a call; under `ALL` everything that was opened. */
  invitedCall: (organisation: string, callId: string): Key => ({ pk: `CALL#INVITED#${organisation}`, sk: callId }),
  question: (callId: string, questionId: string): Key => ({ pk: `CALL#${callId}`, sk: `QST#${questionId}` }),
  /** A question as worded for everybody and its answer, under their digest. */
  questionWords: (callId: string, questionId: string, sha256: string): Key => ({
    pk: `CALL#${callId}`,
    sk: `QSTWORDS#${questionId}#${sha256}`,
  }),
  publishedAnswer: (callId: string, publishedAt: string, questionId: string): Key => ({
    pk: `CALL#${callId}`,
    sk: `QA#${publishedAt}#${questionId}`,
  }),
  /** A question that waits for the Centre. */
  waitingQuestion: (callId: string, questionId: string): Key => ({
    pk: "CALL#QUESTIONS",
    sk: `${callId}#${questionId}`,
  }),
  /** Twin of a question, under who asked it. */
  ownQuestion: (user: string, callId: string, questionId: string): Key => ({
    pk: `MY#${user}`,
    sk: `QST#${callId}#${questionId}`,
  }),
  /** Something that happened to a call and is not told or counted yet. */
  callNotice: (at: string, name: string): Key => ({ pk: "CALLWORK", sk: `${at}#${name}` }),
  callIndex: (): Key => ({ pk: "SEARCH#CALLS", sk: "CURRENT" }),
  callStatistics: (callId: string): Key => ({ pk: `STATS#${callId}`, sk: "CALL" }),
  /** Those of one address lie beside each other. */
  subscription: (shard: number, mailSha256: string, subscriptionSha256: string): Key => ({
    pk: `SUBSCRIBERS#${shardKey(shard)}`,
    sk: `${mailSha256}#${subscriptionSha256}`,
  }),
} as const;

export const callPatterns = {
  callByName: {
    asks: "public: one call as published",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "HEAD",
    itemsMax: 1,
  },
  callVersion: {
    asks: "public, officer: a version of a call, also years later",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "V#<n4>",
    itemsMax: 1,
  },
  callVersions: {
    asks: "public: every version of a call, with what was changed and why",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "V#*",
    itemsMax: 100,
  },
  callLog: {
    asks: "officer: the reasons of the changes that somebody is asked to publish",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "LOG#<sha256>",
    itemsMax: 1,
  },
  workProgramme: {
    asks: "public: a work programme with its financing decision",
    owner: "calls",
    table: "grants",
    pk: "WP#<wpId>",
    sk: "HEAD",
    itemsMax: 1,
  },
  workProgrammes: {
    asks: "public: all work programmes",
    owner: "calls",
    table: "grants",
    pk: "WP#ALL",
    sk: "<wpId>",
    itemsMax: 100,
  },
  callDrafts: {
    asks: "officer: drafts that are not public",
    owner: "calls",
    table: "grants",
    pk: "CALL#DRAFTS",
    sk: "<callId>",
    itemsMax: 1000,
  },
  publicCalls: {
    asks: "public: calls by closing instant",
    owner: "calls",
    table: "grants",
    pk: "PUB#CALLS",
    sk: "<closesAt>#<callId> range",
    itemsMax: 101,
  },
  invitedCalls: {
    asks: "person: what my organisation is invited to without a call; officer: all of it",
    owner: "calls",
    table: "grants",
    pk: "CALL#INVITED#<orgId>",
    sk: "<callId>",
    itemsMax: 100,
  },
  unsealedCalls: {
    asks: "close-calls: published calls whose list is not sealed, by closing instant",
    owner: "calls",
    table: "grants",
    pk: "PUB#UNSEALED",
    sk: "<closesAt>#<callId> range",
    itemsMax: 100,
  },
  question: {
    asks: "officer: one question about a call",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "QST#<questionId>, QSTWORDS#<questionId>#<sha256>",
    itemsMax: 1,
  },
  publishedAnswers: {
    asks: "public: questions about a call with their answers, the newest first",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "QA#*",
    itemsMax: 50,
  },
  waitingQuestions: {
    asks: "officer: questions that wait for an answer, of one call or of all",
    owner: "calls",
    table: "grants",
    pk: "CALL#QUESTIONS",
    sk: "<callId>#*",
    itemsMax: 100,
  },
  ownQuestions: {
    asks: "person: what became of my questions about a call",
    owner: "calls",
    table: "grants",
    pk: "MY#<user>",
    sk: "QST#<callId>#*",
    itemsMax: 50,
  },
  callNotices: {
    asks: "tell-calls: what happened to calls and is not told yet, the oldest first",
    owner: "calls",
    table: "grants",
    pk: "CALLWORK",
    sk: "<at>#<callId>#<kind>",
    itemsMax: 100,
  },
  callIndex: {
    asks: "public: which index of the calls stands",
    owner: "calls",
    table: "views",
    pk: "SEARCH#CALLS",
    sk: "CURRENT",
    itemsMax: 1,
  },
  callStatistics: {
    asks: "public: the figures of a closed call",
    owner: "calls",
    table: "views",
    pk: "STATS#<callId>",
    sk: "CALL",
    itemsMax: 1,
  },
  subscribers: {
    asks: "tell-calls: who wants to be told, part by part; holder of a link: the one that it names",
    owner: "calls",
    table: "people",
    pk: "SUBSCRIBERS#<s2>",
    sk: "<mailSha256>#<subscriptionSha256>",
    itemsMax: 1000,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
