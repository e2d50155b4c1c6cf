import { mkdtempSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { ApiEvent } from "@grants/local/gateway/api-event";
import { startPlatform } from "@grants/local/platform";
import type { PlatformOptions, RunningPlatform } from "@grants/local/platform-options";
import { engineClient } from "@grants/local/tables";

export const ada = {
  id: "usr_ADA",
  subject: "ada",
  name: "Ada <Lovelace>",
  role: "applicant",
  organisation: "Engines",
  roles: ["applicant", "expert"],
  organisations: [],
};

export const newFolder = () => mkdtempSync(join(tmpdir(), "local-platform-"));

/** A function that answers with the event it was given. */
export const echo = (event: ApiEvent) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(event),
});

export const aPlatform = (over: Partial<PlatformOptions> & Pick<PlatformOptions, "dataDir">) =>
  startPlatform({
    tables: [
      { name: "grants", stream: false },
      { name: "ledger", stream: true },
      { name: "views", stream: false, ttlAttribute: "expiresAt" },
    ],
    people: [ada],
    handlers: { portal: echo, calls: echo, transparency: echo },
    ...over,
  });

const clientOf = ({ environment }: Pick<RunningPlatform, "environment">) =>
  engineClient(environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? "");

export const write = (platform: Pick<RunningPlatform, "environment">, TableName: string, pk: string) =>
  clientOf(platform).send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: "-" } } }));

export const isWritten = async (platform: Pick<RunningPlatform, "environment">, TableName: string, pk: string) => {
  const key = { pk: { S: pk }, sk: { S: "-" } };
  const { Item } = await clientOf(platform).send(new GetItemCommand({ TableName, Key: key }));
  return Item !== undefined;
};

/** The status of a path that is sent as it stands; fetch would tidy it up. */
export const statusOf = async (url: string, path: string): Promise<number> => {
  const { hostname, port } = new URL(url);
  const answered = Promise.withResolvers<number>();
  const request = httpRequest({ hostname, port, path }, (response) =>
    answered.resolve(response.resume().statusCode ?? 0),
  );
  request.on("error", answered.reject).end();
  return answered.promise;
};
