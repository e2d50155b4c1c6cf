import { type Ncc, mayReceiveWithoutCall } from "./ncc.ts";

/** A Centre as an invitation names it: of which Member State, and which body it is. */
export type NamedCentre = { readonly country: string; readonly organisation: Ncc["organisation"] };

/** Whoever is invited is, on this day, a listed Centre whose capacity to manage funds is recognised (NCC-03). */
export type CentreNotRecognised = {
  readonly kind: "CentreNotRecognised";
  readonly field: "directAward";
  readonly country: string;
};

/** What a Centre is recognised by: the body that is listed, and what became of its request (NCC-02). */
export type ListedCentre = Pick<Ncc, "country" | "organisation" | "capacity">;

const isRecognised = ({ country, organisation }: NamedCentre, centres: readonly ListedCentre[]): boolean =>
  centres.some(
    (centre) => centre.country === country && centre.organisation === organisation && mayReceiveWithoutCall(centre),
  );

/** The first of these that may not receive a grant without a call today; another body in its place is not the one that was invited. */
export const refuseUnrecognised = (
  invited: readonly NamedCentre[],
  centres: readonly ListedCentre[],
): CentreNotRecognised | null => {
  const found = invited.find((centre) => !isRecognised(centre, centres));
  return found === undefined ? null : { kind: "CentreNotRecognised", field: "directAward", country: found.country };
};
