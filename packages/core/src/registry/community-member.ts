import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CountryCode } from "../proposals/part.ts";
import {
  type CommunityCandidate,
  type CommunityRegistration,
  decideCommunityRegistration,
} from "./community-registration.ts";

export const MemberId = prefixedId("com").brand("MemberId").meta({ id: "MemberId" });

/** Expertise of a member, by the letters of ECCC-R 8(3). */
export const ExpertiseDomains = z
  .array(z.enum(["a", "b", "c", "d", "e", "f"]))
  .max(6)
  .refine((domains) => new Set(domains).size === domains.length, "A domain is named twice.")
  .meta({ id: "ExpertiseDomains" });

const Step = z.object({ by: UserId, at: Instant });
const NccAssessment = Step.extend({ ncc: CountryCode, outcome: z.enum(["POSITIVE", "NEGATIVE"]) });

export const RevocationGround = z
  .enum(["CRITERIA_NOT_MET", "EXCLUSION_SITUATION", "SECURITY"])
  .meta({ id: "RevocationGround" });

const shared = {
  id: MemberId,
  organisation: OrganisationId,
  entity: z.enum(["LEGAL_ENTITY", "UNION_BODY"]),
  country: CountryCode,
  domains: ExpertiseDomains,
  requestedBy: UserId,
  requestedAt: Instant,
};
const assessment = NccAssessment.optional();
const Requested = z.object({ state: z.literal("requested"), ...shared }).meta({ id: "CommunityRequested" });
const Assessed = z
  .object({ state: z.literal("assessed"), ...shared, assessment: NccAssessment })
  .meta({ id: "CommunityAssessed" });
const Registered = z
  .object({ state: z.literal("registered"), ...shared, assessment, registered: Step })
  .meta({ id: "CommunityRegistered" });
const Refused = z
  .object({
    state: z.literal("refused"),
    ...shared,
    assessment,
    refused: Step.extend({
      because: z.enum([
        "NOT_ESTABLISHED_IN_MEMBER_STATE",
        "NO_EXPERTISE_DOMAIN",
        "NCC_NEGATIVE",
        "EXCLUSION_SITUATION",
      ]),
    }),
  })
  .meta({ id: "CommunityRefused" });
const Revoked = z
  .object({ state: z.literal("revoked"), ...shared, assessment, revoked: Step.extend({ because: RevocationGround }) })
  .meta({ id: "CommunityRevoked" });

/** Membership of the Competence Community: requested, assessed by the Member State's Centre, registered by the ECCC, without expiry (COM-02). */
export const CommunityMember = z
  .discriminatedUnion("state", [Requested, Assessed, Registered, Refused, Revoked])
  .meta({ id: "CommunityMember" });
export type CommunityMember = z.infer<typeof CommunityMember>;

export type CommunityRequestStands = {
  readonly kind: "CommunityRequestStands";
  readonly state: CommunityMember["state"];
};
export type CommunityStepNotPossible = {
  readonly kind: "CommunityStepNotPossible";
  readonly state: CommunityMember["state"];
};
/** Something has to come first: the assessment, or the one by the right Centre (CLR-COM-01). */
export type CommunityBlocked = {
  readonly kind: "CommunityBlocked";
  readonly because: Extract<CommunityRegistration, { result: "BLOCKED" }>["reason"];
};

type Acts = z.infer<typeof Step>;
const requestOf = (member: CommunityMember) => {
  const { id, organisation, entity, country, domains, requestedBy, requestedAt } = member;
  return { id, organisation, entity, country, domains, requestedBy, requestedAt };
};

/** A request may be made, and made again after a refusal or a revocation. */
export const refuseRequest = (member: CommunityMember | null): CommunityRequestStands | null =>
  member === null || member.state === "refused" || member.state === "revoked"
    ? null
    : { kind: "CommunityRequestStands", state: member.state };

/** The Centre of the Member State assesses criteria and national security; a body of the Union has none (COM-02, COM-04). */
export const decideNccAssessment = (
  member: CommunityMember,
  outcome: "POSITIVE" | "NEGATIVE",
  acts: Acts,
): Result<CommunityMember, CommunityStepNotPossible> =>
  member.state === "requested" && member.entity === "LEGAL_ENTITY"
    ? ok({ ...member, state: "assessed", assessment: { ...acts, ncc: member.country, outcome } })
    : err({ kind: "CommunityStepNotPossible", state: member.state });

const candidateOf = ({ entity, country, domains }: CommunityMember): CommunityCandidate =>
  entity === "UNION_BODY" ? { kind: entity, domains } : { kind: entity, established: country, domains };

/** The ECCC registers or refuses, as the rule says (CLR-COM-01). */
export const decideMembership = (
  member: CommunityMember,
  isExcluded: boolean,
  acts: Acts,
): Result<CommunityMember, CommunityStepNotPossible | CommunityBlocked> => {
  if (member.state !== "requested" && member.state !== "assessed")
    return err({ kind: "CommunityStepNotPossible", state: member.state });
  const assessed = member.state === "assessed" ? member.assessment : null;
  const decided = decideCommunityRegistration(candidateOf(member), assessed, isExcluded);
  const request = { ...requestOf(member), ...(assessed === null ? {} : { assessment: assessed }) };
  switch (decided.result) {
    case "REGISTERED":
      return ok({ ...request, state: "registered", registered: acts });
    case "REFUSED":
      return ok({ ...request, state: "refused", refused: { ...acts, because: decided.reason } });
    case "BLOCKED":
      return err({ kind: "CommunityBlocked", because: decided.reason });
  }
};

/** At any time, with a reason that is kept (COM-03). */
export const decideRevocation = (
  member: CommunityMember,
  because: z.infer<typeof RevocationGround>,
  acts: Acts,
): Result<CommunityMember, CommunityStepNotPossible> => {
  if (member.state !== "registered") return err({ kind: "CommunityStepNotPossible", state: member.state });
  const { assessment: assessed } = member;
  const request = { ...requestOf(member), ...(assessed === undefined ? {} : { assessment: assessed }) };
  return ok({ ...request, state: "revoked", revoked: { ...acts, because } });
};
