import { createHash } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Database } from "@grants/store/database";

/** What a local engine never does and DynamoDB will. */
export type Fault =
  | "none"
  /** Another transaction holds an item. Nothing is written. */
  | "conflict"
  /** Capacity is used up. Nothing is written. */
  | "throttled"
  /** The same token is still at work. Nothing is written by this attempt. */
  | "inProgress"
  /** The request is lost on its way. Nothing is written. */
  | "lostRequest"
  /** All is written, and the answer is lost on its way back. */
  | "lostAnswer"
  /** The answer is given up while the write is still on its way; it lands at some later time. */
  | "lateWrite";

export type Contention = {
  readonly db: Database;
  /** Faults so far, by kind. */
  readonly counts: ReadonlyMap<Fault, number>;
  /** Settles when every write that was given up has landed. */
  readonly landed: () => Promise<void>;
};

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const cancelled = (command: TransactWriteCommand): Error =>
  new TransactionCanceledException({
    $metadata: { httpStatusCode: 400 },
    message: "Transaction cancelled",
    CancellationReasons: (command.input.TransactItems ?? []).map((_, index) => ({
      Code: index === 0 ? "TransactionConflict" : "None",
    })),
  });

const errorOf = (fault: Exclude<Fault, "none">, command: TransactWriteCommand): Error => {
  switch (fault) {
    case "conflict":
      return cancelled(command);
    case "throttled":
      return named("ThrottlingException", "Rate exceeded");
    case "inProgress":
      return named("TransactionInProgressException", "Transaction is in progress");
    case "lostRequest":
    case "lostAnswer":
    case "lateWrite":
      return named("TimeoutError", "The answer took too long");
  }
};

/** A uniform number in [0, 1) that depends on nothing but its name. */
const uniformOf = (name: string): number => createHash("sha256").update(name).digest().readUInt32BE() / 2 ** 32;

const pick = (weights: Readonly<Partial<Record<Fault, number>>>, at: number): Fault => {
  const faults: Fault[] = ["conflict", "throttled", "inProgress", "lostRequest", "lostAnswer", "lateWrite"];
  let edge = 0;
  return faults.find((fault) => at < (edge += weights[fault] ?? 0)) ?? "none";
};

/**
 * The database behind a client that has trouble with transactions: each attempt meets a fault with the given probability, drawn from the seed
 * and the attempt's number, so that the same seed makes the same trouble. Pauses are skipped.
 */
export const withContention = (
  db: Database,
  seed: string,
  weights: Readonly<Partial<Record<Fault, number>>>,
): Contention => {
  const counts = new Map<Fault, number>();
  const late: Promise<unknown>[] = [];
  let attempts = 0;
  let jitters = 0;
  const { client } = db;
  const send = async (command: TransactWriteCommand) => {
    attempts += 1;
    const fault = pick(weights, uniformOf(`${seed} ${attempts}`));
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    if (fault === "none") return client.send(command);
    if (fault === "lostAnswer") await client.send(command);
    if (fault === "lateWrite") late.push(client.send(command).catch(() => undefined));
    throw errorOf(fault, command);
  };
  const troubled = new Proxy(client, {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name, target);
      if (name !== "send") return own;
      return (command: Parameters<DynamoDBDocumentClient["send"]>[0]) =>
        command instanceof TransactWriteCommand ? send(command) : target.send(command);
    },
  });
  return {
    counts,
    landed: async () => {
      await Promise.all(late);
    },
    db: {
      ...db,
      client: troubled,
      random: () => uniformOf(`${seed} jitter ${(jitters += 1)}`),
      pause: async () => undefined,
    },
  };
};
