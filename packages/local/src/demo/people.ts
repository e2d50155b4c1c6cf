import { OrganisationId, UserId } from "@grants/kernel/id";
import { FunderCode, type RoleGrant } from "@grants/core/access/rights";
import { newId } from "@grants/store/new-id";

/** A synthetic person: nobody of this name works for anybody named here. */
export type StoryPerson = {
  readonly id: UserId;
  /** The account that the person signs in with. */
  readonly subject: string;
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  readonly grants: readonly RoleGrant[];
};

export const organisationId = (name: string) => OrganisationId.parse(`org_${newId(`demo:${name}`)}`);

const person = (
  key: string,
  name: string,
  organisation: string,
  role: string,
  grants: readonly RoleGrant[],
): StoryPerson => ({
  id: UserId.parse(`usr_${newId(`demo:${key}`)}`),
  subject: `demo:${key}`,
  name,
  role,
  organisation,
  grants,
});

const eccc = "European Cybersecurity Competence Centre";
const applicant = (key: string, name: string, organisation: string) =>
  person(key, name, organisation, "Coordinator", [{ role: "applicant", organisation: organisationId(organisation) }]);
const expert = (key: string, name: string) => person(key, name, "Independent expert", "Expert", [{ role: "expert" }]);
const funder = (code: string, name: string, organisation: string) =>
  person(`funder ${code}`, name, organisation, "Member State", [{ role: "funder", funder: FunderCode.parse(code) }]);

/** A representative in the Governing Board: of a Member State, or of the Union as EU. */
const boardMember = (code: string, name: string, organisation: string) =>
  person(`board ${code}`, name, organisation, "Board member", [
    { role: "boardMember", funder: FunderCode.parse(code) },
  ]);

const of = (key: string, name: string, organisation: string, role: string, ...roles: readonly RoleGrant["role"][]) =>
  person(
    key,
    name,
    organisation,
    role,
    roles.map((each) => ({ role: each, organisation: organisationId(organisation) })),
  );

/** Who plays in the demonstration, by what they do in it. */
export const cast = {
  programmeOfficer: person("programme", "Ingrid Vos", eccc, "Programme officer", [{ role: "programmeOfficer" }]),
  evaluationOfficer: person("evaluation", "Tomáš Novák", eccc, "Evaluation officer", [{ role: "evaluationOfficer" }]),
  projectOfficer: person("project", "Marta Kowalska", eccc, "Project officer", [{ role: "projectOfficer" }]),
  executiveDirector: person("director", "Elena Marin", eccc, "Executive Director", [{ role: "authorisingOfficer" }]),
  initiator: person("initiator", "Pádraig Byrne", eccc, "Financial initiator", [{ role: "initiator" }]),
  verifier: person("verifier", "Sofia Almeida", eccc, "Financial verifier", [{ role: "verifier" }]),
  accountingOfficer: person("accounting", "Henrik Lund", eccc, "Accounting officer", [{ role: "accountingOfficer" }]),
  auditor: person("auditor", "Anna Bergström", "European Court of Auditors", "Auditor", [{ role: "auditor" }]),
  boardMember: boardMember("IT", "Giulia Ricci", "Governing Board, Italy"),
  boardUnion: boardMember("EU", "Margarida Sousa", "Governing Board, European Commission"),
  boardBelgium: boardMember("BE", "Els Maes", "Governing Board, Belgium"),
  boardNetherlands: boardMember("NL", "Ruben Hoekstra", "Governing Board, Netherlands"),
  anna: applicant("anna", "Anna Peeters", "National Cyber Hub of Belgium"),
  joost: applicant("joost", "Joost de Wit", "Dutch Cyber Hub Foundation"),
  chiara: applicant("chiara", "Chiara Conti", "Italian National Hub Consortium"),
  mikael: applicant("mikael", "Mikael Laine", "Finnish Hub for Cyber Resilience"),
  ana: applicant("ana", "Ana Horvat", "Croatian Cyber Hub Initiative"),
  expertOne: expert("expert one", "Dr Lucía Torres"),
  expertTwo: expert("expert two", "Prof. Jan Nilsen"),
  expertThree: expert("expert three", "Dr Maria Papadaki"),
  expertFour: expert("expert four", "Dr Ewa Zielińska"),
  expertFive: expert("expert five", "Prof. Tomasz Novák"),
  expertSix: expert("expert six", "Dr Clara Moreau"),
  belgium: funder("BE", "Luc Janssens", "Federal funding agency of Belgium"),
  netherlands: funder("NL", "Sanne Bakker", "Funding agency of the Netherlands"),
  italy: funder("IT", "Paolo Greco", "Funding agency of Italy"),
  finland: funder("FI", "Aino Korhonen", "Funding agency of Finland"),
  croatia: funder("HR", "Ivan Babić", "Funding agency of Croatia"),
  administrator: person("administrator", "Astrid Nyström", eccc, "Platform administrator", [{ role: "administrator" }]),
  ghentAdministrator: of(
    "admin be",
    "Bram Claes",
    "National Cyber Hub of Belgium",
    "Administrator",
    "organisationAdministrator",
  ),
  hagueAdministrator: of(
    "admin nl",
    "Femke Bos",
    "Dutch Cyber Hub Foundation",
    "Administrator and coordinator",
    "organisationAdministrator",
    "applicant",
  ),
  belgianCentre: of(
    "ncc be",
    "Lore Dubois",
    "National Coordination Centre of Belgium",
    "Officer of a Coordination Centre",
    "nccOfficer",
  ),
  centreCoordinator: of(
    "ncc be coordinator",
    "Wout Declercq",
    "National Coordination Centre of Belgium",
    "Coordinator of a Coordination Centre",
    "applicant",
  ),
  newcomer: person("newcomer", "Lien Maes", "Of no organisation yet", "Newcomer", []),
} as const satisfies Readonly<Record<string, StoryPerson>>;

export const people: readonly StoryPerson[] = Object.values(cast);
