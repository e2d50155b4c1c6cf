import type { AggregateContext } from "./contexts.ts";

/** The five tables and what each promises (DATA §1). */
export type TableKey = "grants" | "ledger" | "people" | "views" | "sessions";
export type TableNames = Readonly<Record<TableKey, string>>;

export type TableDefinition = {
  readonly key: TableKey;
  /** Only `ledger` has a stream: typing makes no events, and the one stream holds evidence only. */
  readonly stream: boolean;
  readonly ttlAttribute?: string;
  /** Days of point-in-time recovery; 0 where the table is rebuilt or short-lived. */
  readonly recoveryDays: number;
};

export const tableDefinitions: readonly TableDefinition[] = [
  { key: "grants", stream: false, recoveryDays: 35 },
  { key: "ledger", stream: true, recoveryDays: 35 },
  { key: "people", stream: false, recoveryDays: 35 },
  { key: "views", stream: false, ttlAttribute: "expiresAt", recoveryDays: 0 },
  { key: "sessions", stream: false, ttlAttribute: "expiresAt", recoveryDays: 0 },
];

export type Key = { readonly pk: string; readonly sk: string };

/** Numbers in keys are padded to a named width, so that they sort as text; one that is wider would sort before smaller ones. */
const padded = (value: number, digits: number) => {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** digits)
    throw new RangeError(`${value} does not fit a key of ${digits} digits.`);
  return `${value}`.padStart(digits, "0");
};
/** The last version that has a key. */
export const versionMax = 99_999_999;
export const versionKey = (version: number) => `V#${padded(version, 8)}`;
export const contentVersionKey = (version: number) => `V#${padded(version, 4)}`;
export const shardKey = (shard: number) => padded(shard, 2);
export const pageKey = (page: number) => `P#${padded(page, 4)}`;
export const leafKey = (place: number) => padded(place, 12);

/**
 * Every key of the house. `pk` begins with a prefix that one context owns: prefixes are a permission boundary (DATA §9).
 * Change this, the page of access patterns and DATA.md together.
 */
