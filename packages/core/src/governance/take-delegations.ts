/** An absent member lets another vote for it (VOTE-04). */
export type Delegation = { readonly from: string; readonly to: string };

export type DelegationRefusal = Delegation & {
  readonly reason:
    | "DELEGATES_TO_ITSELF"
    | "ALREADY_REPRESENTED"
    /** The delegate is absent itself: what was handed on is not handed on again. */
    | "DELEGATE_IS_ABSENT"
    | "ALREADY_REPRESENTS_ONE_MEMBER";
};

export type Delegations = {
  /** Who votes for whom: represented member → its delegate. */
  readonly delegateByMember: ReadonlyMap<string, string>;
  readonly refusedDelegations: readonly DelegationRefusal[];
};

const refusalOf = (
  { from, to }: Delegation,
  taken: ReadonlyMap<string, string>,
  absent: ReadonlySet<string>,
): DelegationRefusal["reason"] | undefined => {
  if (from === to) return "DELEGATES_TO_ITSELF";
  if (taken.has(from)) return "ALREADY_REPRESENTED";
  if (absent.has(to)) return "DELEGATE_IS_ABSENT";
  return [...taken.values()].includes(to) ? "ALREADY_REPRESENTS_ONE_MEMBER" : undefined;
};

/**
 * Takes delegations in the order of their registration: a member represents one other at most, and a member whose delegation is refused
 * counts as absent (VOTE-04, CLR-VOTE-04). Whoever delegates is absent, so that a chain ends at its first link [I].
 */
export const takeDelegations = (registered: readonly Delegation[]): Delegations => {
  const absent = new Set(registered.map(({ from }) => from));
  const delegateByMember = new Map<string, string>();
  const refusedDelegations: DelegationRefusal[] = [];
  for (const delegation of registered) {
    const reason = refusalOf(delegation, delegateByMember, absent);
    if (reason === undefined) delegateByMember.set(delegation.from, delegation.to);
    else refusedDelegations.push({ ...delegation, reason });
  }
  return { delegateByMember, refusedDelegations };
};
