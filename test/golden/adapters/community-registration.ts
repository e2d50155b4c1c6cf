import { CountryCode } from "@grants/core/proposals/part";
import { decideCommunityRegistration } from "@grants/core/registry/community-registration";
import { z } from "zod";

const domains = z.array(z.enum(["a", "b", "c", "d", "e", "f"]));
const NccCode = z.string().regex(/^NCC-[A-Z]{2}$/);
const Input = z.object({
  entity: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("LEGAL_ENTITY"), established: CountryCode, domains }),
    z.object({ kind: z.literal("UNION_BODY"), domains }),
  ]),
  nccAssessment: z.object({ ncc: NccCode, outcome: z.enum(["POSITIVE", "NEGATIVE"]) }).nullable(),
  exclusionSituation: z.boolean(),
});

const prefix = "NCC-";

export const adapt = (input: unknown): unknown => {
  const { entity, nccAssessment, exclusionSituation } = Input.parse(input);
  const assessment =
    nccAssessment === null
      ? null
      : { ...nccAssessment, ncc: CountryCode.parse(nccAssessment.ncc.slice(prefix.length)) };
  const decided = decideCommunityRegistration(entity, assessment, exclusionSituation);
  if (decided.result !== "REGISTERED") return decided;
  const { result, assessedBy } = decided;
  return {
    result,
    assessedBy: assessedBy === "ECCC" ? assessedBy : `${prefix}${assessedBy}`,
    registeredBy: "ECCC",
    expires: null,
  };
};
