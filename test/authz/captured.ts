import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { operations } from "@grants/contract/document";
import { tellStory } from "@grants/local/demo/story";
import type { UserId } from "@grants/kernel/id";
import { keys } from "@grants/store/tables/all";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import type { OpenDatabase } from "../support/dynamodb.ts";
import { createStoryInProcess, startsAt } from "../support/story.ts";

/** A request that somebody who may made in the story: the thing stands, and that person is named on it where somebody is. */
export type Sample = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly ask: Ask;
  readonly person: UserId | undefined;
};

export type World = {
  readonly api: TestApi;
  readonly captured: ReadonlyMap<string, Sample>;
};

const byParameters = (a: { path: string }, b: { path: string }) => a.path.split("{").length - b.path.split("{").length;
const patterns = operations.toSorted(byParameters).map(({ method, path, operationId }) => ({
  method: method.toUpperCase(),
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
  operationId,
}));

const operationOf = (method: string, path: string): string => {
  const [address = ""] = path.split("?");
  const found = patterns.find((each) => each.method === method && each.pattern.test(address));
  if (found === undefined) throw new Error(`The contract has no ${method} ${path}.`);
  return found.operationId;
};

/** Tells the demonstration's story and keeps the first request of each operation. */
export const captureStory = async ({ db }: OpenDatabase): Promise<World> => {
  const api = createTestApi(db, startsAt);
  const captured = new Map<string, Sample>();
  const story = await createStoryInProcess(
    db,
    (method, path, send, ask) => {
      const operationId = operationOf(method, path);
      if (!captured.has(operationId)) captured.set(operationId, { operationId, method, path, ask, person: ask.as });
      return send();
    },
    () => db,
    api,
  );
  await tellStory(story);
  return { api, captured };
};

/** The secret of the last link that left by mail in the story: its invitation is open. */
export const openLinkOf = ({ api }: World): string => {
  const links = api.mails.flatMap(({ text }) => /\/invitations\/([\w-]{22})/.exec(text)?.[1] ?? []);
  const token = links.at(-1);
  if (token === undefined) throw new Error("No link left by mail in the story.");
  return token;
};

/** No list names the bank's messages: the story's first one is looked for in the table itself. */
export const findBankMessage = async ({ db }: OpenDatabase): Promise<string> => {
  const prefix = keys.bankMessage("").pk;
  const { Items = [] } = await db.client.send(
    new ScanCommand({
      TableName: db.tables.grants,
      FilterExpression: "begins_with(pk, :prefix)",
      ExpressionAttributeValues: { ":prefix": prefix },
    }),
  );
  const [first] = Items;
  if (first === undefined) throw new Error("The bank said nothing in the story.");
  return String(first["pk"]).slice(prefix.length);
};