export const keys = {
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

  proposal: (proposalId: string): Key => ({ pk: `PROP#${proposalId}`, sk: "META" }),
  part: (proposalId: string, path: string): Key => ({ pk: `PROP#${proposalId}`, sk: `PART#${path}` }),
  /** A block of a long text, named by the version that wrote it. */
  textBlock: (proposalId: string, path: string, id: string): Key => ({
    pk: `PROP#${proposalId}`,
    sk: `PART#${path}#B${id}`,
  }),
  member: (proposalId: string, user: string): Key => ({ pk: `PROP#${proposalId}`, sk: `MEMBER#${user}` }),
  /** An upload under way. */
  annexUpload: (proposalId: string, uploadId: string): Key => ({ pk: `PROP#${proposalId}`, sk: `UPLOAD#${uploadId}` }),
  /** What was found in the bytes of an upload. */
  annexCheck: (proposalId: string, uploadId: string): Key => ({ pk: `PROP#${proposalId}`, sk: `CHECK#${uploadId}` }),
  membership: (proposalId: string, membershipId: string): Key => ({
    pk: `PROP#${proposalId}`,
    sk: `MEMBERSHIP#${membershipId}`,
  }),
  signOff: (proposalId: string, organisationId: string): Key => ({
    pk: `PROP#${proposalId}`,
    sk: `SIGNOFF#${organisationId}`,
  }),
  /** Twin of an invitation that an organisation can answer without a link. */
  waitingPartner: (organisationId: string, membershipId: string): Key => ({
    pk: `JOINING#${organisationId}`,
    sk: membershipId,
  }),
  mine: (user: string, id: string): Key => ({ pk: `MY#${user}`, sk: id }),
  register: (callId: string, shard: number, proposalId: string): Key => ({
    pk: `REG#${callId}#${shardKey(shard)}`,
    sk: proposalId,
  }),
  /** Stands once the shard is being read for the sealed list: nothing more enters it. */
  registerGate: (callId: string, shard: number): Key => ({ pk: `REG#${callId}#${shardKey(shard)}`, sk: "GATE" }),
  list: (callId: string, kind: string, version: number, page: number): Key => ({
    pk: `LIST#${callId}#${kind}#V${version}`,
    sk: pageKey(page),
  }),
  /** A list that its head names by its digest. */
  listByDigest: (callId: string, kind: string, sha256: string, page: number): Key => ({
    pk: `LIST#${callId}#${kind}#${sha256}`,
    sk: pageKey(page),
  }),

  assignment: (proposalId: string): Key => ({ pk: `EVAL#${proposalId}`, sk: "META" }),
  dossier: (proposalId: string): Key => ({ pk: `EVAL#${proposalId}`, sk: "DOSSIER" }),
  expertAssignment: (proposalId: string, user: string): Key => ({ pk: `EVAL#${proposalId}`, sk: `ASSIGN#${user}` }),
  report: (proposalId: string, user: string): Key => ({ pk: `EVAL#${proposalId}`, sk: `REPORT#${user}` }),
  reportPart: (proposalId: string, user: string, criterion: string): Key => ({
    pk: `EVAL#${proposalId}`,
    sk: `REPORT#${user}#C#${criterion}`,
  }),
  /** The words of a report or a consensus, under their digest. */
  assessmentBody: (proposalId: string, sha256: string): Key => ({ pk: `EVAL#${proposalId}`, sk: `BODY#${sha256}` }),
  consensus: (proposalId: string): Key => ({ pk: `EVAL#${proposalId}`, sk: "CONSENSUS" }),
  admissibility: (proposalId: string): Key => ({ pk: `ADM#${proposalId}`, sk: "META" }),
  /** What was found, asked and decided on a proposal, at each of its versions. */
  admissibilityFile: (proposalId: string, sha256: string): Key => ({ pk: `ADM#${proposalId}`, sk: `FILE#${sha256}` }),
  ranking: (rankingId: string): Key => ({ pk: `PANEL#${rankingId}`, sk: "META" }),
  tieDecision: (rankingId: string, number: number): Key => ({
    pk: `PANEL#${rankingId}`,
    sk: `D#${padded(number, 4)}`,
  }),
  awardDecision: (decisionId: string): Key => ({ pk: `PANEL#${decisionId}`, sk: "META" }),

  organisation: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "META" }),
  bankAccount: (organisationId: string, id: string): Key => ({ pk: `ORG#${organisationId}`, sk: `BAF#${id}` }),
  /** What anybody may know of an organisation, and the rows that it is found by: one from each word of its name on. */
  publicOrganisation: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "PUBLIC" }),
  organisationName: (bucket: string, text: string, organisationId: string): Key => ({
    pk: `FINDORG#${bucket}`,
    sk: `${text}#${organisationId}`,
  }),
  ownership: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "OWN" }),
  standing: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "STANDING" }),
  communityMember: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "COM" }),
  communityWork: (country: string, id: string): Key => ({ pk: "OPENCOM", sk: `${country}#${id}` }),
  publicMember: (country: string, id: string): Key => ({ pk: "PUB#COMMUNITY", sk: `${country}#${id}` }),
  ncc: (country: string): Key => ({ pk: "NCC", sk: country }),
  registryWork: (id: string): Key => ({ pk: "OPENREG", sk: id }),
  unique: (kind: string, value: string): Key => ({ pk: `UNIQ#${kind}#${value}`, sk: "-" }),

  legalEntity: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "LEF#V1" }),
  /** A bank account file never changes: another number is another file. */
  bankAccountFile: (organisationId: string, id: string): Key => ({ pk: `ORG#${organisationId}`, sk: `BAF#${id}#V1` }),
  /** The declaration that stands; each is kept under its number as well. */
  ownershipFile: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "OWN" }),
  ownershipFileVersion: (organisationId: string, number: number): Key => ({
    pk: `ORG#${organisationId}`,
    sk: `OWN#${contentVersionKey(number)}`,
  }),
  sizeFile: (organisationId: string): Key => ({ pk: `ORG#${organisationId}`, sk: "SIZE" }),
  sizeFileVersion: (organisationId: string, version: number): Key => ({
    pk: `ORG#${organisationId}`,
    sk: `SIZE#${contentVersionKey(version)}`,
  }),
  jointAction: (jointActionId: string): Key => ({ pk: `JA#${jointActionId}`, sk: "META" }),
  jointActionRow: (jointActionId: string): Key => ({ pk: "JA#ALL", sk: jointActionId }),
  contributionLine: (jointActionId: string, funder: string, lineId: string): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `LINE#${funder}#${lineId}`,
  }),
  funderLine: (funder: string, lineId: string): Key => ({ pk: `FUNDER#${funder}`, sk: `LINE#${lineId}` }),
  nationalBudget: (jointActionId: string, funder: string): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `BUDGET#${funder}`,
  }),
  nationalRequests: (jointActionId: string, funder: string, page: number): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `REQUEST#${funder}#${pageKey(page)}`,
  }),
  nationalVerdict: (jointActionId: string, funder: string, proposalId: string, slot: string): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `VERDICT#${funder}#${proposalId}#${slot}`,
  }),
  award: (awardId: string): Key => ({ pk: `AWD#${awardId}`, sk: "META" }),
  commitment: (commitmentId: string): Key => ({ pk: `CMT#${commitmentId}`, sk: "META" }),

  agreement: (agreementId: string): Key => ({ pk: `AGR#${agreementId}`, sk: "META" }),
  dataSheet: (agreementId: string, version: number): Key => ({ pk: `AGR#${agreementId}`, sk: `SHEET#V${version}` }),
  /** Twin of an agreement, under its call and under its coordinator. */
  agreementRow: (owner: string, agreementId: string): Key => ({ pk: `AGRBY#${owner}`, sk: agreementId }),

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

  /** A session, by the digest of its id: who reads the table cannot be anybody. */
  session: (hash: string): Key => ({ pk: `S#${hash}`, sk: "-" }),
  /** Twin: which sessions a person has. */
  sessionOf: (user: string, hash: string): Key => ({ pk: `S#OF#${user}`, sk: hash }),
  /** A form that its sender could not be asked about any more, by the digest of a name of its own. */
  keptForm: (hash: string): Key => ({ pk: `S#${hash}`, sk: "FORM" }),

  rights: (user: string): Key => ({ pk: `USER#${user}`, sk: "ACCESS" }),
  person: (user: string): Key => ({ pk: `USER#${user}`, sk: "PERSON" }),
  /** What a person has handed on, under the grant that it is of. */
  handedOn: (user: string, of: string, grantId: string): Key => ({ pk: `USER#${user}`, sk: `DELEG#${of}#${grantId}` }),
  grant: (grantId: string): Key => ({ pk: `ACC#${grantId}`, sk: "META" }),
  /** Twins of a grant that has not ended: under its role, its organisation, its last day. */
  grantByRole: (role: string, grantId: string): Key => ({ pk: `ROLE#${role}`, sk: grantId }),
  grantByOrganisation: (organisationId: string, grantId: string): Key => ({
    pk: `ORG#${organisationId}`,
    sk: `ACCESS#${grantId}`,
  }),
  grantByEnd: (validTo: string, grantId: string): Key => ({ pk: "ENDING", sk: `${validTo}#${grantId}` }),
  invitation: (invitationId: string): Key => ({ pk: `INV#${invitationId}`, sk: "META" }),
  invitationLink: (tokenSha256: string): Key => ({ pk: `INVITE#${tokenSha256}`, sk: "-" }),
  /** The link of an invitation into a consortium, and where it went until it is answered. */
  partnerLink: (tokenSha256: string): Key => ({ pk: `JOIN#${tokenSha256}`, sk: "-" }),
  partnerLetter: (proposalId: string, membershipId: string): Key => ({ pk: `CONTACT#${proposalId}`, sk: membershipId }),
  /** An open invitation with its address, under the organisation or among those for roles that belong to none. */
  openInvitation: (organisationId: string | undefined, invitationId: string): Key => ({
    pk: organisationId === undefined ? "INVITED" : `ORG#${organisationId}`,
    sk: `INVITE#${invitationId}`,
  }),
  staffMember: (staffId: string): Key => ({ pk: "STAFF", sk: staffId }),
  assistance: (applicant: string, assistanceId: string): Key => ({ pk: `ASSIST#${applicant}`, sk: assistanceId }),
  /** What a person has asked of late, by class of route: rebuilt from nothing when it is lost. */
  rateBucket: (user: string, rateClass: string): Key => ({ pk: `RATE#${user}`, sk: rateClass }),
  /** Twin of a note, under who wrote it: what a person wrote is found without a search when they ask for it, or leave. */
  wrote: (user: string, aggregate: string, version: number): Key => ({
    pk: `WROTE#${user}`,
    sk: `${aggregate}#${versionKey(version)}`,
  }),
  erasure: (user: string): Key => ({ pk: `ERASED#${user}`, sk: "META" }),
  note: (aggregate: string, version: number): Key => ({ pk: `NOTE#${aggregate}`, sk: versionKey(version) }),

  /** The right edge of the log, its newest head, and what waits: the one writer's lock. */
  log: (): Key => ({ pk: "SEAL#LOG", sk: "META" }),
  logKey: (): Key => ({ pk: "SEAL#KEY", sk: "META" }),
  /** The newest digest of the access log. */
  accessDigest: (): Key => ({ pk: "SEAL#ACCESS", sk: "META" }),
  /** Where in the log an entry is. */
  logPlace: (aggregate: string, version: number): Key => ({ pk: `SEAL#${aggregate}`, sk: versionKey(version) }),
  /** A proposal whose submissions wait for their seals. */
  pendingSeal: (proposalId: string): Key => ({ pk: "SEAL#RECEIPTS", sk: proposalId }),
  receiptSeal: (proposalId: string, version: number): Key => ({
    pk: `SEAL#RECEIPT#${proposalId}`,
    sk: versionKey(version),
  }),
  logLeaves: (day: string, from: number): Key => ({ pk: `LOG#${day}`, sk: `LEAVES#${leafKey(from)}` }),
  treeHead: (day: string, size: number): Key => ({ pk: `LOG#${day}`, sk: `HEAD#${leafKey(size)}` }),
  timeStamp: (day: string, size: number): Key => ({ pk: `LOG#${day}`, sk: `STAMP#${leafKey(size)}` }),
  /** Roots of 32 neighbouring subtrees, written when the last of them is complete. */
  logTile: (level: number, index: number): Key => ({ pk: `LOG#TILE${level}`, sk: leafKey(index) }),

  pot: (pot: string): Key => ({ pk: `POT#${pot}`, sk: "POT" }),
  auditEntry: (aggregate: string, version: number): Key => ({ pk: `AUDIT#${aggregate}`, sk: versionKey(version) }),
  journalEntry: (aggregate: string, version: number): Key => ({ pk: `JRN#${aggregate}`, sk: versionKey(version) }),
} as const;

