import type { Sought } from "../assignment/match-score.ts";
import type { RunTerms } from "./assignment-run.ts";

/**
 * What the proposals of a topic ask of their experts. Proposals say neither keywords nor a language of their own, so those stand for them
 * that the officer gave the topic and the call (docs/assumptions.md). Each keyword weighs the same.
 */
export const soughtIn = ({ wanted }: RunTerms, topicId: string): Sought => {
  const keywords = wanted.topics.find((topic) => topic.topicId === topicId)?.keywords ?? [];
  return { keywords: new Map(keywords.map((keyword) => [keyword, 1])), language: wanted.language };
};
