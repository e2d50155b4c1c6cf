import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { PageContext } from "../../page/page-context.ts";

export type Conflict = Schemas["ConflictFound"];
type Fact = Conflict["facts"][number];

export type Standing = "NONE" | "SET_ASIDE" | "POTENTIAL" | "DISQUALIFYING";

export const standingOf = (conflict: Conflict | undefined): Standing => {
  if (conflict === undefined) return "NONE";
  return conflict.isSetAside ? "SET_ASIDE" : conflict.severity;
};

export const standingTone: Readonly<Record<Standing, StatusTone>> = {
  NONE: "quiet",
  SET_ASIDE: "neutral",
  POTENTIAL: "attention",
  DISQUALIFYING: "active",
};

/** One fact that ties an expert to a proposal, in words; an organisation without a published name goes by its id. */
export const factInWords = (fact: Fact, { organisations }: Conflict, { t, format }: PageContext): string => {
  const nameOf = (id: string): string => organisations.find(({ organisation }) => organisation === id)?.name ?? id;
  switch (fact.because) {
    case "SAME_ORGANISATION":
    case "FORMER_ORGANISATION":
      return t(`evaluation.conflicts.fact.${fact.because}`, { organisation: nameOf(fact.organisation) });
    case "CO_APPLICANT":
      return t("evaluation.conflicts.fact.CO_APPLICANT", {
        organisation: nameOf(fact.organisation),
        proposal: fact.proposalId,
        day: format.date(fact.on),
      });
    case "CO_AUTHOR":
      return t("evaluation.conflicts.fact.CO_AUTHOR", { name: fact.name, day: format.date(fact.on) });
    case "NAMED_IN_PROPOSAL":
      return t("evaluation.conflicts.fact.NAMED_IN_PROPOSAL", { name: fact.name });
    case "DECLARED_INTEREST":
      return t("evaluation.conflicts.fact.DECLARED_INTEREST", {
        pic: fact.pic,
        nature: t(`evaluation.conflicts.nature.${fact.nature}`),
      });
    case "DECLARED_ON_PROPOSAL":
      return t("evaluation.conflicts.fact.DECLARED_ON_PROPOSAL", {
        nature: t(`evaluation.conflicts.nature.${fact.nature}`),
      });
    case "SAME_GROUP":
    case "PERSON_OF_PROPOSAL":
    case "NCC_ASSISTANCE":
      return t(`evaluation.conflicts.fact.${fact.because}`);
  }
};
