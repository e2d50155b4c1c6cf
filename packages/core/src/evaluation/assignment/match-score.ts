/** What a proposal asks of an expert. */
export type Sought = {
  /** From the controlled list, each with how much it weighs in the proposal: a whole number from 1. */
  readonly keywords: ReadonlyMap<string, number>;
  readonly language: string;
};

/** What an expert brings. */
export type Offered = { readonly keywords: ReadonlySet<string>; readonly languages: ReadonlySet<string> };

/** The points of each term. They are whole numbers, so that two machines never disagree about what is best. */
export const matchPoints = { expertise: 1_000, language: 400, continuity: 200 };

export type Match = { readonly expertise: number; readonly language: number; readonly continuity: number };

/**
 * How well an expert suits a proposal: the share of the proposal's keywords, by weight, that the expert knows (of 1,000 points, rounded
 * down); 400 points for reading the language it is written in; 200 for knowing an earlier version or stage of it.
 */
export const matchOf = (sought: Sought, offered: Offered, knowsEarlier: boolean): Match => {
  const weights = [...sought.keywords];
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const known = weights.reduce((sum, [keyword, weight]) => sum + (offered.keywords.has(keyword) ? weight : 0), 0);
  const points = known * matchPoints.expertise;
  return {
    expertise: total === 0 ? 0 : (points - (points % total)) / total,
    language: offered.languages.has(sought.language) ? matchPoints.language : 0,
    continuity: knowsEarlier ? matchPoints.continuity : 0,
  };
};

export const scoreOfMatch = ({ expertise, language, continuity }: Match): number => expertise + language + continuity;
