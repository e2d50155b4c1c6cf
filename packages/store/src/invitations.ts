import type {
  AccessChanges,
  InvitationLetter,
  InvitationStore,
  OpenInvitation,
} from "@grants/core/access/access-store";
import { Invitation, InvitationId } from "@grants/core/access/grant";
import type { Change } from "@grants/core/audit/change";
import type { Busy, Stored } from "@grants/core/audit/stored";
import { addDays } from "@grants/kernel/calendar";
import { dateInZone } from "@grants/kernel/time";
import { z } from "zod";
import { accessWrites, grantMove } from "./access.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, getMany, getOne, queryPage, toStored, toStoredOrNull } from "./read.ts";
import { dueWrite } from "./retention-due.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";

const Link = z.object({ invitationId: InvitationId });
const Letter = z.object({ invitationId: InvitationId, mail: z.string(), language: z.enum(["en", "nl"]) });

const invitationMove = (change: Change<Invitation>): HeadMove => ({
  change,
  key: peopleKeys.invitation(change.aggregate),
  schema: "invitation/1",
});

const linkWrite = (db: Database, { id, tokenSha256 }: Invitation): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.people,
      Item: { ...peopleKeys.invitationLink(tokenSha256), schema: "invitation-link/1", invitationId: id },
    },
  },
});
const linkDelete = (db: Database, { tokenSha256 }: Invitation): Beside<never> => ({
  write: { Delete: { TableName: db.tables.people, Key: peopleKeys.invitationLink(tokenSha256) } },
});
const letterWrite = (db: Database, { organisation, id }: Invitation, letter: InvitationLetter): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.people,
      Item: { ...peopleKeys.openInvitation(organisation, id), schema: "invitation-letter/1", ...letter },
    },
  },
});
/** Whatever the answer: the address is forgotten. The link stays, so that the same answer can be given again. */
const letterDelete = (db: Database, { organisation, id }: Invitation): Beside<never> => ({
  write: { Delete: { TableName: db.tables.people, Key: peopleKeys.openInvitation(organisation, id) } },
});

const loadHead = async (db: Database, id: InvitationId): Promise<Stored<Invitation> | null> =>
  toStoredOrNull(Invitation, await getOne(db, "grants", peopleKeys.invitation(id)));

const withHeads = async (db: Database, items: readonly Item[]): Promise<readonly OpenInvitation[]> => {
  const letters = items.map((item) => Letter.parse(item));
  const heads = await getMany(
    db,
    letters.map(({ invitationId }) => ({ table: "grants", key: peopleKeys.invitation(invitationId) })),
  );
  return letters.flatMap((letter, place) => {
    const head = heads[place] ?? null;
    return head === null ? [] : [{ ...letter, invitation: toStored(Invitation, head) }];
  });
};

const listInvitations = async (db: Database, organisation: string | null) => {
  const { pk, sk } = peopleKeys.openInvitation(organisation ?? undefined, "");
  const pattern = organisation === null ? peoplePatterns.openStaffInvitations : peoplePatterns.openInvitations;
  return withHeads(db, (await queryPage(db, pattern, { pk, sk: { beginsWith: sk } })).items);
};

export const createInvitationStore = (db: Database): InvitationStore => ({
  loadInvitation: async (id) => {
    const invitation = await loadHead(db, id);
    if (invitation === null) return null;
    const letter = await getOne(db, "people", peopleKeys.openInvitation(invitation.state.organisation, id));
    return letter === null ? { invitation } : { ...Letter.parse(letter), invitation };
  },
  loadByToken: async (tokenSha256) => {
    const link = await getOne(db, "people", peopleKeys.invitationLink(tokenSha256));
    return link === null ? null : loadHead(db, Link.parse(link).invitationId);
  },
  listInvitations: (organisation) => listInvitations(db, organisation),
  commitLetter: async (change, letter, command) => {
    const { before, next } = change;
    const beside = [
      linkWrite(db, next),
      letterWrite(db, next, letter),
      dueWrite(db, addDays(dateInZone(next.expiresAt), 1), next.id),
      ...(before === null ? [] : [linkDelete(db, before.state)]),
    ];
    return commitOne(commit(db, { command, heads: [invitationMove(change)], beside }));
  },
  commitAnswer: async (change, accepted: AccessChanges | null, command) => {
    const heads = [invitationMove(change), ...(accepted?.grants ?? []).map(grantMove)] as const;
    const beside: readonly Beside<Busy>[] = [
      letterDelete(db, change.next),
      ...(accepted === null ? [] : accessWrites(db, accepted)),
    ];
    return commitOne(commit<Busy>(db, { command, heads, beside }));
  },
  settleInvitation: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
