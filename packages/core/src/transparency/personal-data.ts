/** Where an item lies; `log` and `mail` are outside of the tables. */
export type PersonalPlace = "people" | "grants" | "ledger" | "views" | "sessions" | "files" | "log" | "mail";

/** Why it is kept; the privacy page has words for each. */
export type Purpose =
  | "account"
  | "invitation"
  | "application"
  | "evaluation"
  | "payment"
  | "decision"
  | "publication"
  | "news"
  | "security";

/** How long. Each clock that the law sets names its rule. */
export type RetentionClock =
  /** As long as the person has an account, which ends so many months after the last role, or the last change of their details. */
  | { readonly kind: "ACCOUNT"; readonly monthsWithoutRole: number }
  /** As long as the role that it tells of. */
  | { readonly kind: "ROLE" }
  /** Until the invitation is answered, withdrawn or over. */
  | { readonly kind: "INVITATION" }
  /** Five years from the discharge for the budget year of the last act in the file. */
  | { readonly kind: "SUPPORTING_DOCUMENTS"; readonly rule: "RECD-02" }
  /** Of recipients who are natural persons, published: until the end of the second year after the commitment. */
  | { readonly kind: "PUBLICATION"; readonly rule: "TRA-02" }
  | { readonly kind: "DAYS"; readonly days: number }
  | { readonly kind: "HOURS"; readonly hours: number }
  /** Until the person ends it, with one click in any mail. */
  | { readonly kind: "SUBSCRIPTION" }
  /** Ids alone, which name nobody once the name is gone. */
  | { readonly kind: "PSEUDONYM" };

export type PersonalItem = {
  readonly place: PersonalPlace;
  /** The keys as the table of access patterns writes them; of what lies in no table, what it is. */
  readonly pk: string;
  readonly sk: string;
  readonly purpose: Purpose;
  readonly clock: RetentionClock;
  /** `DELETED` when a person is erased; `EXPIRES` by its clock; `ORGANISATION`: it is the organisation's, whose file it is in; `STAYS` as ids. */
  readonly onErasure: "DELETED" | "EXPIRES" | "ORGANISATION" | "STAYS";
};

/** The platform's own assumption: people come back for a next call. */
export const monthsWithoutRole = 12;
const account = { kind: "ACCOUNT", monthsWithoutRole } as const;
const role = { kind: "ROLE" } as const;
const invitation = { kind: "INVITATION" } as const;
const supportingDocuments = { kind: "SUPPORTING_DOCUMENTS", rule: "RECD-02" } as const;
const pseudonym = { kind: "PSEUDONYM" } as const;

/**
 * Every item that holds personal data, why, and for how long: the privacy page, the page of one's own data and erasure read this table. An
 * item of `people` or `sessions` without a row is found by a test.
 */
