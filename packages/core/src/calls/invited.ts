import type { OrganisationId } from "@grants/kernel/id";
import type { CallContent, CallVersion } from "./call.ts";

type Content = Pick<CallContent, "directAward" | "secondStage">;

/** The organisations that a call is for; `null`: it is for everybody, and public. */
export const invitedOrganisations = ({ directAward, secondStage }: Content): readonly OrganisationId[] | null => {
  if (directAward !== undefined) return directAward.invited.map(({ organisation }) => organisation);
  if (secondStage === undefined) return null;
  return [...new Set(secondStage.invited.map(({ organisation }) => organisation))];
};

/** When a call takes in its last proposal: of two stages, the end of the first. */
export const takesInUntil = ({ closesAt, firstClosesAt }: Pick<CallVersion, "closesAt" | "firstClosesAt">) =>
  firstClosesAt ?? closesAt;
