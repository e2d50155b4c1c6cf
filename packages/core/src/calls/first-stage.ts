import { EnteredCents } from "@grants/kernel/money";
import type { CallVersion } from "./call.ts";

const budgetFactorDefault = 3;

/**
 * A call of two stages as its first one is written and assessed: fewer criteria, thresholds of their own, and a multiple of the budget that
 * those who are invited may ask for together (HSC-04). A call of one stage is what it is.
 */
export const stageOf = (version: CallVersion): CallVersion => {
  const { content } = version;
  const { firstStage, profile, topics } = content;
  if (firstStage === undefined) return version;
  const {
    criteria = profile.criteria,
    criterionThreshold = profile.criterionThreshold,
    overallThreshold = profile.overallThreshold,
    budgetFactor = budgetFactorDefault,
  } = firstStage;
  return {
    ...version,
    content: {
      ...content,
      profile: { ...profile, criteria, criterionThreshold, overallThreshold },
      topics: topics.map((topic) => ({ ...topic, budgetCents: EnteredCents.parse(topic.budgetCents * budgetFactor) })),
    },
  };
};
