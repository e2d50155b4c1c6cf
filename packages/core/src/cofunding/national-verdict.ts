import { type NewId, prefixedId } from "@grants/kernel/id";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { PartnerSlot } from "../proposals/part.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { JointActionId } from "./joint-action.ts";

export const NationalVerdictId = prefixedId("ver").brand("NationalVerdictId").meta({ id: "NationalVerdictId" });
export type NationalVerdictId = z.infer<typeof NationalVerdictId>;

/** The partner of a proposal that a verdict is about. */
export const RequestingPartner = z.object({ proposalId: ProposalId, slot: PartnerSlot });
export type RequestingPartner = z.infer<typeof RequestingPartner>;

/** `INELIGIBLE` by the national rules that the work programme annexes; `VETO` on the use of the funder's own money (SBA Art. 12(1)). */
export const VerdictOutcome = z.enum(["ELIGIBLE", "INELIGIBLE", "VETO"]).meta({ id: "VerdictOutcome" });
export type VerdictOutcome = z.infer<typeof VerdictOutcome>;

/** A funder gives one verdict on a partner: the same partner makes the same id. */
export const nationalVerdictIdOf = (
  newId: NewId,
  { jointActionId, funder, proposalId, slot }: RequestingPartner & { jointActionId: JointActionId; funder: FunderCode },
): NationalVerdictId =>
  NationalVerdictId.parse(`ver_${newId(`verdict:${jointActionId}:${funder}:${proposalId}:${slot}`)}`);

/** What a funder says of a partner that asks for its money. The reason is kept apart: it is free text about an organisation. */
export const NationalVerdict = z
  .object({
    state: z.literal("given"),
    id: NationalVerdictId,
    jointActionId: JointActionId,
    funder: FunderCode,
    ...RequestingPartner.shape,
    outcome: VerdictOutcome,
  })
  .meta({ id: "NationalVerdict" });
export type NationalVerdict = z.infer<typeof NationalVerdict>;
