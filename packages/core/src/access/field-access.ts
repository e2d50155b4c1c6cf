import { Role } from "./role.ts";

/** What stays hidden from whom inside things that they may otherwise read, and until when. */
export type FieldRule = {
  readonly what: "BANK_DATA" | "MAIL_ADDRESSES" | "NATIONAL_PART" | "COMPETING_SCORES" | "EXPERT_INTERESTS";
  readonly hiddenFrom: readonly Role[];
  /** Names of members in answers; what has these names is theirs to see nowhere. None where the values tell whose they are. */
  readonly members: readonly string[];
  readonly until: "ALWAYS" | "AWARD" | "OWN_REPORT";
};

/** Who states an account, who compares it with the bank, and who pays; the others of the Centre see a masked number. */
const readersOfAccounts: readonly Role[] = [
  "applicant",
  "organisationAdministrator",
  "projectOfficer",
  "initiator",
  "verifier",
  "authorisingOfficer",
  "accountingOfficer",
  "auditor",
  "system",
];
const staffing: readonly Role[] = ["organisationAdministrator", "administrator", "system"];
const withoutAny = (...allowed: readonly Role[]): readonly Role[] =>
  Role.options.filter((role) => !allowed.includes(role));

/**
 * Rules on fields, beside the table of actions (OWASP API3): answers are composed of what a reader may have, and a test holds every route to
 * this table as every role.
 */
export const fieldRules: readonly FieldRule[] = [
  {
    what: "BANK_DATA",
    hiddenFrom: withoutAny(...readersOfAccounts),
    members: ["iban", "bic", "holderName", "debtorIban"],
    until: "ALWAYS",
  },
  { what: "MAIL_ADDRESSES", hiddenFrom: withoutAny(...staffing), members: ["mail"], until: "ALWAYS" },
  // MAT-02: a funder sees its own side of a joint action and nobody else's.
  { what: "NATIONAL_PART", hiddenFrom: ["funder"], members: [], until: "AWARD" },
  { what: "COMPETING_SCORES", hiddenFrom: ["expert"], members: [], until: "OWN_REPORT" },
  // EVA-02: whoever looks for experts reads a tie where it makes a conflict, not all that an expert ever declared.
  {
    what: "EXPERT_INTERESTS",
    hiddenFrom: withoutAny("expert", "system"),
    members: ["interests", "coAuthors"],
    until: "ALWAYS",
  },
];

/** Members of an answer, at any depth, that this role never sees. */
export const hiddenMembers = (role: Role, answer: unknown): readonly string[] => {
  const hidden = new Set(fieldRules.flatMap(({ hiddenFrom, members }) => (hiddenFrom.includes(role) ? members : [])));
  const found = new Set<string>();
  const open: unknown[] = [answer];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (hidden.has(name)) found.add(name);
      open.push(member);
    }
  }
  return [...found].toSorted();
};
