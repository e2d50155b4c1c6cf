import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";

type Reachable = {
  readonly user: UserId;
  readonly organisation: OrganisationId;
  readonly role: "applicant" | "organisationAdministrator";
  readonly language: "en" | "nl";
  /** None where they have not said. */
  readonly mail: string | undefined;
};

/** The person acts for the organisation, reads this language, and has said where they are told that something waits. */
export const makeReachable = async (
  { client, tables }: Database,
  { user, organisation, role, language, mail }: Reachable,
): Promise<void> => {
  const grantId = `acc_${newId(user)}`;
  const grant = { state: "granted", id: grantId, user, role, organisation, grantedBy: user };
  const told = mail === undefined ? {} : { mail };
  const card = { ...keys.person(user), schema: "person/1", user, name: "Joost", language, ...told };
  const twin = { ...keys.grantByOrganisation(organisation, grantId), schema: "grant-row/1", grant };
  await Promise.all([card, twin].map((Item) => client.send(new PutCommand({ TableName: tables.people, Item }))));
};

/** Somebody who holds the role of an auditor and has said where they are told of something. */
export const makeAuditor = async (
  { client, tables }: Database,
  { user, language, mail }: Pick<Reachable, "user" | "language" | "mail">,
): Promise<void> => {
  const grantId = `acc_${newId(user)}`;
  const grant = { state: "granted", id: grantId, user, role: "auditor", grantedBy: user };
  const card = { ...keys.person(user), schema: "person/1", user, name: "Judith", language, mail };
  const twin = { ...keys.grantByRole("auditor", grantId), schema: "grant-row/1", grant };
  await Promise.all([card, twin].map((Item) => client.send(new PutCommand({ TableName: tables.people, Item }))));
};
