import { type Ncc, mayReceiveWithoutCall } from "../registry/ncc.ts";
import type { CallContent } from "./call.ts";
import type { DirectAward, InvitedCentre } from "./direct-award.ts";
import type { WorkProgramme } from "./work-programme.ts";

/** Whoever is invited is, on this day, a listed Centre whose capacity to manage funds is recognised (NCC-03). */
export type CentreNotRecognised = {
  readonly kind: "CentreNotRecognised";
  readonly field: "directAward";
  readonly country: string;
};

export type DirectAwardFault =
  | { readonly kind: "DirectAwardGroundMissing"; readonly field: "directAward" }
  | { readonly kind: "DirectAwardNotInProgramme"; readonly field: "directAward" }
  | { readonly kind: "GroundNotOfProgramme"; readonly field: "directAward" }
  | { readonly kind: "CentreInvitedTwice"; readonly field: "directAward"; readonly country: string }
  /** Nobody is ranked, so no national budget can be met in the order of a ranking (MAT-01, MAT-02). */
  | { readonly kind: "DirectAwardStandsAlone"; readonly field: "nationalFunding" }
  | { readonly kind: "DirectAwardFixed"; readonly field: "directAward" }
  | CentreNotRecognised;

/** What a Centre is recognised by: the body that is listed, and what became of its request (NCC-02). */
export type ListedCentre = Pick<Ncc, "country" | "organisation" | "capacity">;

const isRecognised = ({ country, organisation }: InvitedCentre, centres: readonly ListedCentre[]): boolean =>
  centres.some(
    (centre) => centre.country === country && centre.organisation === organisation && mayReceiveWithoutCall(centre),
  );

/** The first of these that may not receive a grant without a call today; another body in its place is not the one that was invited. */
export const refuseUnrecognised = (
  invited: readonly InvitedCentre[],
  centres: readonly ListedCentre[],
): CentreNotRecognised | null => {
  const found = invited.find((centre) => !isRecognised(centre, centres));
  return found === undefined ? null : { kind: "CentreNotRecognised", field: "directAward", country: found.country };
};

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
