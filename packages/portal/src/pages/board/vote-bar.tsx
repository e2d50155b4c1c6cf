import type { FC } from "hono/jsx";

const thousand = 1_000n;
/** Three quarters of all votes (VOTE-02). */
const passing = 750;

/** Thousandths of an exact share such as "11/14", rounded down: a share below the line never reaches it. */
export const thousandthsOf = (share: string): number => {
  const [numerator = "0", denominator = "1"] = share.split("/");
  return Number((BigInt(numerator) * thousand) / BigInt(denominator));
};

/** Votes in favour as a part of all, with the line that they must reach. The numbers beside it say everything. */
export const VoteBar: FC<{ readonly share: string }> = ({ share }) => (
  <svg width="100%" height="28" viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect x="0" y="4" width="1000" height="20" fill="#d4d4d4" />
    <rect x="0" y="4" width={String(thousandthsOf(share))} height="20" fill="#0e47cb" />
    <rect x={String(passing - 1)} y="0" width="3" height="28" fill="#26324b" />
  </svg>
);
