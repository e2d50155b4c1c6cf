import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { PageContext } from "../../page/page-context.ts";
import type { Crumb } from "../../page/page.ts";

export type BallotPage = Schemas["BallotPage"];
export type Ballot = Schemas["Ballot"];
export type DecisionPoint = Schemas["DecisionPoint"];

export const ballotTone: Readonly<Record<Ballot["state"], StatusTone>> = {
  prepared: "neutral",
  open: "attention",
  closed: "quiet",
  consensus: "quiet",
  withdrawn: "quiet",
};

/** Points of Article 13(3) that have words of their own, in the order of the letters. */
export const namedPoints = [
  ...(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "p", "q", "t", "u", "w", "x", "y"] as const),
  "ASSETS",
  "REVOCATION",
] as const satisfies readonly DecisionPoint[];
/** The others, which the Regulation lists without a matter of the platform's. */
export const otherPoints: readonly DecisionPoint[] = ["m", "n", "o", "r", "s", "v", "z"];

type NamedPoint = (typeof namedPoints)[number];
const isNamed = (point: DecisionPoint): point is NamedPoint => namedPoints.some((named) => named === point);
export const pointOf = (point: DecisionPoint, { t }: Pick<PageContext, "t">): string =>
  isNamed(point) ? t(`board.point.${point}`) : t("board.point.other", { point });

export const effects = ["REVOKE", "RESTORE"] as const satisfies readonly Schemas["VoteRevocation"]["effect"][];

export const choices = ["YES", "NO", "ABSTAIN"] as const satisfies readonly Schemas["VoteChoice"][];

/** Paths below the language. */
export const ballotPath = (ballotId: string): string => `/board/ballots/${ballotId}`;
export const boardCrumb = ({ t }: Pick<PageContext, "t">): Crumb => ({ label: t("board.title"), path: "/board" });

/** The name of a member in the reader's language. */
export const memberName = (member: string, { t, language }: Pick<PageContext, "t" | "language">): string =>
  member === "EU" ? t("board.union") : (new Intl.DisplayNames(language, { type: "region" }).of(member) ?? member);
