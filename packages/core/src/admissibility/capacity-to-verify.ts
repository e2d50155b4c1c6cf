import { type LocalDate } from "@grants/kernel/time";
import type { ProgrammeProfile } from "../calls/call.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import { coordinatorSlot } from "../proposals/part.ts";
import { parameterOn } from "../reference/parameters.ts";
import type { CapacityGround, PartnerCapacity } from "./admissibility.ts";

type Asked = {
  readonly document: Pick<ProposalDocument, "partners" | "totals">;
  readonly profile: Pick<ProgrammeProfile, "programme">;
  /** The day of the deadline: the amounts of that day count. */
  readonly on: LocalDate;
};

/**
 * Whose financial capacity is verified before the signature, and why another's is not (ELG-05, FR 201(5), HE-R 27(1)). It holds no admission
 * up: selection comes after the award (ELG-01). Of Horizon the coordinator alone, from the amount that the action asks of the Union on, itself
 * included; grounds for doubt are for a person to see (HE-R 27(2)).
 */
export const capacityToVerify = ({ document, profile, on }: Asked): readonly PartnerCapacity[] => {
  const { requestedCents } = document.totals;
  const isVeryLow = requestedCents <= parameterOn("fr.veryLowValueGrant.max", on).value;
  const isBelow = requestedCents < parameterOn("he.financialCapacity.coordinator.from", on).value;
  const groundOf = (slot: string, isPublicBody: boolean): CapacityGround => {
    if (isPublicBody) return "PUBLIC_BODY";
    if (isVeryLow) return "VERY_LOW_VALUE";
    if (profile.programme !== "HE") return "TO_VERIFY";
    if (slot !== coordinatorSlot) return "NOT_COORDINATOR";
    return isBelow ? "BELOW_AMOUNT" : "TO_VERIFY";
  };
  return document.partners.map(({ slot, isPublicBody }) => ({ slot, ground: groundOf(slot, isPublicBody) }));
};