export type AccessPattern = {
  /** Who asks, in words. */
  readonly asks: string;
  readonly owner: AggregateContext;
  readonly table: TableKey;
  readonly pk: string;
  /** A key, a prefix ending in `*`, or a range. */
  readonly sk: string;
  /** Items of one answer; a query reads no more than this in a page. */
  readonly itemsMax: number;
};

/** Every read of the house (DESIGN §4.10). A query without a row is not written; nothing scans. */
export const accessPatterns = {
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
  proposalHead: {
    asks: "member, officer: a proposal's head",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "META",
    itemsMax: 1,
  },
  submissionEntry: {
    asks: "member, officer: the entry that a receipt names, among the last ones of a proposal",
    owner: "proposals",
    table: "ledger",
    pk: "AUDIT#<proposalId>",
    sk: "V#<n8> range, descending",
    itemsMax: 10,
  },
  proposalMember: {
    asks: "is this person a member",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "MEMBER#<user>",
    itemsMax: 1,
  },
  memberships: {
    asks: "member: who takes part in a proposal, who is asked to, who no longer does",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "MEMBERSHIP#*",
    itemsMax: 400,
  },
  signOffs: {
    asks: "member: which partners have signed off which document",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "SIGNOFF#*",
    itemsMax: 200,
  },
  waitingPartners: {
    asks: "person: invitations into consortia that wait for an organisation",
    owner: "proposals",
    table: "grants",
    pk: "JOINING#<organisationId>",
    sk: "<membershipId>",
    itemsMax: 25,
  },
  partnerLink: {
    asks: "holder of a link: the place in a consortium that it offers",
    owner: "proposals",
    table: "people",
    pk: "JOIN#<sha256>",
    sk: "-",
    itemsMax: 1,
  },
  partnerLetters: {
    asks: "coordinator: where the open invitations of a proposal went",
    owner: "proposals",
    table: "people",
    pk: "CONTACT#<proposalId>",
    sk: "<membershipId>",
    itemsMax: 400,
  },
  proposalEntries: {
    asks: "member: documents of a proposal that were frozen and submitted, from its last entries",
    owner: "proposals",
    table: "ledger",
    pk: "AUDIT#<proposalId>",
    sk: "V#<n8> range, descending",
    itemsMax: 100,
  },
  proposalParts: {
    asks: "member: the whole draft in one query, long texts with their blocks",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "PART#*",
    itemsMax: 2000,
  },
  annexUploads: {
    asks: "member: uploads of a proposal that are under way, and those that are over and go",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "UPLOAD#*",
    itemsMax: 100,
  },
  annexChecks: {
    asks: "member, officer: what was found in the files of a proposal, by upload, at once",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "CHECK#<uploadId>",
    itemsMax: 1,
  },
  myThings: {
    asks: "person: what is mine, by kind of id",
    owner: "proposals",
    table: "grants",
    pk: "MY#<user>",
    sk: "<prefix>*",
    itemsMax: 25,
  },
  registerShard: {
    asks: "close-calls, officer: the register of a call, by shard",
    owner: "proposals",
    table: "grants",
    pk: "REG#<callId>#<s2>",
    sk: "prop_*",
    itemsMax: 100,
  },
  registerGate: {
    asks: "creation of a proposal: whether its shard is closed (as a condition)",
    owner: "proposals",
    table: "grants",
    pk: "REG#<callId>#<s2>",
    sk: "GATE",
    itemsMax: 1,
  },
  sealedList: {
    asks: "officer: a sealed list, a page of 100 rows as one item; its first pages at once, later ones by number",
    owner: "evaluation",
    table: "grants",
    pk: "LIST#<callId>#<kind>#V<n>",
    sk: "P#*",
    itemsMax: 10,
  },
  organisationHead: {
    asks: "organisation, officer: an organisation's head; whoever assigns experts: those of the experts' organisations, at once",
    owner: "registry",
    table: "grants",
    pk: "ORG#<organisationId>",
    sk: "META",
    itemsMax: 1,
  },
  publicOrganisation: {
    asks: "applicant: name, PIC and country of an organisation by its id",
    owner: "registry",
    table: "grants",
    pk: "ORG#<organisationId>",
    sk: "PUBLIC",
    itemsMax: 1,
  },
  organisationsByName: {
    asks: "applicant: organisations whose name, or a word in it, begins with these letters",
    owner: "registry",
    table: "grants",
    pk: "FINDORG#<2 letters>",
    sk: "<name>*",
    itemsMax: 10,
  },
  bankAccounts: {
    asks: "organisation, verifier: heads of an organisation's bank account files",
    owner: "registry",
    table: "grants",
    pk: "ORG#<organisationId>",
    sk: "BAF#*",
    itemsMax: 50,
  },
  legalEntity: {
    asks: "organisation, verifier, payment run: the legal entity file",
    owner: "registry",
    table: "people",
    pk: "ORG#<organisationId>",
    sk: "LEF#V1",
    itemsMax: 1,
  },
  bankAccountFiles: {
    asks: "organisation, verifier: what the bank account files say; a payment run gets one by its key",
    owner: "registry",
    table: "people",
    pk: "ORG#<organisationId>",
    sk: "BAF#*",
    itemsMax: 50,
  },
  communityWork: {
    asks: "National Coordination Centre: requests of its Member State that wait; officer: those of all",
    owner: "registry",
    table: "grants",
    pk: "OPENCOM",
    sk: "<country>#<memberId>",
    itemsMax: 50,
  },
  publicCommunity: {
    asks: "public: the register of the Competence Community, by country",
    owner: "registry",
    table: "grants",
    pk: "PUB#COMMUNITY",
    sk: "<country>#<memberId>",
    itemsMax: 50,
  },
  nccs: {
    asks: "public: the National Coordination Centres; whoever assesses: the one of a Member State by its key",
    owner: "registry",
    table: "grants",
    pk: "NCC",
    sk: "<country>",
    itemsMax: 27,
  },
  organisationFacts: {
    asks: "organisation, officer: what an organisation is beside its legal entity, each head by its key",
    owner: "registry",
    table: "grants",
    pk: "ORG#<organisationId>",
    sk: "OWN, STANDING, COM",
    itemsMax: 1,
  },
  organisationFactFiles: {
    asks: "organisation, officer: the declarations behind these heads; an earlier one by its number",
    owner: "registry",
    table: "people",
    pk: "ORG#<organisationId>",
    sk: "OWN, OWN#V<n4>, SIZE, SIZE#V<n4>",
    itemsMax: 1,
  },
  registryWork: {
    asks: "verifier, accounting officer: what is registered and not validated",
    owner: "registry",
    table: "grants",
    pk: "OPENREG",
    sk: "<id>",
    itemsMax: 100,
  },
  uniqueness: {
    asks: "a registration: whether a PIC or a project number is taken",
    owner: "registry",
    table: "grants",
    pk: "UNIQ#<kind>#<value>",
    sk: "-",
    itemsMax: 1,
  },
  listByDigest: {
    asks: "officer: a ranking or an award list, a page of 100 rows as one item",
    owner: "evaluation",
    table: "grants",
    pk: "LIST#<callId>#<kind>#<sha256>",
    sk: "P#<n4>",
    itemsMax: 1,
  },
  evaluation: {
    asks: "officer, expert: the evaluation of a proposal by exact keys, an expert's own report among them",
    owner: "evaluation",
    table: "grants",
    pk: "EVAL#<proposalId>",
    sk: "META, DOSSIER, CONSENSUS, ASSIGN#<user>, REPORT#<user>, REPORT#<user>#C#<criterion>",
    itemsMax: 1,
  },
  admissibility: {
    asks: "officer, applicant: whether a proposal is admitted, a ranking: those of its proposals",
    owner: "admissibility",
    table: "grants",
    pk: "ADM#<proposalId>",
    sk: "META",
    itemsMax: 1,
  },
  admissibilityFile: {
    asks: "officer, applicant: what was found, asked and decided, as the head names it",
    owner: "admissibility",
    table: "grants",
    pk: "ADM#<proposalId>",
    sk: "FILE#<sha256>",
    itemsMax: 1,
  },
  assessmentBody: {
    asks: "officer, expert: the words of a report or a consensus",
    owner: "evaluation",
    table: "grants",
    pk: "EVAL#<proposalId>",
    sk: "BODY#<sha256>",
    itemsMax: 1,
  },
  myAssignments: {
    asks: "expert: the proposals I evaluate",
    owner: "evaluation",
    table: "grants",
    pk: "MY#<user>",
    sk: "EVAL#*",
    itemsMax: 25,
  },
  rankingHead: {
    asks: "officer: the ranking of a topic",
    owner: "evaluation",
    table: "grants",
    pk: "PANEL#<rankingId>",
    sk: "META",
    itemsMax: 1,
  },
  tieDecisions: {
    asks: "officer: the panel's orders of ties in a ranking",
    owner: "evaluation",
    table: "grants",
    pk: "PANEL#<rankingId>",
    sk: "D#<n4>",
    itemsMax: 100,
  },
  awardDecision: {
    asks: "officer, commitment of funds: an award decision",
    owner: "evaluation",
    table: "grants",
    pk: "PANEL#<decisionId>",
    sk: "META",
    itemsMax: 1,
  },
  agreementHead: {
    asks: "coordinator, officer: an agreement's head",
    owner: "agreements",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "META",
    itemsMax: 1,
  },
  dataSheet: {
    asks: "coordinator, officer, payment: the terms of an agreement, by version",
    owner: "agreements",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "SHEET#V<n>",
    itemsMax: 1,
  },
  agreementRows: {
    asks: "officer, coordinator: the agreements of a call or of an organisation",
    owner: "agreements",
    table: "grants",
    pk: "AGRBY#<callId or organisationId>",
    sk: "<agreementId>",
    itemsMax: 100,
  },
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
  rights: {
    asks: "every request: what may this person do",
    owner: "registry",
    table: "people",
    pk: "USER#<user>",
    sk: "ACCESS",
    itemsMax: 1,
  },
  person: {
    asks: "a page: what the persons on it are called",
    owner: "registry",
    table: "people",
    pk: "USER#<user>",
    sk: "PERSON",
    itemsMax: 1,
  },
  handedOn: {
    asks: "person: what I have handed on; the end of a grant: its delegations",
    owner: "registry",
    table: "people",
    pk: "USER#<user>",
    sk: "DELEG#<grantId>*",
    itemsMax: 400,
  },
  grantHead: {
    asks: "administrator, holder: one grant",
    owner: "registry",
    table: "grants",
    pk: "ACC#<grantId>",
    sk: "META",
    itemsMax: 1,
  },
  grantsByRole: {
    asks: "administrator, auditor: who holds a role (who can pay?)",
    owner: "registry",
    table: "people",
    pk: "ROLE#<role>",
    sk: "<grantId>",
    itemsMax: 100,
  },
  grantsByOrganisation: {
    asks: "administrator: who may act for an organisation",
    owner: "registry",
    table: "people",
    pk: "ORG#<organisationId>",
    sk: "ACCESS#*",
    itemsMax: 100,
  },
  grantsByEnd: {
    asks: "administrator, auditor: whose roles end soon",
    owner: "registry",
    table: "people",
    pk: "ENDING",
    sk: "<validTo>#<grantId> range",
    itemsMax: 100,
  },
  invitationHead: {
    asks: "administrator, invited person: one invitation",
    owner: "registry",
    table: "grants",
    pk: "INV#<invitationId>",
    sk: "META",
    itemsMax: 1,
  },
  invitationLink: {
    asks: "holder of a link: the invitation that it opens",
    owner: "registry",
    table: "people",
    pk: "INVITE#<sha256>",
    sk: "-",
    itemsMax: 1,
  },
  openInvitations: {
    asks: "administrator: invitations of an organisation that nobody has answered",
    owner: "registry",
    table: "people",
    pk: "ORG#<organisationId>",
    sk: "INVITE#*",
    itemsMax: 100,
  },
  openStaffInvitations: {
    asks: "administrator: invitations for roles that belong to no organisation",
    owner: "registry",
    table: "people",
    pk: "INVITED",
    sk: "INVITE#*",
    itemsMax: 100,
  },
  staff: {
    asks: "administrator, auditor: who reports to whom",
    owner: "registry",
    table: "grants",
    pk: "STAFF",
    sk: "<staffId>",
    itemsMax: 500,
  },
  assistances: {
    asks: "assessor: who has helped an applicant (NCC-05)",
    owner: "registry",
    table: "grants",
    pk: "ASSIST#<organisationId>",
    sk: "<assistanceId>",
    itemsMax: 500,
  },
  jointActions: {
    asks: "officer, funder: joint actions of all calls",
    owner: "cofunding",
    table: "grants",
    pk: "JA#ALL",
    sk: "<jointActionId>",
    itemsMax: 100,
  },
  jointActionHead: {
    asks: "officer, funder, ranking: a joint action's head",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "META",
    itemsMax: 1,
  },
  contributionLines: {
    asks: "officer: all lines of a joint action; funder: its own",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "LINE#*",
    itemsMax: 5_000,
  },
  funderLines: {
    asks: "funder: its lines in every joint action",
    owner: "cofunding",
    table: "grants",
    pk: "FUNDER#<funder>",
    sk: "LINE#*",
    itemsMax: 1000,
  },
  nationalBudgets: {
    asks: "officer, ranking: all budgets of a joint action; funder: its own by key",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "BUDGET#*",
    itemsMax: 100,
  },
  nationalRequests: {
    asks: "funder: which partners ask for its money, a page of 100 rows as one item",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "REQUEST#<funder>#*",
    itemsMax: 100,
  },
  nationalVerdicts: {
    asks: "ranking: all verdicts of a joint action; funder: its own",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "VERDICT#*",
    itemsMax: 10_000,
  },
  award: {
    asks: "officer, agreements: an award's head",
    owner: "cofunding",
    table: "grants",
    pk: "AWD#<awardId>",
    sk: "META",
    itemsMax: 1,
  },
  commitment: {
    asks: "officer, agreements: the money of an award or of a call",
    owner: "cofunding",
    table: "grants",
    pk: "CMT#<commitmentId>",
    sk: "META",
    itemsMax: 1,
  },
  pot: {
    asks: "verify-ledger, officer: what is left of a pot",
    owner: "cofunding",
    table: "grants",
    pk: "POT#<pot>",
    sk: "POT",
    itemsMax: 1,
  },
  auditTrail: {
    asks: "auditor: the timeline of an aggregate",
    owner: "transparency",
    table: "ledger",
    pk: "AUDIT#<aggregate>",
    sk: "V#*",
    itemsMax: 1_000,
  },
  auditEntry: {
    asks: "a repeated request: the entry that its version produced",
    owner: "transparency",
    table: "ledger",
    pk: "AUDIT#<aggregate>",
    sk: "V#<n8>",
    itemsMax: 1,
  },
  log: {
    asks: "seal-ledger, bundle: the edge of the log and the key that signs it",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#LOG, SEAL#KEY, SEAL#ACCESS",
    sk: "META",
    itemsMax: 1,
  },
  logPlaces: {
    asks: "seal-ledger: the last entry of an aggregate that is in the log; bundle: where all of them are",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#<aggregate>",
    sk: "V#*",
    itemsMax: 1_000,
  },
  pendingSeals: {
    asks: "seal-ledger: proposals whose submissions wait for their seals",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#RECEIPTS",
    sk: "<propId>",
    itemsMax: 500,
  },
  receiptSeals: {
    asks: "member: the sealed receipts of a proposal; seal-ledger: which are there",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#RECEIPT#<propId>",
    sk: "V#*",
    itemsMax: 100,
  },
  treeHeads: {
    asks: "public, bundle: tree heads of a day, also the first that is larger than a place",
    owner: "transparency",
    table: "ledger",
    pk: "LOG#<yyyymmdd>",
    sk: "HEAD#<n12> range, STAMP#<n12> range",
    itemsMax: 100,
  },
  logTiles: {
    asks: "bundle: tiles of the log from which a proof is computed, by their keys",
    owner: "transparency",
    table: "ledger",
    pk: "LOG#TILE<level>",
    sk: "<n12>",
    itemsMax: 1,
  },
  journal: {
    asks: "auditor: the postings of an aggregate",
    owner: "transparency",
    table: "ledger",
    pk: "JRN#<aggregate>",
    sk: "V#*",
    itemsMax: 100,
  },
  session: {
    asks: "portal: the session of a cookie, at every request of a person",
    owner: "portal",
    table: "sessions",
    pk: "S#<sha256(id)>",
    sk: "-",
    itemsMax: 1,
  },
  sessionsOf: {
    asks: "person: where I am signed in; to be signed out everywhere",
    owner: "portal",
    table: "sessions",
    pk: "S#OF#<usr>",
    sk: "<sha256(id)>",
    itemsMax: 100,
  },
  keptForm: {
    asks: "portal: the form that was sent when a session was over, once",
    owner: "portal",
    table: "sessions",
    pk: "S#<sha256(name)>",
    sk: "FORM",
    itemsMax: 1,
  },
  personItems: {
    asks: "person: all that is kept under my id",
    owner: "registry",
    table: "people",
    pk: "USER#<user>",
    sk: "*",
    itemsMax: 500,
  },
  notesByAuthor: {
    asks: "person: what I have written as a reason",
    owner: "registry",
    table: "people",
    pk: "WROTE#<user>",
    sk: "<aggregate>#V#<n8>",
    itemsMax: 100,
  },
  note: {
    asks: "person: a reason that I have given, with its salt",
    owner: "registry",
    table: "people",
    pk: "NOTE#<aggregate>",
    sk: "V#<n8>",
    itemsMax: 1,
  },
  erasure: {
    asks: "person, administrator: whether a person was erased",
    owner: "registry",
    table: "grants",
    pk: "ERASED#<user>",
    sk: "META",
    itemsMax: 1,
  },
  rateBucket: {
    asks: "every function, once in fifty requests: how often a person may still ask (as a condition)",
    owner: "registry",
    table: "views",
    pk: "RATE#<user>",
    sk: "<class>",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
