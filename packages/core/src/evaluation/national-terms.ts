import { type Result, err, ok } from "@grants/kernel/result";
import type { FunderCode } from "../access/rights.ts";
import type { CallContent } from "../calls/call.ts";
import { JointActionId, type JointActionNotFound } from "../cofunding/joint-action.ts";
import type { NationalSide } from "../cofunding/national-budgets.ts";
import type { Dossier } from "./dossier.ts";
import type { NationalMoney } from "./select-funded.ts";

/** The funders' verdicts can still change; a ranking on them would not last (MAT-02). */
export type VerdictsNotLocked = { readonly kind: "VerdictsNotLocked"; readonly jointActionId: JointActionId };

/** The national side of a joint action as the ranking reads it. */
export type NationalTerms = {
  readonly jointAction: { readonly id: JointActionId; readonly version: number };
  readonly money: NationalMoney;
  /** The funders that say this of a partner of the proposal. */
  readonly funders: (dossier: Dossier, outcome: "INELIGIBLE" | "VETO") => readonly FunderCode[];
};

type NationalFunding = CallContent["nationalFunding"];
type JointAction = Extract<NationalFunding, { kind: "jointAction" }>;

const termsOf = (side: NationalSide, { selectionMode, commonPotCents }: JointAction): NationalTerms => {
  const verdicts = Map.groupBy(side.verdicts, ({ proposalId }) => proposalId);
  return {
    jointAction: { id: side.jointActionId, version: side.version },
    money: {
      mode: selectionMode,
      potCents: commonPotCents,
      // What earlier awards of the call have taken is not there to be taken again.
      budgets: side.purses.map(({ funder, leftCents }) => ({ funder, budgetCents: leftCents })),
    },
    funders: ({ proposalId }, outcome) => [
      ...new Set(
        (verdicts.get(proposalId) ?? []).filter((given) => given.outcome === outcome).map(({ funder }) => funder),
      ),
    ],
  };
};

/** The money and the verdicts of the Member States, once the verdicts are locked; `null` where the call is no joint action (MAT-01). */
export const decideNationalTerms = (
  side: NationalSide | null,
  funding: NationalFunding,
): Result<NationalTerms | null, JointActionNotFound | VerdictsNotLocked> => {
  if (funding.kind === "none") return ok(null);
  const jointActionId = JointActionId.parse(funding.jointActionId);
  if (side?.jointActionId !== jointActionId) return err({ kind: "JointActionNotFound", jointActionId });
  return side.areVerdictsLocked ? ok(termsOf(side, funding)) : err({ kind: "VerdictsNotLocked", jointActionId });
};
