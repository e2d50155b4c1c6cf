import type { CountryCode } from "../proposals/part.ts";
import { memberStates } from "../reference/states.ts";

/**
 * Expertise of a member of the Competence Community (ECCC-R 8(3)): academia, research and innovation (a), industry and product development
 * (b), training and education (c), information security and incident response (d), ethics (e), standardisation (f).
 */
export type ExpertiseDomain = "a" | "b" | "c" | "d" | "e" | "f";

/** Who asks to be registered; a body of the Union is established in no Member State. */
export type CommunityCandidate =
  | { readonly kind: "LEGAL_ENTITY"; readonly established: CountryCode; readonly domains: readonly ExpertiseDomain[] }
  | { readonly kind: "UNION_BODY"; readonly domains: readonly ExpertiseDomain[] };

/** The national coordination centre of a Member State, by the code of the state. */
export type NccAssessment = { readonly ncc: CountryCode; readonly outcome: "POSITIVE" | "NEGATIVE" };

export type CommunityRegistration =
  | {
      readonly result: "REGISTERED";
      /** The Member State whose centre assessed; `ECCC` for a body of the Union (COM-04). A registration does not expire (COM-02). */
      readonly assessedBy: CountryCode | "ECCC";
    }
  | {
      readonly result: "REFUSED";
      readonly reason:
        | "NOT_ESTABLISHED_IN_MEMBER_STATE"
        | "NO_EXPERTISE_DOMAIN"
        | "NCC_NEGATIVE"
        | "EXCLUSION_SITUATION";
    }
  | { readonly result: "BLOCKED"; readonly reason: "NCC_ASSESSMENT_MISSING" | "WRONG_NCC" };

const refused = (reason: Extract<CommunityRegistration, { result: "REFUSED" }>["reason"]): CommunityRegistration => ({
  result: "REFUSED",
  reason,
});

/** Whether the ECCC registers a candidate, asked in the order of CLR-COM-01; blocked: something has to come first. */
export const decideCommunityRegistration = (
  candidate: CommunityCandidate,
  assessment: NccAssessment | null,
  isExcluded: boolean,
): CommunityRegistration => {
  const { domains } = candidate;
  if (candidate.kind === "UNION_BODY")
    return domains.length === 0 ? refused("NO_EXPERTISE_DOMAIN") : { result: "REGISTERED", assessedBy: "ECCC" };
  const { established } = candidate;
  if (!memberStates.has(established)) return refused("NOT_ESTABLISHED_IN_MEMBER_STATE");
  if (domains.length === 0) return refused("NO_EXPERTISE_DOMAIN");
  if (assessment === null) return { result: "BLOCKED", reason: "NCC_ASSESSMENT_MISSING" };
  if (assessment.ncc !== established) return { result: "BLOCKED", reason: "WRONG_NCC" };
  if (assessment.outcome === "NEGATIVE") return refused("NCC_NEGATIVE");
  return isExcluded ? refused("EXCLUSION_SITUATION") : { result: "REGISTERED", assessedBy: established };
};