export const personalItems = {
  person: {
    place: "people",
    pk: "USER#<user>",
    sk: "PERSON",
    purpose: "account",
    clock: account,
    onErasure: "DELETED",
  },
  rights: {
    place: "people",
    pk: "USER#<user>",
    sk: "ACCESS",
    purpose: "account",
    clock: account,
    onErasure: "DELETED",
  },
  expertProfile: {
    place: "people",
    pk: "EXPERT#<user>",
    sk: "PROFILE",
    purpose: "evaluation",
    clock: account,
    onErasure: "DELETED",
  },
  expertPool: {
    place: "people",
    pk: "POOL#<expertise>#<language>",
    sk: "<user>",
    purpose: "evaluation",
    clock: account,
    onErasure: "DELETED",
  },
  handedOn: {
    place: "people",
    pk: "USER#<user>",
    sk: "DELEG#<grantId>*",
    purpose: "account",
    clock: account,
    onErasure: "DELETED",
  },
  grantsByRole: {
    place: "people",
    pk: "ROLE#<role>",
    sk: "<grantId>",
    purpose: "account",
    clock: role,
    onErasure: "EXPIRES",
  },
  grantsByOrganisation: {
    place: "people",
    pk: "ORG#<organisationId>",
    sk: "ACCESS#*",
    purpose: "account",
    clock: role,
    onErasure: "EXPIRES",
  },
  grantsByEnd: {
    place: "people",
    pk: "ENDING",
    sk: "<validTo>#<grantId> range",
    purpose: "account",
    clock: role,
    onErasure: "EXPIRES",
  },
  retention: {
    place: "people",
    pk: "RETENTION",
    sk: "<dueOn>#<subject> range",
    purpose: "account",
    clock: account,
    onErasure: "EXPIRES",
  },
  invitationLink: {
    place: "people",
    pk: "INVITE#<sha256>",
    sk: "-",
    purpose: "invitation",
    clock: invitation,
    onErasure: "EXPIRES",
  },
  partnerLink: {
    place: "people",
    pk: "JOIN#<sha256>",
    sk: "-",
    purpose: "invitation",
    clock: invitation,
    onErasure: "EXPIRES",
  },
  partnerLetters: {
    place: "people",
    pk: "CONTACT#<proposalId>",
    sk: "<membershipId>",
    purpose: "invitation",
    clock: invitation,
    onErasure: "EXPIRES",
  },
  openInvitations: {
    place: "people",
    pk: "ORG#<organisationId>",
    sk: "INVITE#*",
    purpose: "invitation",
    clock: invitation,
    onErasure: "EXPIRES",
  },
  openStaffInvitations: {
    place: "people",
    pk: "INVITED",
    sk: "INVITE#*",
    purpose: "invitation",
    clock: invitation,
    onErasure: "EXPIRES",
  },
  notes: {
    place: "people",
    pk: "NOTE#<aggregate>",
    sk: "V#<n8>",
    purpose: "decision",
    clock: supportingDocuments,
    onErasure: "DELETED",
  },
  notesByAuthor: {
    place: "people",
    pk: "WROTE#<user>",
    sk: "<aggregate>#V#<n8>",
    purpose: "decision",
    clock: supportingDocuments,
    onErasure: "DELETED",
  },
  subscribers: {
    place: "people",
    pk: "SUBSCRIBERS#<s2>",
    sk: "<mailSha256>#<subscriptionSha256>",
    purpose: "news",
    clock: { kind: "SUBSCRIPTION" },
    onErasure: "EXPIRES",
  },
  legalEntity: {
    place: "people",
    pk: "ORG#<organisationId>",
    sk: "LEF#V1",
    purpose: "payment",
    clock: supportingDocuments,
    onErasure: "ORGANISATION",
  },
  organisationFacts: {
    place: "people",
    pk: "ORG#<organisationId>",
    sk: "OWN, OWN#V<n4>, SIZE, SIZE#V<n4>",
    purpose: "application",
    clock: supportingDocuments,
    onErasure: "ORGANISATION",
  },
  organisationGroups: {
    place: "grants",
    pk: "ORG#<organisationId>",
    sk: "GROUPS",
    purpose: "evaluation",
    clock: supportingDocuments,
    onErasure: "ORGANISATION",
  },
  bankAccountFiles: {
    place: "people",
    pk: "ORG#<organisationId>",
    sk: "BAF#*",
    purpose: "payment",
    clock: supportingDocuments,
    onErasure: "ORGANISATION",
  },
  proposals: {
    place: "grants",
    pk: "PROP#<proposalId>",
    sk: "PART#*",
    purpose: "application",
    clock: supportingDocuments,
    onErasure: "ORGANISATION",
  },
  frozenDocuments: {
    place: "files",
    pk: "frozen/<proposalId>/<sha256>",
    sk: "-",
    purpose: "application",
    clock: supportingDocuments,
    onErasure: "ORGANISATION",
  },
  recipients: {
    place: "files",
    pk: "open data",
    sk: "-",
    purpose: "publication",
    clock: { kind: "PUBLICATION", rule: "TRA-02" },
    onErasure: "EXPIRES",
  },
  assessments: {
    place: "grants",
    pk: "EVAL#<proposalId>",
    sk: "BODY#<sha256>",
    purpose: "evaluation",
    clock: supportingDocuments,
    onErasure: "STAYS",
  },
  mine: {
    place: "grants",
    pk: "MY#<user>",
    sk: "<prefix>*",
    purpose: "account",
    clock: pseudonym,
    onErasure: "STAYS",
  },
  decisions: {
    place: "ledger",
    pk: "AUDIT#<aggregate>",
    sk: "V#<n8>",
    purpose: "decision",
    clock: pseudonym,
    onErasure: "STAYS",
  },
  rateBuckets: {
    place: "views",
    pk: "RATE#<user>",
    sk: "<class>",
    purpose: "security",
    clock: { kind: "HOURS", hours: 2 },
    onErasure: "EXPIRES",
  },
  sessions: {
    place: "sessions",
    pk: "S#<hash>",
    sk: "-",
    purpose: "security",
    clock: { kind: "HOURS", hours: 12 },
    onErasure: "EXPIRES",
  },
  log: {
    place: "log",
    pk: "log",
    sk: "-",
    purpose: "security",
    clock: { kind: "DAYS", days: 90 },
    onErasure: "EXPIRES",
  },
} as const satisfies Readonly<Record<string, PersonalItem>>;
export type PersonalItemName = keyof typeof personalItems;

/** Days after which an erasure is complete: until then the tables can be set back to what they were (DATA §11). */
export const recoveryDays = 35;
