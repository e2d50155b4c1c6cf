import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Rights } from "@grants/core/access/rights";
import { keys } from "@grants/store/table";
import { people } from "./people.ts";

/** Gives the people of the demonstration their rights, as an administrator would before anybody signs in. */
export const seedRights = async (client: DynamoDBDocumentClient, peopleTable: string): Promise<void> => {
  const puts = people.map(({ id, grants }) => ({
    PutRequest: { Item: { ...keys.rights(id), schema: "rights/1", ...Rights.parse({ user: id, grants }) } },
  }));
  await client.send(new BatchWriteCommand({ RequestItems: { [peopleTable]: puts } }));
};
