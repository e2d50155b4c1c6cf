import { OrganisationId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assistance, AssistanceId } from "../access/assistance.ts";
import { CountryCode, Pic } from "../proposals/part.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { severityOf } from "./conflict.ts";
import { comparableName } from "./comparable-name.ts";
import { type ExpertFacts, type ProposalFacts, findConflicts } from "./find-conflicts.ts";
import { controllingGroups, ownGroup } from "./groups.ts";

const organisation = (name: string) => OrganisationId.parse(`org_${newId(name)}`);
const user = (name: string) => UserId.parse(`usr_${newId(name)}`);
const proposalId = ProposalId.parse(`prop_${newId("proposal")}`);
const germany = CountryCode.parse("DE");
const today = LocalDate.parse("2027-02-10");
const on = (text: string) => LocalDate.parse(text);

const anExpert = (over: Partial<ExpertFacts> = {}): ExpertFacts => ({
  expert: user("Ada"),
  name: "Ada Peeters",
  organisations: [],
  groups: [],
  interests: [],
  coAuthors: [],
  coApplicants: [],
  ...over,
});
const aProposal = (over: Partial<ProposalFacts> = {}): ProposalFacts => ({
  proposalId,
  organisations: [organisation("applicant")],
  pics: [Pic.parse("999999999")],
  groups: [],
  users: [],
  names: [],
  ...over,
});
const applicant = organisation("applicant");
const found = (
  expert: Partial<ExpertFacts>,
  proposal: Partial<ProposalFacts> = {},
  assistances: readonly Assistance[] = [],
) =>
  findConflicts({ experts: [anExpert(expert)], proposals: [aProposal(proposal)], assistances, today })
    .get(proposalId)
    ?.map(({ severity, facts }) => ({ severity, because: facts.map(({ because }) => because) }))
    .at(0) ?? null;
const disqualified = (because: string) => ({ severity: "DISQUALIFYING", because: [because] });
const potential = (because: string) => ({ severity: "POTENTIAL", because: [because] });

