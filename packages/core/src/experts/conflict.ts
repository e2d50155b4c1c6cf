import { OrganisationId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { Pic } from "../proposals/part.ts";
import { ProposalId } from "../proposals/proposal.ts";

/** A potential conflict may be set aside with a reason; a disqualifying one bars whatever is said (EVA-03). */
export const ConflictSeverity = z.enum(["POTENTIAL", "DISQUALIFYING"]).meta({ id: "ConflictSeverity" });
export type ConflictSeverity = z.infer<typeof ConflictSeverity>;

/** What an expert declares about an organisation, before any proposal is known. */
export const InterestNature = z
  .enum(["EMPLOYMENT", "FINANCIAL", "FAMILY", "COMPETITION", "ADVICE", "OTHER"])
  .meta({ id: "InterestNature" });
export type InterestNature = z.infer<typeof InterestNature>;

/** One thing that ties an expert to a proposal: what was found, and where. The officer reads it; the expert never does. */
export const ConflictFact = z
  .discriminatedUnion("because", [
    z.object({ because: z.literal("SAME_ORGANISATION"), organisation: OrganisationId }),
    z.object({ because: z.literal("FORMER_ORGANISATION"), organisation: OrganisationId }),
    /** Controlled by the same, or one by the other (CLR-OWN-01); `group` is who stands above both. */
    z.object({ because: z.literal("SAME_GROUP"), group: z.string() }),
    z.object({ because: z.literal("PERSON_OF_PROPOSAL") }),
    /** The name alone is the same: another person may bear it. */
    z.object({ because: z.literal("NAMED_IN_PROPOSAL"), name: z.string() }),
    z.object({
      because: z.literal("CO_APPLICANT"),
      organisation: OrganisationId,
      proposalId: ProposalId,
      on: LocalDate,
    }),
    z.object({ because: z.literal("CO_AUTHOR"), name: z.string(), on: LocalDate }),
    z.object({ because: z.literal("DECLARED_INTEREST"), pic: Pic, nature: InterestNature }),
    /** NCC-05: the expert, or the Coordination Centre of the expert, helped with the application. */
    z.object({ because: z.literal("NCC_ASSISTANCE"), assistance: z.string() }),
    /** The expert's own declaration on this proposal. */
    z.object({ because: z.literal("DECLARED_ON_PROPOSAL"), nature: InterestNature }),
  ])
  .meta({ id: "ConflictFact" });
export type ConflictFact = z.infer<typeof ConflictFact>;

/** An expert who may not evaluate a proposal, with everything that says so. */
export const Bar = z
  .object({ expert: UserId, severity: ConflictSeverity, facts: z.array(ConflictFact).min(1) })
  .meta({ id: "Bar" });
export type Bar = z.infer<typeof Bar>;

/**
 * For each proposal of a call the experts that are barred from it, by their ids. What an assignment takes as hard constraints: a proposal
 * that is not in it bars nobody; a potential bar that was set aside is not in it any more.
 */
export type BarredExperts = ReadonlyMap<ProposalId, readonly Bar[]>;

const potential: ReadonlySet<ConflictFact["because"]> = new Set([
  "FORMER_ORGANISATION",
  "NAMED_IN_PROPOSAL",
  "CO_APPLICANT",
  "CO_AUTHOR",
]);
const weakInterests: ReadonlySet<InterestNature> = new Set(["COMPETITION", "ADVICE", "OTHER"]);

/** How much one fact weighs on its own. */
export const severityOf = (fact: ConflictFact): ConflictSeverity => {
  if (fact.because === "DECLARED_INTEREST") return weakInterests.has(fact.nature) ? "POTENTIAL" : "DISQUALIFYING";
  return potential.has(fact.because) ? "POTENTIAL" : "DISQUALIFYING";
};

/** The worst of what was found; `null`: nothing was. */
export const barOf = (expert: UserId, facts: readonly ConflictFact[]): Bar | null => {
  if (facts.length === 0) return null;
  const severity = facts.some((fact) => severityOf(fact) === "DISQUALIFYING") ? "DISQUALIFYING" : "POTENTIAL";
  return { expert, severity, facts: [...facts] };
};
