import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Sha256 } from "@grants/kernel/digest";
import { sha256 } from "./sha256.ts";
import type { TableNames } from "./table.ts";

/** All that the store needs from outside, as arguments: tests replace the client, the pause, the time and the chance. */
export type Database = {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly sha256: Sha256;
  /** 32 fresh random bytes as hexadecimal digits, to salt a note. */
  readonly newSalt: () => string;
  /** Random 36-character token of one transaction's bytes (DATA §4). */
  readonly newToken: () => string;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds on a clock that only runs forward; it bounds how long a request is sent again and meets no deadline. */
  readonly elapsedMs: () => number;
  /** Uniform in [0, 1): the jitter of a retry. */
  readonly random: () => number;
};

const saltBytes = 32;
const tokenBytes = 18;
const uniformBytes = 4;
const connectionTimeoutMs = 2_000;
/** A connection that hangs must not eat the 30 seconds of a request: it is given up and the same bytes are sent on another one. */
const requestTimeoutMs = 4_000;

const productionClient = () =>
  new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });

/** The production database. The SDK sends again what got no answer, three times at most; conflicts are the business of `commit`. */
export const connect = (tables: TableNames, client: DynamoDBClient = productionClient()): Database => ({
  client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  tables,
  sha256,
  newSalt: () => randomBytes(saltBytes).toString("hex"),
  newToken: () => randomBytes(tokenBytes).toString("hex"),
  pause,
  elapsedMs: () => performance.now(),
  random: () => randomBytes(uniformBytes).readUInt32BE() / 2 ** 32,
});