describe("finding conflicts of interest before anybody is invited", () => {
  test("leaves alone who has nothing to do with the proposal (EVA-02)", () => {
    expect(found({ organisations: [{ id: organisation("other"), pic: null, isPast: false }] })).toBeNull();
  });

  test("bars from a proposal of one's own organisation, known by its id or its PIC (EVA-02)", () => {
    const own = { id: applicant, pic: Pic.parse("999999999"), isPast: false };
    expect(found({ organisations: [own] })).toEqual(disqualified("SAME_ORGANISATION"));
    expect(found({ organisations: [{ ...own, id: organisation("alias") }] })).toEqual(
      disqualified("SAME_ORGANISATION"),
    );
  });

  test("finds a former organisation, which an officer may set aside (EVA-03)", () => {
    expect(found({ organisations: [{ id: applicant, pic: null, isPast: true }] })).toEqual(
      potential("FORMER_ORGANISATION"),
    );
  });

  test("bars who wrote the proposal, and asks about who bears a name in it (EVA-03)", () => {
    expect(found({}, { users: [user("Ada")] })).toEqual(disqualified("PERSON_OF_PROPOSAL"));
    expect(found({}, { names: ["PÉETERS, Ada"] })).toEqual(potential("NAMED_IN_PROPOSAL"));
  });

  test.each([
    ["2024-02-09", null],
    ["2024-02-10", potential("CO_AUTHOR")],
    ["2024-02-11", potential("CO_AUTHOR")],
  ])("counts a common paper of %s for three years and not a day longer (EVA-03)", (day, expected) => {
    const coAuthors = [{ name: "Bo Smit", on: on(day) }];
    expect(found({ coAuthors }, { names: ["Bo Smit"] })).toEqual(expected);
  });

  test("counts a common proposal of the last years (EVA-03)", () => {
    const common = { organisation: applicant, proposalId, on: on("2025-01-01") };
    expect(found({ coApplicants: [common] })).toEqual(potential("CO_APPLICANT"));
    expect(found({ coApplicants: [{ ...common, on: on("2024-02-09") }] })).toBeNull();
  });

  test("weighs a declared interest by its nature (EVA-03)", () => {
    const pic = Pic.parse("999999999");
    expect(found({ interests: [{ pic, nature: "FAMILY" }] })).toEqual(disqualified("DECLARED_INTEREST"));
    expect(found({ interests: [{ pic, nature: "COMPETITION" }] })).toEqual(potential("DECLARED_INTEREST"));
  });

  test("bars whoever helped the applicant, and a Centre from the application that it helped with (NCC-05)", () => {
    const centre = organisation("centre");
    const id = AssistanceId.parse(`ast_${newId("help")}`);
    const help: Assistance = { id, centre, officer: user("Ada"), applicant, assistedOn: today };
    const byColleague = { ...help, officer: user("Bo"), subject: proposalId };
    const organisations = [{ id: centre, pic: null, isPast: false }];
    expect(found({}, {}, [help])).toEqual(disqualified("NCC_ASSISTANCE"));
    expect(found({}, {}, [byColleague])).toBeNull();
    expect(found({ organisations }, {}, [byColleague])).toEqual(disqualified("NCC_ASSISTANCE"));
    expect(found({ organisations }, {}, [{ ...byColleague, subject: `prop_${newId("else")}` }])).toBeNull();
  });

  test("follows control through the group, and stops at half and at a State (CLR-OWN-01)", () => {
    const owner = (kind: "LEGAL" | "PUBLIC" | "NATURAL") => ({ key: "A", name: "Holding AG", kind, country: germany });
    const heldBy = (kind: "LEGAL" | "PUBLIC" | "NATURAL", sharePercent: string) =>
      controllingGroups({ owners: [owner(kind)], holdings: [{ owned: "SELF", owner: "A", sharePercent }] }, newId);
    const groups = [ownGroup({ name: "HOLDING ag", country: germany })];
    expect(found({ groups: heldBy("LEGAL", "50.01") }, { groups })).toEqual(disqualified("SAME_GROUP"));
    expect(found({ groups: heldBy("LEGAL", "50") }, { groups })).toBeNull();
    expect(found({ groups: heldBy("PUBLIC", "100") }, { groups })).toBeNull();
    expect(heldBy("NATURAL", "100").join()).not.toMatch(/holding/i);
    expect(found({ groups: heldBy("NATURAL", "100") }, { groups: heldBy("NATURAL", "51") })).toEqual(
      disqualified("SAME_GROUP"),
    );
  });

  test("gives the worst of what was found, and the same for a whole call as for each pair (EVA-02)", () => {
    const names = ["Ada", "Bo", "Cy"] as const;
    const anyName = fc.constantFrom(...names);
    const experts = fc.uniqueArray(
      fc.record({ name: anyName, member: anyName, isPast: fc.boolean(), nature: fc.constantFrom("FAMILY", "OTHER") }),
      { selector: ({ name }) => name, maxLength: 3 },
    );
    const proposals = fc.uniqueArray(fc.record({ id: anyName, partner: anyName, person: anyName }), {
      selector: ({ id }) => id,
      maxLength: 3,
    });
    fc.assert(
      fc.property(experts, proposals, (people, papers) => {
        const known = {
          experts: people.map(({ name, member, isPast }) =>
            anExpert({ expert: user(name), name, organisations: [{ id: organisation(member), pic: null, isPast }] }),
          ),
          proposals: papers.map(({ id, partner, person }) =>
            aProposal({
              proposalId: ProposalId.parse(`prop_${newId(id)}`),
              organisations: [organisation(partner)],
              names: [person],
            }),
          ),
          assistances: [],
          today,
        };
        const whole = findConflicts(known);
        for (const proposal of known.proposals) {
          const single = known.experts.flatMap(
            (expert) =>
              findConflicts({ ...known, experts: [expert], proposals: [proposal] }).get(proposal.proposalId) ?? [],
          );
          expect(whole.get(proposal.proposalId) ?? []).toEqual(single);
          for (const { severity, facts } of single)
            expect(severity === "DISQUALIFYING").toBe(facts.some((fact) => severityOf(fact) === "DISQUALIFYING"));
        }
      }),
    );
  });

  test("compares names without case, accents, marks and order", () => {
    expect(comparableName("Müller-Łuczak, Zoé")).toBe(comparableName("zoe MÜLLER łuczak"));
    expect(comparableName(" — ")).toBe("");
  });
});
