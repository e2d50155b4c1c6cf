import { type AccessPattern, type Key } from "../table.ts";

export const governanceKeys = {
  ballot: (ballotId: string): Key => ({ pk: `BAL#${ballotId}`, sk: "META" }),
  /** Counts what enters a ballot: whoever closes it names the count that was read, so that no vote is lost between the two. */
  ballotEntries: (ballotId: string): Key => ({ pk: `BAL#${ballotId}`, sk: "ENTERED" }),
  vote: (ballotId: string, member: string): Key => ({ pk: `BAL#${ballotId}`, sk: `VOTE#${member}` }),
  voteDelegation: (ballotId: string, from: string): Key => ({ pk: `BAL#${ballotId}`, sk: `DELEGATION#${from}` }),
  /** A vote that the Board has revoked and not given back. */
  revokedVote: (member: string): Key => ({ pk: "REVOKED", sk: member }),
  ballotRow: (preparedAt: string, ballotId: string): Key => ({ pk: "BALLOTS", sk: `${preparedAt}#${ballotId}` }),
} as const;

export const governancePatterns = {
  ballot: {
    asks: "board: what is asked, with its state; what has entered",
    owner: "governance",
    table: "grants",
    pk: "BAL#<ballotId>",
    sk: "META, ENTERED",
    itemsMax: 1,
  },
  votes: {
    asks: "board: the votes of one ballot",
    owner: "governance",
    table: "grants",
    pk: "BAL#<ballotId>",
    sk: "VOTE#*",
    itemsMax: 28,
  },
  voteDelegations: {
    asks: "board: who is represented in one ballot",
    owner: "governance",
    table: "grants",
    pk: "BAL#<ballotId>",
    sk: "DELEGATION#*",
    itemsMax: 28,
  },
  revokedVotes: {
    asks: "ballot: whose vote the Board has revoked",
    owner: "governance",
    table: "grants",
    pk: "REVOKED",
    sk: "<member>",
    itemsMax: 28,
  },
  ballots: {
    asks: "board: all ballots, the newest first",
    owner: "governance",
    table: "grants",
    pk: "BALLOTS",
    sk: "<preparedAt>#<ballotId>",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
