import type { Change } from "@grants/core/audit/change";
import type { Busy, Stored } from "@grants/core/audit/stored";
import type { CallGateDown } from "@grants/core/calls/call";
import type {
  AlreadyMember,
  ConsortiumStep,
  ConsortiumStore,
  LoadedConsortium,
  MembershipPlace,
  PartnerLetter,
  PartnerWrite,
} from "@grants/core/proposals/consortium-store";
import type { AnotherDocumentFrozen, ProposalNotFrozen } from "@grants/core/proposals/decide-submission";
import { Membership, MembershipId } from "@grants/core/proposals/membership";
import { PartPath } from "@grants/core/proposals/part";
import { type Member, Proposal, ProposalId } from "@grants/core/proposals/proposal";
import { frozenDigestOf } from "@grants/core/proposals/read-consortium";
import { SignOff } from "@grants/core/proposals/sign-off";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { UserId } from "@grants/kernel/id";
import { err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { partItem, toPart } from "./part-item.ts";
import { proposalMove, registerWrite, toLoadedProposal, wantedForProposal } from "./proposal-items.ts";
import { loadPublicOrganisations } from "./public-organisations.ts";
import { type Item, getMany, getOne, queryAll, queryPage, toStored, toStoredOrNull } from "./read.ts";
import { type Key } from "./table.ts";
import { proposalKeys, proposalPatterns } from "./tables/proposals.ts";
import { sharedKeys } from "./tables/shared.ts";
import type { Write } from "./transaction.ts";

const Place = z.object({ proposalId: ProposalId, membershipId: MembershipId });
const Letter = z.object({ membershipId: MembershipId, mail: z.string(), language: z.enum(["en", "nl"]) });

const busy = (): Busy => ({ kind: "Busy", retryAfterSeconds: 1 });

const membershipMove = (change: Change<Membership>): HeadMove => ({
  change,
  key: proposalKeys.membership(change.next.proposal, change.aggregate),
  schema: "membership/1",
});

const loadMembershipItems = (db: Database, proposalId: string) =>
  queryAll(db, proposalPatterns.memberships, {
    pk: proposalKeys.proposal(proposalId).pk,
    sk: { beginsWith: "MEMBERSHIP#" },
  });
const loadSignOffItems = (db: Database, proposalId: string) =>
  queryAll(db, proposalPatterns.signOffs, { pk: proposalKeys.proposal(proposalId).pk, sk: { beginsWith: "SIGNOFF#" } });

/** Everybody who takes part, as the editor needs it. */
export const loadTakingPart = async (db: Database, proposalId: string) => {
  const [memberships, signOffs] = await Promise.all([
    loadMembershipItems(db, proposalId),
    loadSignOffItems(db, proposalId),
  ]);
  return {
    memberships: memberships.map((item) => toStored(Membership, item)),
    signOffs: signOffs.map((item) => toStored(SignOff, item)),
  };
};

const loadConsortium = async (db: Database, proposalId: ProposalId, caller: UserId): Promise<LoadedConsortium> => {
  const { pk } = proposalKeys.proposal(proposalId);
  const [heads, parts, takingPart, letters] = await Promise.all([
    getMany(db, wantedForProposal(proposalId, caller)),
    queryAll(db, proposalPatterns.proposalParts, { pk, sk: { beginsWith: "PART#" } }),
    loadTakingPart(db, proposalId),
    queryAll(db, proposalPatterns.partnerLetters, { pk: proposalKeys.partnerLetter(proposalId, "").pk }),
  ]);
  return {
    ...toLoadedProposal(heads),
    ...takingPart,
    parts: parts.map(toPart),
    letters: letters.map((item): PartnerLetter => Letter.parse(item)),
  };
};

const put = (TableName: string, item: Item): Write => ({ Put: { TableName, Item: item } });
const remove = (TableName: string, key: Key): Write => ({ Delete: { TableName, Key: key } });

const linkOf = (membership: Membership | undefined): string | undefined =>
  membership?.state === "invited" ? membership.tokenSha256 : undefined;

/** Link, letter and the organisation's own row of an invitation, as they stand after a step. */
const invitationWrites = (
  { tables }: Database,
  { before, next }: Change<Membership>,
  letter: PartnerLetter | null,
): readonly Write[] => {
  const place: MembershipPlace = { proposalId: next.proposal, membershipId: next.id };
  const [old, link] = [linkOf(before?.state), linkOf(next)];
  const waiting = next.organisation === undefined ? null : proposalKeys.waitingPartner(next.organisation, next.id);
  const isOpen = next.state === "invited";
  const isRowed = before?.state.state === "invited" && before.state.organisation !== undefined;
  return [
    ...(old === undefined || old === link ? [] : [remove(tables.people, proposalKeys.partnerLink(old))]),
    ...(link === undefined || link === old
      ? []
      : [put(tables.people, { ...proposalKeys.partnerLink(link), schema: "partner-link/1", ...place })]),
    ...(isOpen && letter !== null
      ? [
          put(tables.people, {
            ...proposalKeys.partnerLetter(next.proposal, next.id),
            schema: "partner-letter/1",
            ...letter,
          }),
        ]
      : []),
    ...(isOpen || before === null || old === undefined
      ? []
      : [remove(tables.people, proposalKeys.partnerLetter(next.proposal, next.id))]),
    ...(isOpen && waiting !== null && !isRowed
      ? [put(tables.grants, { ...waiting, schema: "waiting-partner/1", ...place })]
      : []),
    ...(!isOpen && waiting !== null && isRowed ? [remove(tables.grants, waiting)] : []),
  ];
};

type Author = { readonly caller: UserId; readonly at: PartWritten["savedAt"] };
type PartWritten = Parameters<typeof partItem>[0];

/** The partner's part on top of what was read; somebody who saved it meanwhile makes this request be sent again. */
const partnerPartWrite = (
  db: Database,
  proposalId: string,
  { content, expectedVersion }: PartnerWrite,
  { caller, at }: Author,
): Beside<Busy> => {
  const path = PartPath.parse(`partner.${content.slot}`);
  const sha256 = db.sha256(canonicalJson(content));
  const item = partItem({ path, version: expectedVersion + 1, savedAt: at, savedBy: caller, sha256, content });
  const condition =
    expectedVersion === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": expectedVersion } };
  return {
    write: {
      Put: { TableName: db.tables.grants, Item: { ...proposalKeys.part(proposalId, path), ...item }, ...condition },
    },
    lost: busy,
  };
};

const memberItem = (proposalId: string, member: Member): Item => ({
  ...proposalKeys.member(proposalId, member.user),
  schema: "member/1",
  ...member,
});

const joinWrites = (db: Database, proposalId: ProposalId, member: Member): readonly Beside<AlreadyMember>[] => {
  const TableName = db.tables.grants;
  const Item = memberItem(proposalId, member);
  return [
    {
      write: { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } },
      lost: () => ({ kind: "AlreadyMember" }),
    },
    {
      write: put(TableName, {
        ...sharedKeys.mine(member.user, `PROP#${proposalId}`),
        schema: "mine/1",
        id: proposalId,
      }),
    },
  ];
};

