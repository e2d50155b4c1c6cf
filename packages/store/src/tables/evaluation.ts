import { type AccessPattern, type Key, padded } from "../table.ts";

export const evaluationKeys = {
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
  declaration: (proposalId: string, user: string): Key => ({ pk: `EVAL#${proposalId}`, sk: `DECLARE#${user}` }),
  consensusSignature: (proposalId: string, user: string): Key => ({ pk: `EVAL#${proposalId}`, sk: `SIGN#${user}` }),
  consensus: (proposalId: string): Key => ({ pk: `EVAL#${proposalId}`, sk: "CONSENSUS" }),
  ranking: (rankingId: string): Key => ({ pk: `PANEL#${rankingId}`, sk: "META" }),
  tieDecision: (rankingId: string, number: number): Key => ({
    pk: `PANEL#${rankingId}`,
    sk: `D#${padded(number, 4)}`,
  }),
  awardDecision: (decisionId: string): Key => ({ pk: `PANEL#${decisionId}`, sk: "META" }),
} as const;

export const evaluationPatterns = {
  evaluation: {
    asks: "officer, expert: the evaluation of a proposal by exact keys, an expert's own report among them",
    owner: "evaluation",
    table: "grants",
    pk: "EVAL#<proposalId>",
    sk: "META, DOSSIER, CONSENSUS, ASSIGN#<user>, DECLARE#<user>, REPORT#<user>, REPORT#<user>#C#<criterion>, SIGN#<user>",
    itemsMax: 1,
  },
  assessmentBody: {
    asks: "officer, expert: the words of a report, a consensus or a minority view",
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
} as const satisfies Readonly<Record<string, AccessPattern>>;
