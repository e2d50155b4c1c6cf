import { fraction } from "@grants/kernel/fraction";
import { type Cents, NO_CENTS, allocate, unionFirst } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";

/** How a member contributes (FIN-04). */
export type ContributionForm = "FINANCIAL" | "IN_KIND";

/** A member of the joint action, the Union included under "UNION". */
export type AdministrativeMember = {
  readonly member: string;
  /** To the joint action as a whole: the key of the split. */
  readonly contributedCents: Cents;
  /** The form offered for the administrative costs, where the member has said so. */
  readonly offeredForm?: ContributionForm | undefined;
};

export type RejectedOffer = {
  readonly member: string;
  readonly form: ContributionForm;
  readonly reason: "ADMINISTRATIVE_COSTS_FINANCIAL_ONLY";
};

export type AdministrativeSplit = {
  /** In the order Union, then the codes in alphabetical order; the shares make the whole (CLR-MON-02). */
  readonly sharesByMember: ReadonlyMap<string, Cents>;
  /** Offers that cannot be taken (FIN-04). Their members' shares stay due, in money. */
  readonly rejectedOffers: readonly RejectedOffer[];
};

export type NothingContributed = { readonly kind: "NothingContributed" };

/** Each member bears the administrative costs in proportion to its contribution, in money only (MAT-06, FIN-04). */
export const splitAdministrativeCosts = (
  costCents: Cents,
  members: readonly AdministrativeMember[],
): Result<AdministrativeSplit, NothingContributed> => {
  const ordered = members.toSorted((a, b) => unionFirst(a.member, b.member));
  const rejectedOffers = ordered.flatMap(({ member, offeredForm: form = "FINANCIAL" }) =>
    form === "FINANCIAL" ? [] : [{ member, form, reason: "ADMINISTRATIVE_COSTS_FINANCIAL_ONLY" } as const],
  );
  if (costCents === 0)
    return ok({ sharesByMember: new Map(ordered.map(({ member }) => [member, NO_CENTS])), rejectedOffers });
  if (ordered.every(({ contributedCents }) => contributedCents === 0)) return err({ kind: "NothingContributed" });
  const weighted = ordered.map(({ member, contributedCents }) => ({
    key: member,
    weight: fraction(BigInt(contributedCents), 1n),
  }));
  return ok({ sharesByMember: allocate(costCents, weighted), rejectedOffers });
};
