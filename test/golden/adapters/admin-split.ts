import { splitAdministrativeCosts } from "@grants/core/cofunding/split-administrative-costs";
import { Cents, sumCents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  adminCostCents: Cents,
  contributionsCents: z.record(z.string(), Cents),
  offeredForms: z.record(z.string(), z.enum(["FINANCIAL", "IN_KIND"])).default({}),
});

export const adapt = (raw: unknown) => {
  const { adminCostCents, contributionsCents, offeredForms } = Input.parse(raw);
  const members = Object.entries(contributionsCents).map(([member, contributedCents]) => ({
    member,
    contributedCents,
    offeredForm: offeredForms[member],
  }));
  const split = splitAdministrativeCosts(adminCostCents, members);
  if (!split.ok) throw new Error(split.error.kind);
  const { sharesByMember, rejectedOffers } = split.value;
  return {
    sharesCents: Object.fromEntries(sharesByMember),
    sumCents: sumCents([...sharesByMember.values()]),
    rejectedOffers,
  };
};
