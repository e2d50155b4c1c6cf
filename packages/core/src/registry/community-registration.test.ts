import { describe, expect, test } from "vitest";
import { CountryCode } from "../proposals/part.ts";
import { type CommunityCandidate, type NccAssessment, decideCommunityRegistration } from "./community-registration.ts";

const country = (code: string) => CountryCode.parse(code);
const entity = (established: string, ...domains: CommunityCandidate["domains"]): CommunityCandidate => ({
  kind: "LEGAL_ENTITY",
  established: country(established),
  domains,
});
const assessed = (ncc: string, outcome: NccAssessment["outcome"] = "POSITIVE"): NccAssessment => ({
  ncc: country(ncc),
  outcome,
});
const refused = (reason: string) => ({ result: "REFUSED", reason });
const blocked = (reason: string) => ({ result: "BLOCKED", reason });

describe("registering a member of the Competence Community", () => {
  test.each([
    ["asks first for a Member State", entity("NO"), null, true, refused("NOT_ESTABLISHED_IN_MEMBER_STATE")],
    ["then for a domain", entity("RO"), null, true, refused("NO_EXPERTISE_DOMAIN")],
    ["then for an assessment", entity("RO", "d"), null, true, blocked("NCC_ASSESSMENT_MISSING")],
    ["by its own centre", entity("RO", "d"), assessed("BG"), true, blocked("WRONG_NCC")],
    ["that is positive", entity("RO", "d"), assessed("RO", "NEGATIVE"), true, refused("NCC_NEGATIVE")],
    ["and for no exclusion", entity("RO", "d"), assessed("RO"), true, refused("EXCLUSION_SITUATION")],
    ["and registers", entity("RO", "d"), assessed("RO"), false, { result: "REGISTERED", assessedBy: "RO" }],
  ] as const)("%s", (_step, candidate, assessment, isExcluded, decided) => {
    expect(decideCommunityRegistration(candidate, assessment, isExcluded)).toEqual(decided);
  });

  test("assesses bodies of the Union itself, and asks them for a domain alone", () => {
    const body = (...domains: CommunityCandidate["domains"]) => ({ kind: "UNION_BODY", domains }) as const;
    expect(decideCommunityRegistration(body("f"), null, true)).toEqual({ result: "REGISTERED", assessedBy: "ECCC" });
    expect(decideCommunityRegistration(body(), null, false)).toEqual(refused("NO_EXPERTISE_DOMAIN"));
  });
});