const leaveWrites = (db: Database, proposalId: string, user: string): readonly Beside<never>[] =>
  [proposalKeys.member(proposalId, user), sharedKeys.mine(user, `PROP#${proposalId}`)].map((key) => ({
    write: remove(db.tables.grants, key),
  }));

const proposalOf = ({ proposal, memberships }: ConsortiumStep): ProposalId => {
  const id = proposal?.next.id ?? memberships[0]?.next.proposal;
  if (id === undefined) throw new Error("A step of a consortium without a head.");
  return id;
};

const gone = (callId: CallGateDown["callId"]): CallGateDown => ({ kind: "CallGateDown", callId });

const commitStep =
  (db: Database): ConsortiumStore["commitStep"] =>
  async (step, command) => {
    const { proposal, memberships, joins, leaves = [], partner, removed = [] } = step;
    const id = proposalOf(step);
    const head: readonly HeadMove<CallGateDown>[] =
      proposal === null
        ? []
        : [
            {
              ...proposalMove(proposal),
              condition: { expression: "attribute_not_exists(gate)", refusal: gone(proposal.next.callId) },
            },
          ];
    const [first, ...others] = [...head, ...memberships.map(membershipMove)];
    if (first === undefined) throw new Error("A step of a consortium without a head.");
    const beside: readonly Beside<AlreadyMember | Busy>[] = [
      ...(proposal === null ? [] : [registerWrite(db, proposal.next)]),
      ...memberships.flatMap((change) => invitationWrites(db, change, null).map((write) => ({ write }))),
      ...(joins === undefined ? [] : joinWrites(db, id, joins)),
      ...leaves.flatMap((user) => leaveWrites(db, id, user)),
      ...(partner === null || partner === undefined ? [] : [partnerPartWrite(db, id, partner, command)]),
      ...removed.map((path) => ({ write: remove(db.tables.grants, proposalKeys.part(id, path)) })),
    ];
    const written = await commit<CallGateDown | AlreadyMember | Busy>(db, {
      command,
      heads: [first, ...others],
      beside,
    });
    if (!written.ok) {
      const { error } = written;
      if (error.kind === "FundsInsufficient" || error.kind === "PotFrozen")
        throw new Error("A pot refused a commit without postings.");
      return err(error);
    }
    const states = written.value;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the heads were written from values of these types.
    const typed = states as readonly Stored<never>[];
    return ok({ proposal: proposal === null ? null : (typed[0] ?? null), memberships: typed.slice(head.length) });
  };

