import { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { describe, expect, test } from "vitest";
import type { BarredExperts } from "../../experts/conflict.ts";
import { ExpertProfile, type KeptProfile } from "../../experts/expert-profile.ts";
import { ProposalId } from "../../proposals/proposal.ts";
import { certifyAssignment } from "./certify-assignment.ts";
import { problemOfCall } from "./problem-of-call.ts";
import { solveAssignment } from "./solve-assignment.ts";

const on = LocalDate.parse("2027-02-10");
const terms = { expertsPerProposal: 3, loadMin: 1, loadMax: 3, on };
const anExpert = (name: string, over: object = {}): KeptProfile => ({
  user: UserId.parse(`usr_${newId(name)}`),
  version: 1,
  profile: ExpertProfile.parse({
    expertise: ["CRYPTOLOGY"],
    expertiseText: "Ciphers",
    languages: ["en"],
    country: "DE",
    sector: "ACADEMIA",
    availability: [],
    reportsMax: 10,
    interests: [],
    coAuthors: [],
    ...over,
  }),
});
const pool = ["a", "b", "c", "d", "e", "f"].map((name) => anExpert(name));
const proposals = ["p", "q", "r", "s"].map((name) => ({
  proposalId: ProposalId.parse(`prop_${newId(name)}`),
  sought: { keywords: new Map([["CRYPTOLOGY", 1]]), language: "en" },
}));
const nobody: BarredExperts = new Map();
const of = (over: object) => problemOfCall({ proposals, pool, barredExperts: nobody, terms, ...over });

describe("a call and its pool as a problem", () => {
  test.each(["POTENTIAL", "DISQUALIFYING"] as const)(
    "bars an expert with a %s conflict and still gives every proposal its experts (EVA-02, EVA-03)",
    (severity) => {
      const [first] = proposals;
      const [expert] = pool;
      if (first === undefined || expert === undefined) throw new Error("The example is empty.");
      const facts = [{ because: "PERSON_OF_PROPOSAL" as const }];
      const made = of({ barredExperts: new Map([[first.proposalId, [{ expert: expert.user, severity, facts }]]]) });
      const solved = solveAssignment(made.problem);
      if (!solved.ok) throw new Error("There are enough experts.");
      const plan = solved.value.plan[made.proposals.findIndex(({ proposalId }) => proposalId === first.proposalId)];
      expect(plan?.map((at) => made.experts[at]?.user)).not.toContain(expert.user);
      expect(solved.value.plan.map((experts) => experts.length)).toEqual([3, 3, 3, 3]);
      expect(certifyAssignment(made.problem, solved.value.plan, solved.value.prices)).toMatchObject({
        faults: [],
        proven: true,
      });
    },
  );

  test("is the same in whatever order the call and the pool are read", () => {
    expect(of({ proposals: proposals.toReversed(), pool: pool.toReversed() })).toEqual(of({}));
  });

  test("gives nobody more than they want, nor anything to who is away that day", () => {
    const away = anExpert("g", { availability: [{ from: "2027-03-01", to: "2027-03-02" }] });
    const { problem } = of({ pool: [anExpert("h", { reportsMax: 2 }), away], terms: { ...terms, loadMin: 3 } });
    expect([...problem.minLoads]).toEqual([2]);
    expect([...problem.maxLoads]).toEqual([2]);
  });
});
