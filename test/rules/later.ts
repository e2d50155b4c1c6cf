const money = "grant agreements, payments and recovery in full";
const registry = "the registry in full";

/** With which capability the rules of a page come that no test cites yet. */
export const laterPages: Readonly<Record<string, string>> = {
  agreements: money,
  calls: "calls in full",
  cascade: "cascade grants",
  certification: "certification conditions",
  cofunding: "co-funding by Member States in full",
  disbursement: money,
  evaluation: "evaluation and award in full",
  governance: "votes of the Governing Board",
  proposals: "proposals in full",
  readme: money,
  registry,
  transparency: "open data and reports",
};

/** The same for single rules that come with something else than their page. */
export const laterRules: Readonly<Record<string, string>> = {};
