import type { TableKey } from "../packages/store/src/table.ts";

/** What a function may do with the items whose partition key begins with one of these prefixes. */
export type Permission = {
  readonly table: TableKey;
  readonly prefixes: readonly string[];
  readonly may: "read" | "write" | "append";
};

export type FunctionPermissions = {
  readonly tables: readonly Permission[];
  /** Folders of the bucket of files. */
  readonly files?: {
    readonly read?: readonly string[];
    readonly write?: readonly string[];
    /** Of which single versions are read, by their ids. */
    readonly readVersions?: readonly string[];
    /** Into which browsers send files in pieces, by addresses that the function signed. */
    readonly takeUploads?: readonly string[];
  };
  /** Files that wake it as soon as they are there: what their keys begin with. */
  readonly wakesOnFiles?: readonly string[];
  /** API functions that it invokes directly (the portal). */
  readonly invokes?: "api";
  /** Runs on this schedule; a function without a path or schedule is called by nobody. */
  readonly everyMinutes?: number;
  /** Entries of the ledger that wake it as soon as they are written: what their partition keys begin with. */
  readonly wakesOn?: readonly string[];
  /** Seconds that woken entries may wait for others, so that they come in one batch. */
  readonly batchSeconds?: number;
  /** Notes who reads what is personal or of a bank account, or reads these notes. */
  readonly accessLog?: "write" | "read";
  /** Signs the log of evidence: it alone has the key's secret, and may add to the locked bucket. */
  readonly seals?: true;
  /** Finds organisations again by numbers that it keeps as keyed marks: it alone has the key's secret. */
  readonly marksIdentities?: true;
  /** Sends mail from the installation's own address. */
  readonly mails?: true;
  readonly memoryMb?: number;
};

const read = (table: TableKey, ...prefixes: readonly string[]): Permission => ({ table, prefixes, may: "read" });
const write = (table: TableKey, ...prefixes: readonly string[]): Permission => ({ table, prefixes, may: "write" });
const append = (...prefixes: readonly string[]): Permission => ({ table: "ledger", prefixes, may: "append" });
const rights = read("people", "USER#*");
/** Every function that persons call counts how often they do. */
const rates = write("views", "RATE#*");

/**
 * Who reaches what (DATA §9): prefixes are the permission boundary. A function that is not here is not deployed; a prefix that is not here
 * is refused by the database itself.
 */
