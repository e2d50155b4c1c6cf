import { NO_CENTS, cents, sumCents, sumSignedCents } from "@grants/kernel/money";
import { balances, type JournalBody } from "../ledger/journal.ts";
import type { ContributionChannel, ContributionLineId, ContributionPurpose } from "./contribution-line.ts";
import { contributionAccounts } from "./contribution-postings.ts";
import type { FunderCode } from "../access/rights.ts";
import type { JointActionId } from "./joint-action.ts";
import type { StatementFigures, StatementRow } from "./yearly-statement.ts";

/** A posting of the year, and the contribution that it is of. */
export type YearPosting = {
  readonly lineId: ContributionLineId;
  readonly jointActionId: JointActionId;
  readonly funder: FunderCode;
  readonly purpose: ContributionPurpose;
  readonly channel: ContributionChannel;
  readonly entry: JournalBody;
};

const keyOf = ({ jointActionId, funder, purpose, channel }: YearPosting): string =>
  [jointActionId, funder, purpose, channel].join(" ");

const balanceOf = (postings: readonly YearPosting[], account: (lineId: ContributionLineId) => string) => {
  const sums = balances(postings.flatMap(({ entry }) => entry.legs));
  const lines = [...new Set(postings.map(({ lineId }) => lineId))];
  return sumSignedCents(lines.map((lineId) => sums.get(account(lineId)) ?? NO_CENTS));
};

/** What was obliged stands on the other side of what is owed, and so below zero. */
const rowOf = (postings: readonly [YearPosting, ...YearPosting[]]): StatementRow => {
  const [{ jointActionId, funder, purpose, channel }] = postings;
  return {
    jointActionId,
    funder,
    purpose,
    channel,
    committedCents: cents(0 - balanceOf(postings, contributionAccounts.obliged)),
    contributedCents: balanceOf(postings, contributionAccounts.contributed),
  };
};

/** The figures of a year's statement, from its postings and nothing else, in an order that does not depend on theirs (FIN-09). */
export const stateContributions = (postings: readonly YearPosting[]): StatementFigures => {
  const rows = [...Map.groupBy(postings, keyOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...more]]) => (first === undefined ? [] : [rowOf([first, ...more])]));
  return {
    rows,
    committedCents: sumCents(rows.map(({ committedCents }) => committedCents)),
    contributedCents: sumSignedCents(rows.map(({ contributedCents }) => contributedCents)),
  };
};
