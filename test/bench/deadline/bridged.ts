import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import type { ApiFunction } from "@grants/contract/api-functions";
import { createBridge } from "@grants/local/bridge";
import { routeOfPath } from "@grants/local/gateway/routes";
import { listen } from "@grants/local/http-server";
import { createRuntime } from "@grants/local/lambda-runtime";
import type { Database } from "@grants/store/database";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
import type { TestApi } from "../../support/api.ts";

/** What one request asked of the database. */
export type RequestCost = {
  readonly proposalId: string;
  calls: number;
  units: number;
  /** A transaction of it went through: it is the one of its sendings that changed something. */
  hasWritten: boolean;
};

/** When a request arrives, by the clock of the gateway. */
export const arrivalHeader = "x-arrives-at-ms";

const Text = z.union([z.string(), z.object({ S: z.string() }).transform(({ S }) => S)]);
const Key = z.object({ pk: Text, sk: Text });
const Target = z.object({ TableName: z.string(), Key: Key.optional(), Item: Key.optional() });
const Written = z.object({ Put: Target.optional(), Update: Target.optional(), Delete: Target.optional() });
const Transaction = z.object({ TransactItems: z.array(Written) });
const Consumed = z.object({ CapacityUnits: z.number() });
const Answer = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });
const RequestOf = z.object({ rawPath: z.string(), headers: z.record(z.string(), z.string()) });

const counted = new Set(
  ["GetItem", "Query", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"].map(
    (name) => `${name}Command`,
  ),
);
const singleWrites = new Set(["PutItemCommand", "UpdateItemCommand", "DeleteItemCommand"]);

const nameOf = ({ TableName, Key: key, Item: item }: z.infer<typeof Target>): string => {
  const at = key ?? item;
  if (at === undefined) throw new Error(`A write to ${TableName} has no key.`);
  return `${TableName} ${at.pk} ${at.sk}`;
};

const writtenBy = (commandName: string, input: unknown): readonly string[] => {
  if (singleWrites.has(commandName)) return [nameOf(Target.parse(input))];
  if (commandName !== "TransactWriteItemsCommand") return [];
  return Transaction.parse(input)
    .TransactItems.flatMap(({ Put, Update, Delete }) => Put ?? Update ?? Delete ?? [])
    .map(nameOf);
};

export type Bridged = {
  readonly url: string;
  /** What the requests cost that named this key, in the order in which they came. */
  readonly costsOf: (idempotencyKey: string) => readonly RequestCost[];
  /** Items that requests for more than one proposal wrote. */
  readonly sharedItems: () => readonly string[];
  readonly close: () => Promise<void>;
};

type Options = {
  readonly db: Database;
  readonly api: Pick<TestApi, "functions">;
  /** Ends when the request may go on: a function that is frozen after its event was stamped. */
  readonly hold: (proposalId: string) => Promise<void>;
};

const proposalIdOf = (path: string): string => path.split("/").find((part) => part.startsWith("prop_")) ?? "";

/** The functions behind the local gateway, with an account of what each request reads and writes. */
export const openBridged = async ({ db, api, hold }: Options): Promise<Bridged> => {
  const underWay = new AsyncLocalStorage<RequestCost>();
  const costs = new Map<string, RequestCost[]>();
  const writers = new Map<string, Set<string>>();
  db.client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const request = underWay.getStore();
        if (request === undefined || !counted.has(commandName)) return next(args);
        request.calls += 1;
        for (const item of writtenBy(commandName, args.input))
          writers.set(item, (writers.get(item) ?? new Set()).add(request.proposalId));
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        if (commandName === "TransactWriteItemsCommand") request.hasWritten = true;
        const consumed = [Answer.parse(answer.output).ConsumedCapacity ?? []].flat();
        request.units += consumed.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
        return answer;
      },
    { step: "initialize", name: "bridged", priority: "low" },
  );
  const handlers = Object.fromEntries(Object.entries(api.functions).map(([name, app]) => [name, handle(app)]));
  const plain = createRuntime({ handlers });
  const runtime = {
    has: plain.has,
    invoke: async (functionName: string, event: unknown) => {
      const { rawPath, headers } = RequestOf.parse(event);
      const request: RequestCost = { proposalId: proposalIdOf(rawPath), calls: 0, units: 0, hasWritten: false };
      const key = headers["idempotency-key"] ?? "";
      costs.set(key, [...(costs.get(key) ?? []), request]);
      await hold(request.proposalId);
      return underWay.run(request, () => plain.invoke(functionName, event));
    },
  };
  let nowMs = 0;
  const bridge = createBridge({ runtime, clock: { nowMs: () => nowMs } });
  const has = (name: string): name is ApiFunction => Object.hasOwn(handlers, name);
  const server = createServer((request, response) => {
    // The bridge asks for the time before it does anything else.
    nowMs = Number(request.headers[arrivalHeader]);
    void bridge(request, response, ({ path }) => routeOfPath(path, has));
  });
  const { url, close } = await listen(server);
  return {
    url,
    costsOf: (key) => costs.get(key) ?? [],
    sharedItems: () => [...writers].filter(([, proposals]) => proposals.size > 1).map(([item]) => item),
    close: async () => {
      db.client.middlewareStack.remove("bridged");
      await close(0);
    },
  };
};