export const permissions: Readonly<Record<string, FunctionPermissions>> = {
  calls: {
    tables: [
      // Who is invited without a call is a Centre that is recognised.
      // The second of two stages is for those whom the ranking of the first one has on its main list.
      read("grants", "NCC", "PANEL#*", "LIST#*"),
      // Whom a second stage does not invite is told by letter.
      write("grants", "CALL#*", "PUB#*", "WP#*", "CALLWORK", "MY#*", "LETWORK"),
      append("AUDIT#call_*", "AUDIT#wp_*", "AUDIT#qst_*"),
      write("people", "NOTE#call_*", "NOTE#qst_*", "WROTE#*", "SUBSCRIBERS#*"),
      read("views", "SEARCH#*", "STATS#*"),
      rights,
      rates,
    ],
    files: { read: ["search/*"] },
    mails: true,
  },
  proposals: {
    tables: [
      // Of an organisation it reads what is public.
      read("grants", "CALL#*", "ORG#*", "NCC", "SEAL#RECEIPT#*"),
      write("grants", "PROP#*", "MY#*", "REG#*", "JOINING#*"),
      append("AUDIT#prop_*", "AUDIT#mem_*", "AUDIT#sgn_*"),
      write("people", "NOTE#prop_*", "WROTE#*", "JOIN#*", "CONTACT#*"),
      rights,
      rates,
    ],
    // A file enters by an address that is signed here, and is kept where only this function writes.
    files: {
      read: ["frozen/*", "incoming/*"],
      write: ["frozen/*", "incoming/*", "annexes/*"],
      readVersions: ["incoming/*", "annexes/*"],
      takeUploads: ["incoming/*"],
    },
    mails: true,
  },
  // A document of a proposal to print and to keep: it reads, and changes nothing.
  documents: {
    // An expert reads what was sealed, with its annexes.
    tables: [
      read("grants", "PROP#*", "CALL#*", "LET#*", "LETBOX#*", "ESR#*", "EVAL#*", "DBN#*", "JA#*"),
      rights,
      rates,
    ],
    files: { read: ["frozen/*"], readVersions: ["annexes/*"] },
    memoryMb: 1_024,
  },
  // Budgets as workbooks: it reads drafts, and writes their cost lines.
  spreadsheets: { tables: [read("grants", "CALL#*"), write("grants", "PROP#*"), rights, rates] },
  // It looks at what was sealed and says whether it is admitted; it reads no score and writes none.
  admissibility: {
    tables: [
      read("grants", "CALL#*", "LIST#*", "EVAL#*", "PROP#*", "ORG#*"),
      // A refusal orders its letter.
      write("grants", "ADM#*", "LETWORK"),
      append("AUDIT#adm_*"),
      rights,
      rates,
    ],
    files: { read: ["frozen/*"] },
  },
  // Experts and what ties them to applicants: it reads whose proposals they are, not what they say.
  experts: {
    accessLog: "write",
    tables: [
      read("grants", "CALL#*", "LIST#*", "EVAL#*", "ORG#*", "ASSIST#*", "MY#*"),
      write("grants", "COI#*"),
      append("AUDIT#coi_*"),
      write("people", "EXPERT#*", "POOL#*", "NOTE#coi_*", "WROTE#*"),
      rights,
      rates,
    ],
  },
  evaluation: {
    tables: [
      // Nobody is assigned against a conflict of interest.
      read("grants", "ASSIST#*", "COI#*"),
      read("people", "EXPERT#*"),
      read("grants", "CALL#*", "JA#*", "POT#*", "ORG#*", "ADM#*", "NCC"),
      write("grants", "EVAL#*", "PANEL#*", "LIST#*", "MY#*", "CALLWORK"),
      append("AUDIT#asg_*", "AUDIT#rep_*", "AUDIT#con_*", "AUDIT#csg_*", "AUDIT#dcl_*", "AUDIT#rank_*", "AUDIT#dec_*"),
      write("people", "NOTE#*", "WROTE#*"),
      rights,
      rates,
    ],
    files: { read: ["frozen/*"] },
  },
  // Who is to evaluate what: it asks for runs and changes their plans; it names no expert itself.
  assignments: {
    tables: [
      // What ties an expert to a proposal is asked again before a person gives them a place.
      read("grants", "CALL#*", "EVAL#*", "ADM#*", "ORG#*", "ASSIST#*", "MY#*", "COI#*"),
      write("grants", "ARUN#*", "ASSIGNWORK"),
      append("AUDIT#asr_*"),
      read("people", "EXPERT#*"),
      write("people", "NOTE#asr_*", "WROTE#*"),
      rights,
      rates,
    ],
  },
  governance: {
    tables: [
      // What votes are weighed by, and whose are suspended.
      read("grants", "JA#*", "DEFAULTS", "CALL#*"),
      write("grants", "BAL#*", "BALLOTS", "REVOKED"),
      append("AUDIT#bal_*", "AUDIT#vot_*", "AUDIT#vdl_*"),
      write("people", "NOTE#*", "WROTE#*"),
      rights,
      rates,
    ],
  },
  // What becomes of awards: it reads rankings and decisions, and changes neither.
  awards: {
    tables: [
      read("grants", "CALL#*", "JA#*", "POT#*", "ORG#*", "ADM#*", "EVAL#*", "PANEL#*", "LIST#*"),
      // Clocks: when letters went out and agreements came into force.
      read("grants", "PROP#*", "LET#*", "LETBOX#*", "AGR#*", "AWD#*"),
      write("grants", "AWL#*"),
      append("AUDIT#awl_*"),
      write("people", "NOTE#awl_*", "WROTE#*"),
      rights,
      rates,
    ],
    files: { read: ["frozen/*"] },
  },
  cofunding: {
    tables: [
      // What became of awards before their money is committed.
      read("grants", "CALL#*", "PANEL#*", "LIST#*", "AWL#*"),
      write("grants", "JA#*", "FUNDER#*", "DEFAULTS", "POT#*", "AWD#*", "CMT#*", "POSTED#*", "STATEMENTS", "YST#*"),
      write("grants", "DBN#*", "DEBITNOTES"),
      append(
        "AUDIT#ja_*",
        "AUDIT#lin_*",
        "AUDIT#bud_*",
        "AUDIT#ver_*",
        "AUDIT#awd_*",
        "AUDIT#cmt_*",
        "AUDIT#gcm_*",
        "AUDIT#yst_*",
        "AUDIT#dbn_*",
        "JRN#*",
      ),
      write("people", "NOTE#*", "WROTE#*"),
      rights,
      rates,
    ],
    files: { read: ["frozen/*"] },
  },
  // What applicants are told of the evaluation: it reads whose proposals they are and which letters told of it.
  // A review that changes a score leaves a list of its own; rankings and decisions stay as they are.
  results: {
    tables: [
      read("grants", "PROP#*", "LET#*", "LETBOX#*", "ESR#*", "EVAL#*", "CALL#*", "JA#*", "POT#*", "ORG#*", "ADM#*"),
      read("grants", "PANEL#*", "ASSIST#*", "COI#*", "MY#*"),
      read("people", "EXPERT#*"),
      write("grants", "RVW#*", "RVWOF#*", "AWL#*", "LIST#*", "LETWORK"),
      append("AUDIT#rvw_*", "AUDIT#awl_*"),
      rights,
      rates,
    ],
  },
  // Formal letters: sent, opened, answered. Of agreements it reads who their parties are.
  letters: {
    tables: [
      read("grants", "AGR#*", "PANEL#*"),
      write("grants", "LET#*", "LETBOX#*", "LETWORK"),
      append("AUDIT#let_*", "AUDIT#lbt_*"),
      rights,
      rates,
    ],
  },
  agreements: {
    tables: [
      // Of an award that was changed before its agreement the list says who receives what.
      read("grants", "CALL#*", "CMT#*", "ORG#*", "AWL#*"),
      write("grants", "AGR#*", "AGRBY#*", "AWD#*", "MY#*", "UNIQ#PROJECT#*"),
      append("AUDIT#agr_*", "AUDIT#awd_*"),
      write("people", "NOTE#*", "WROTE#*"),
      rights,
      rates,
    ],
    files: { read: ["frozen/*"] },
  },
  // What beneficiaries state of their costs: beside the agreement, whose head and terms it only reads.
  reporting: {
    tables: [write("grants", "AGR#*"), append("AUDIT#fst_*", "AUDIT#rpt_*", "AUDIT#vfy_*"), rights, rates],
  },
  registry: {
    accessLog: "write",
    marksIdentities: true,
    tables: [
      read("grants", "ASSIST#*"),
      // Whoever registered an organisation administers it from its validation on.
      // Another bank account is told to the organisation's administrators.
      write("grants", "LETWORK"),
      write("grants", "ORG#*", "FINDORG#*", "UNIQ#*", "MY#*", "OPENREG*", "OPENCOM", "PUB#COMMUNITY", "NCC", "ACC#*"),
      append("AUDIT#org_*", "AUDIT#baf_*", "AUDIT#own_*", "AUDIT#std_*", "AUDIT#com_*", "AUDIT#ncc_*", "AUDIT#acc_*"),
      write("people", "ORG#*", "NOTE#*", "WROTE#*", "USER#*", "ROLE#*", "RETENTION"),
      rates,
    ],
  },
  people: {
    accessLog: "write",
    tables: [
      // What a person has acted in tells how long their name is kept.
      read("grants", "PROP#*", "AGR#*", "AGRBY#*", "ORG#*"),
      write("grants", "ACC#*", "INV#*", "STAFF", "ASSIST#*", "ERASED#*", "MY#*"),
      append("AUDIT#acc_*", "AUDIT#inv_*", "AUDIT#stf_*", "AUDIT#ast_*", "AUDIT#ers_*"),
      write(
        "people",
        "ORG#*",
        "NOTE#*",
        "WROTE#*",
        "USER#*",
        "ROLE#*",
        "ENDING",
        "INVITE#*",
        "INVITED",
        "EXPERT#*",
        "POOL#*",
        "RETENTION",
      ),
      rates,
    ],
    mails: true,
  },
  // The authorising officer's side: it makes orders and puts them on a day, and can neither run nor book them (FR 72, FR 73).
  disbursement: {
    tables: [
      read("grants", "CMT#*", "ORG#*", "RUN#*", "RUNSTATE#*"),
      write("grants", "AGR#*", "REQ#*", "OPENREQ", "PAY#*", "DUE#*"),
      append("AUDIT#agr_*", "AUDIT#req_*", "AUDIT#pay_*", "JRN#pay_*"),
      write("people", "NOTE#req_*", "WROTE#*"),
      rights,
      rates,
    ],
  },
  // The accounting officer's side: it decides on runs and on messages of the bank, and touches no order and no posting.
  treasury: {
    accessLog: "write",
    tables: [
      read("grants", "DUE#*", "RUNSTATE#*", "BANKEXC"),
      write("grants", "RUN#*", "RUNS", "RUNWORK", "BANKMSG#*"),
      append("AUDIT#run_*", "AUDIT#msg_*"),
      // Statements of the account book receipts on debit notes and their contributions.
      write("grants", "BST#*", "BANKSTATEMENTS", "BANKENTRY#*", "DBN#*", "DEBITNOTES"),
      write("grants", "JA#*", "DEFAULTS", "POSTED#*", "STATEMENTS"),
      append("AUDIT#bst_*", "AUDIT#dbn_*", "AUDIT#lin_*", "JRN#lin_*"),
      write("people", "NOTE#lin_*", "WROTE#*"),
      rights,
      rates,
    ],
    files: { read: ["payments/runs/*"], write: ["payments/bank-messages/*"] },
  },
  transparency: {
    tables: [
      read("ledger", "AUDIT#*", "JRN#*", "LOG#*"),
      read("grants", "SEAL#*", "CALL#*", "LIST#*", "BAL#*", "NIGHTS", "NIGHT#*"),
      rights,
      rates,
    ],
    accessLog: "read",
  },
  portal: { tables: [write("sessions", "S#*")], invokes: "api" },
  // It looks into files that came from outside, with nothing in its hands: it may note what it found, and reach nothing else.
  "check-annexes": {
    tables: [write("grants", "PROP#*")],
    files: { readVersions: ["annexes/*"] },
    wakesOnFiles: ["annexes/"],
    // The largest file, and what unpacking it may take.
    memoryMb: 2_048,
  },
  "close-calls": {
    tables: [
      write("grants", "CALL#*", "PUB#UNSEALED", "REG#*", "PROP#*", "LIST#*", "EVAL#*", "CALLWORK"),
      append("AUDIT#call_*", "AUDIT#asg_*"),
    ],
    files: { read: ["frozen/*"] },
    everyMinutes: 1,
  },
  // What happened to calls is told here: the index of the search, the public figures, the mails to whoever asked for them.
  "tell-calls": {
    tables: [
      // The register and the members of its proposals: who is told that the call was changed.
      read("grants", "CALL#*", "PUB#CALLS", "LIST#*", "PANEL#*", "REG#*", "PROP#*"),
      write("grants", "CALLWORK"),
      read("people", "SUBSCRIBERS#*", "USER#*"),
      write("views", "SEARCH#*", "STATS#*"),
    ],
    files: { read: ["frozen/*", "search/*"], write: ["search/*"] },
    // By the clock alone: the ledger's stream has its two readers.
    everyMinutes: 1,
    mails: true,
  },
  // Letters that were ordered are written here, one for each receiver, and their people told by mail that they wait.
  "send-letters": {
    tables: [
      read("grants", "ADM#*", "EVAL#*", "CALL#*", "PANEL#*", "LIST#*", "RVW#*"),
      // An evaluation summary report is issued with the letter that it goes with.
      write("grants", "LET#*", "LETBOX#*", "LETWORK", "ESR#*"),
      append("AUDIT#let_*", "AUDIT#esr_*"),
      read("people", "ORG#*", "USER#*"),
    ],
    everyMinutes: 1,
    mails: true,
  },
  // Of a yearly statement that is overdue, and of a debit note that is sent or overdue, its people are told here, once.
  "remind-statements": {
    tables: [
      read("grants", "STATEMENTS", "YST#*", "DEBITNOTES", "DBN#*"),
      write("grants", "REMINDED", "TOLDNOTES"),
      read("people", "ROLE#*", "USER#*"),
    ],
    everyMinutes: 60,
    mails: true,
  },
  // Personal data that nothing asks to keep any more is erased here: on its day, by a list of days.
  "forget-people": {
    tables: [
      read("grants", "PROP#*", "AGR#*", "AGRBY#*", "MY#*", "INV#*"),
      write("grants", "ERASED#*"),
      append("AUDIT#ers_*"),
      write("people", "RETENTION", "USER#*", "NOTE#*", "WROTE#*", "EXPERT#*", "POOL#*"),
      // Roles that are over leave their lists; addresses of invitations go with them.
      write("people", "ROLE#*", "ORG#*", "ENDING", "INVITED"),
    ],
    everyMinutes: 60,
  },
  // Runs that were asked for are solved and proven here, and adopted ones carried out: the pool against the proposals of a whole call.
  "propose-assignments": {
    tables: [
      read("grants", "CALL#*", "LIST#*", "ADM#*", "ORG#*", "ASSIST#*", "COI#*"),
      write("grants", "ARUN#*", "ASSIGNWORK", "EVAL#*", "MY#*"),
      append("AUDIT#asr_*", "AUDIT#asg_*"),
      read("people", "EXPERT#*", "POOL#*"),
      rights,
    ],
    everyMinutes: 1,
    // Two thousand proposals by five hundred experts are a million scores.
    memoryMb: 2_048,
  },
  // It reads every entry that was written and seals it; it decides nothing.
  "seal-ledger": {
    tables: [write("grants", "SEAL#*"), read("ledger", "AUDIT#*"), append("AUDIT#key_*", "AUDIT#acl_*", "LOG#*")],
    accessLog: "read",
    everyMinutes: 5,
    wakesOn: ["AUDIT#"],
    batchSeconds: 60,
    seals: true,
  },
  // Decisions of the day before are computed once more here, and compared with what is kept: it may read them, and write what it found.
  "replay-decisions": {
    tables: [
      read("grants", "PANEL#*", "LIST#*", "CALL#*", "EVAL#*", "ADM#*", "JA#*", "POT#*"),
      read("grants", "AWD#*", "AWL#*", "CMT#*", "BAL#*", "REQ#*", "AGR#*", "ORG#*"),
      read(
        "ledger",
        "LOG#*",
        "AUDIT#rank_*",
        "AUDIT#dec_*",
        "AUDIT#cmt_*",
        "AUDIT#bal_*",
        "AUDIT#req_*",
        "AUDIT#agr_*",
        "JRN#cmt_*",
      ),
      write("grants", "NIGHTS", "NIGHT#*", "NIGHTNEWS"),
      append("AUDIT#ngt_*"),
      // Whom it tells: the auditors, by the addresses that they gave.
      read("people", "ROLE#auditor"),
      rights,
    ],
    // A night is worked on once; every hour what is left of it goes on.
    everyMinutes: 60,
    mails: true,
  },
  // What was decided is carried out here: it closes days, writes runs and their files, and books what the bank says.
  "run-payments": {
    tables: [
      read("grants", "ORG#*"),
      write("grants", "REQ#*", "OPENREQ", "PAY#*", "DUE#*"),
      write("grants", "RUN#*", "RUNSTATE#*", "RUNWORK", "BANKMSG#*", "BANKEXC"),
      append("AUDIT#req_*", "AUDIT#pay_*", "AUDIT#run_*", "AUDIT#file_*", "AUDIT#chk_*", "AUDIT#msg_*"),
      append("JRN#req_*", "JRN#pay_*", "JRN#chk_*"),
      read("people", "ORG#*"),
    ],
    files: { read: ["payments/*"], write: ["payments/*"] },
    everyMinutes: 5,
    wakesOn: ["AUDIT#run_", "AUDIT#msg_"],
    // A file of a hundred thousand payments is a text of 120 MB, and lies in memory twice.
    memoryMb: 2_048,
  },
};
