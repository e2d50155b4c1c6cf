import type { Problem } from "../../problem.ts";

/** Where the form asks for what a refusal names: the first field of the part that it is about. */
const firstFields: Readonly<Record<string, string>> = {
  opens: "opens.local",
  closes: "closes.local",
  topics: "topics.0.topicId",
  profile: "profile.criteria",
  nationalFunding: "nationalFunding.jointActionId",
  firstStage: "firstStage.isOn",
  security: "security.isOn",
  consortiumRule: "consortiumRule.isOn",
  fstp: "fstp.isOn",
  annexes: "annexes.0.annexId",
  textLimits: "textLimits.0.section",
  certification: "certification.0.use",
  envelopes: "envelopes.0.title",
  directAward: "directAward.isOn",
};

/** The field of the form where what stands in the way of a publication is mended. */
export const faultField = ({ code, field }: Problem): string => {
  if (code === "DeadlineMovedEarlier") return "closes.local";
  return field === undefined ? "title" : (firstFields[field] ?? field);
};
