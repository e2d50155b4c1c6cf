import type { CallContent } from "../calls/call.ts";
import type { ProposalDocument } from "./document.ts";
import { coordinatorSlot } from "./part.ts";
import { type SignOff, signOffStateOf } from "./sign-off.ts";

/** The call asks every partner to agree before the proposal is submitted, and these have not (ELG-06). */
export type SignOffsMissing = { readonly kind: "SignOffsMissing"; readonly slots: readonly string[] };

/** Whether missing sign-offs keep a proposal from being submitted; shown they are always (ELG-06). */
export const isSignOffRequired = ({ partnerSignOff }: Pick<CallContent, "partnerSignOff">): boolean =>
  partnerSignOff === "required";

/** The partners of a document that have not signed it. One that is named and never joined cannot have. */
export const missingSignOffs = (
  { partners }: Pick<ProposalDocument, "partners">,
  signOffs: readonly SignOff[],
  frozenSha256: string,
): readonly string[] =>
  partners
    .filter(({ slot }) => slot !== coordinatorSlot)
    .filter(
      ({ organisation }) =>
        organisation === undefined || signOffStateOf(signOffs, { organisation, frozenSha256 }) !== "signed",
    )
    .map(({ slot }) => slot);
