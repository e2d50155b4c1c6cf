import { matchContributions } from "@grants/core/cofunding/match-contributions";
import { formatFraction, toPercent } from "@grants/kernel/fraction";
import { Cents, NO_CENTS } from "@grants/kernel/money";
import { z } from "zod";

const AmountByMember = z.record(z.string(), Cents);
const Input = z.object({ commitmentsCents: AmountByMember, contributedCents: AmountByMember, wpCapCents: Cents });

const percentDecimals = 4;

export const adapt = (raw: unknown) => {
  const { commitmentsCents, contributedCents, wpCapCents } = Input.parse(raw);
  const members = Object.keys({ ...commitmentsCents, ...contributedCents }).map((member) => ({
    member,
    committedCents: commitmentsCents[member] ?? NO_CENTS,
    contributedCents: contributedCents[member] ?? NO_CENTS,
  }));
  const { shortfallShare, membersInShortfall, ...amounts } = matchContributions(members, wpCapCents);
  return {
    ...amounts,
    shortfallShare: formatFraction(shortfallShare),
    shortfallPercent: toPercent(shortfallShare, percentDecimals),
    membersInShortfall: Object.fromEntries(membersInShortfall.map(({ member, ...rest }) => [member, rest])),
  };
};
