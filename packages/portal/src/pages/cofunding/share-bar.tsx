import type { FC } from "hono/jsx";

const permille = 1_000n;

/** Thousandths of the whole, exact to the last one; nothing of nothing is nothing. */
export const thousandths = (partCents: number, wholeCents: number): number =>
  wholeCents === 0 ? 0 : Number((BigInt(partCents) * permille) / BigInt(wholeCents));

/** A part of a whole as a bar beside its numbers. The numbers say everything; the bar is for those who would rather look. */
export const ShareBar: FC<{ readonly partCents: number; readonly wholeCents: number }> = ({
  partCents,
  wholeCents,
}) => {
  const part = Math.min(thousandths(partCents, wholeCents), Number(permille));
  return (
    <svg width="120" height="12" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect x="0" y="0" width="1000" height="100" fill="#d4d4d4" />
      <rect x="0" y="0" width={String(part)} height="100" fill="#0e47cb" />
    </svg>
  );
};