const NotFrozen = (): ProposalNotFrozen => ({ kind: "ProposalNotFrozen" });

const frozenNow = (item: Item | null): AnotherDocumentFrozen | ProposalNotFrozen => {
  const stored = toStoredOrNull(Proposal, item);
  const sha256 = stored === null ? null : frozenDigestOf(stored.state);
  return sha256 === null ? NotFrozen() : { kind: "AnotherDocumentFrozen", frozenSha256: sha256 };
};

/** The head must name what is signed, in the very transaction: of a sign-off and a freeze at one instant one comes first, whole. */
const namesDocument = (
  db: Database,
  { proposal, sha256 }: SignOff,
): Beside<AnotherDocumentFrozen | ProposalNotFrozen> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: proposalKeys.proposal(proposal),
      ConditionExpression: "frozen.sha256 = :sha256",
      ExpressionAttributeValues: { ":sha256": sha256 },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  },
  lost: frozenNow,
});

const invitations = (db: Database): Pick<ConsortiumStore, "findByToken" | "listWaiting" | "loadInvitations"> => ({
  findByToken: async (tokenSha256) => {
    const item = await getOne(db, "people", proposalKeys.partnerLink(tokenSha256));
    return item === null ? null : Place.parse(item);
  },
  listWaiting: async (organisation) => {
    const { pk } = proposalKeys.waitingPartner(organisation, "");
    const { items } = await queryPage(db, proposalPatterns.waitingPartners, { pk });
    return items.map((item) => Place.parse(item));
  },
  loadInvitations: async (places) => {
    const wanted = places.flatMap(({ proposalId, membershipId }) => [
      proposalKeys.membership(proposalId, membershipId),
      proposalKeys.proposal(proposalId),
      proposalKeys.part(proposalId, "general"),
    ]);
    const items =
      wanted.length === 0
        ? []
        : await getMany(
            db,
            wanted.map((key) => ({ table: "grants", key })),
          );
    return places.flatMap((_, row) => {
      const [membership, proposal, general] = items.slice(row * 3, row * 3 + 3);
      const stored = toStoredOrNull(Membership, membership);
      const head = toStoredOrNull(Proposal, proposal);
      if (stored === null || head === null) return [];
      const content = general === null || general === undefined ? null : toPart(general).content;
      return [
        { membership: stored, proposal: head.state, acronym: content?.kind === "general" ? content.acronym : "" },
      ];
    });
  },
});

export const createConsortiumStore = (db: Database): ConsortiumStore => ({
  ...invitations(db),
  loadConsortium: (proposalId, caller) => loadConsortium(db, proposalId, caller),
  loadSignOffs: async (proposalId) =>
    (await loadSignOffItems(db, proposalId)).map((item) => toStored(SignOff, item).state),
  loadLetter: async ({ proposalId, membershipId }) => {
    const item = await getOne(db, "people", proposalKeys.partnerLetter(proposalId, membershipId));
    return item === null ? null : Letter.parse(item);
  },
  loadOrganisation: async (organisation) => (await loadPublicOrganisations(db, [organisation]))[0] ?? null,
  commitInvitation: async (change, { letter, partner }, command) => {
    const beside: readonly Beside<Busy>[] = [
      ...invitationWrites(db, change, letter).map((write) => ({ write })),
      ...(partner === null ? [] : [partnerPartWrite(db, change.next.proposal, partner, command)]),
    ];
    return commitOne(commit<Busy>(db, { command, heads: [membershipMove(change)], beside }));
  },
  commitStep: commitStep(db),
  commitRights: async (change, member, command) => {
    const write = put(db.tables.grants, memberItem(change.next.proposal, member));
    return commitOne(commit(db, { command, heads: [membershipMove(change)], beside: [{ write }] }));
  },
  commitSignOff: async (change, command) => {
    const { proposal, organisation } = change.next;
    const head: HeadMove = { change, key: proposalKeys.signOff(proposal, organisation), schema: "sign-off/1" };
    const beside = [namesDocument(db, change.next)];
    return commitOne(commit<AnotherDocumentFrozen | ProposalNotFrozen>(db, { command, heads: [head], beside }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
