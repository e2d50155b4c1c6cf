import { type AccessPattern, type Key, shardKey } from "../table.ts";

export const proposalKeys = {
  proposal: (proposalId: string): Key => ({ pk: `PROP#${proposalId}`, sk: "META" }),
  part: (proposalId: string, path: string): Key => ({ pk: `PROP#${proposalId}`, sk: `PART#${path}` }),
  /** A block of a long text, named by the version that wrote it. */
  textBlock: (proposalId: string, path: string, id: string): Key => ({
    pk: `PROP#${proposalId}`,
    sk: `PART#${path}#B${id}`,
  }),
  member: (proposalId: string, user: string): Key => ({ pk: `PROP#${proposalId}`, sk: `MEMBER#${user}` }),
  /** An upload under way. */
  annexUpload: (proposalId: string, uploadId: string): Key => ({ pk: `PROP#${proposalId}`, sk: `UPLOAD#${uploadId}` }),
  /** What was found in the bytes of an upload. */
  annexCheck: (proposalId: string, uploadId: string): Key => ({ pk: `PROP#${proposalId}`, sk: `CHECK#${uploadId}` }),
  membership: (proposalId: string, membershipId: string): Key => ({
    pk: `PROP#${proposalId}`,
    sk: `MEMBERSHIP#${membershipId}`,
  }),
  signOff: (proposalId: string, organisationId: string): Key => ({
    pk: `PROP#${proposalId}`,
    sk: `SIGNOFF#${organisationId}`,
  }),
  /** Twin of an invitation that an organisation can answer without a link. */
  waitingPartner: (organisationId: string, membershipId: string): Key => ({
    pk: `JOINING#${organisationId}`,
    sk: membershipId,
  }),
  register: (callId: string, shard: number, proposalId: string): Key => ({
    pk: `REG#${callId}#${shardKey(shard)}`,
    sk: proposalId,
  }),
  /** Stands once the shard is being read for the sealed list: nothing more enters it. */
  registerGate: (callId: string, shard: number): Key => ({ pk: `REG#${callId}#${shardKey(shard)}`, sk: "GATE" }),
  /** The link of an invitation into a consortium, and where it went until it is answered. */
  partnerLink: (tokenSha256: string): Key => ({ pk: `JOIN#${tokenSha256}`, sk: "-" }),
  partnerLetter: (proposalId: string, membershipId: string): Key => ({ pk: `CONTACT#${proposalId}`, sk: membershipId }),
} as const;

export const proposalPatterns = {
  proposalHead: {
    asks: "member, officer: a proposal's head",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "META",
    itemsMax: 1,
  },
  submissionEntry: {
    asks: "member, officer: the entry that a receipt names, among the last ones of a proposal",
    owner: "proposals",
    table: "ledger",
    pk: "AUDIT#<proposalId>",
    sk: "V#<n8> range, descending",
    itemsMax: 10,
  },
  proposalMember: {
    asks: "is this person a member",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "MEMBER#<user>",
    itemsMax: 1,
  },
  proposalMembers: {
    asks: "tell-calls: who works on a proposal whose call was changed",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "MEMBER#*",
    itemsMax: 100,
  },
  memberships: {
    asks: "member: who takes part in a proposal, who is asked to, who no longer does",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "MEMBERSHIP#*",
    itemsMax: 400,
  },
  signOffs: {
    asks: "member: which partners have signed off which document",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "SIGNOFF#*",
    itemsMax: 200,
  },
  waitingPartners: {
    asks: "person: invitations into consortia that wait for an organisation",
    owner: "proposals",
    table: "grants",
    pk: "JOINING#<organisationId>",
    sk: "<membershipId>",
    itemsMax: 25,
  },
  partnerLink: {
    asks: "holder of a link: the place in a consortium that it offers",
    owner: "proposals",
    table: "people",
    pk: "JOIN#<sha256>",
    sk: "-",
    itemsMax: 1,
  },
  partnerLetters: {
    asks: "coordinator: where the open invitations of a proposal went",
    owner: "proposals",
    table: "people",
    pk: "CONTACT#<proposalId>",
    sk: "<membershipId>",
    itemsMax: 400,
  },
  proposalEntries: {
    asks: "member: documents of a proposal that were frozen and submitted, from its last entries",
    owner: "proposals",
    table: "ledger",
    pk: "AUDIT#<proposalId>",
    sk: "V#<n8> range, descending",
    itemsMax: 100,
  },
  proposalParts: {
    asks: "member: the whole draft in one query, long texts with their blocks",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "PART#*",
    itemsMax: 2000,
  },
  annexUploads: {
    asks: "member: uploads of a proposal that are under way, and those that are over and go",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "UPLOAD#*",
    itemsMax: 100,
  },
  annexChecks: {
    asks: "member, officer: what was found in the files of a proposal, by upload, at once",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "CHECK#<uploadId>",
    itemsMax: 1,
  },
  registerShard: {
    asks: "close-calls, tell-calls, officer: the register of a call, by shard",
    owner: "proposals",
    table: "grants",
    pk: "REG#<callId>#<s2>",
    sk: "prop_*",
    itemsMax: 100,
  },
  registerGate: {
    asks: "creation of a proposal: whether its shard is closed (as a condition)",
    owner: "proposals",
    table: "grants",
    pk: "REG#<callId>#<s2>",
    sk: "GATE",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
