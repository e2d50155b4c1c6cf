import { type CentreNotRecognised, type ListedCentre, refuseUnrecognised } from "../registry/recognised-centres.ts";
import type { CallContent } from "./call.ts";
import type { DirectAward } from "./direct-award.ts";
import type { WorkProgramme } from "./work-programme.ts";

export type DirectAwardFault =
  | { readonly kind: "DirectAwardGroundMissing"; readonly field: "directAward" }
  | { readonly kind: "DirectAwardNotInProgramme"; readonly field: "directAward" }
  | { readonly kind: "GroundNotOfProgramme"; readonly field: "directAward" }
  | { readonly kind: "CentreInvitedTwice"; readonly field: "directAward"; readonly country: string }
  /** Nobody is ranked, so no national budget can be met in the order of a ranking (MAT-01, MAT-02). */
  | { readonly kind: "DirectAwardStandsAlone"; readonly field: "nationalFunding" }
  | { readonly kind: "DirectAwardFixed"; readonly field: "directAward" }
  | CentreNotRecognised;

type Facts = {
  readonly workProgramme: WorkProgramme | null;
  readonly centres: readonly ListedCentre[];
};

/** A ground of FR 198, and the adopted or planned work programme that allows an award on it (CALL-08, WP-03). */
const groundFaults = (
  { ground, basis }: DirectAward,
  { profile }: CallContent,
  workProgramme: Facts["workProgramme"],
): readonly DirectAwardFault[] => {
  if (ground === undefined || basis === undefined) return [{ kind: "DirectAwardGroundMissing", field: "directAward" }];
  // FR 198(e) is about research: Horizon Europe allows it for coordination and support, and for co-funding (HE-R 24(3)).
  if (ground === "NAMED_IN_PROGRAMME" && profile.programme !== "HE")
    return [{ kind: "GroundNotOfProgramme", field: "directAward" }];
  const allowed = workProgramme?.record.directAwards ?? [];
  return allowed.includes(ground) ? [] : [{ kind: "DirectAwardNotInProgramme", field: "directAward" }];
};

/** What stands in the way of an invitation without a call: FR 198, the work programme, and the Centres that it names. */
export const directAwardFaults = (
  content: CallContent,
  before: CallContent | null,
  { workProgramme, centres }: Facts,
): readonly DirectAwardFault[] => {
  const { directAward } = content;
  // What the public has seen as a call stays one, and an invitation never becomes public.
  if (before !== null && (before.directAward === undefined) !== (directAward === undefined))
    return [{ kind: "DirectAwardFixed", field: "directAward" }];
  if (directAward === undefined) return [];
  const countries = directAward.invited.map(({ country }) => country);
  const twice = countries.find((country, index) => countries.indexOf(country) !== index);
  const unrecognised = refuseUnrecognised(directAward.invited, centres);
  return [
    ...groundFaults(directAward, content, workProgramme),
    ...(twice === undefined ? [] : [{ kind: "CentreInvitedTwice", field: "directAward", country: twice } as const]),
    ...(unrecognised === null ? [] : [unrecognised]),
    ...(content.nationalFunding.kind === "none"
      ? []
      : [{ kind: "DirectAwardStandsAlone", field: "nationalFunding" } as const]),
  ];
};
