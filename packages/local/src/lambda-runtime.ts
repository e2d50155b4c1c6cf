import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { describeError } from "./http-server.ts";
import { localRegion } from "./tables.ts";

type HandlerShape = { handle(event: unknown, context: Context): unknown };
/** A function's exported handler. Which event it takes is its own affair (a method's parameters are compared both ways): it is handed JSON. */
export type LambdaHandler = HandlerShape["handle"];

/** What Lambda takes and gives in one call: 6 MB and a little. */
export const lambdaPayloadBytesMax = 6_291_556;
/** API Gateway gives up after 30 seconds; the functions are deployed with one second less. */
export const functionTimeoutMs = 29_000;
export const localAccountId = "000000000000";

export type Invocation =
  /** `answer` is the handler's result after a way through JSON, null where it gave none. */
  | { readonly kind: "Returned"; readonly answer: unknown; readonly bytes: number }
  | { readonly kind: "Threw"; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: "TimedOut"; readonly timeoutMs: number }
  | { readonly kind: "EventTooLarge"; readonly bytes: number }
  | { readonly kind: "AnswerTooLarge"; readonly bytes: number }
  | { readonly kind: "UnknownFunction" };

export type LambdaRuntime = {
  readonly has: (functionName: string) => boolean;
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>;
};

export type RuntimeOptions = {
  readonly handlers: Readonly<Record<string, LambdaHandler>>;
  readonly timeoutMs?: number | undefined;
  /** Takes one line for every invocation that failed. */
  readonly report?: ((line: string) => void) | undefined;
};

const contextOf = (functionName: string, deadlineMs: number): Context => ({
  awsRequestId: randomUUID(),
  functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: `arn:aws:lambda:${localRegion}:${localAccountId}:function:${functionName}`,
  memoryLimitInMB: "512",
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: "local",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadlineMs - performance.now()),
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

type Call = { readonly functionName: string; readonly eventText: string; readonly timeoutMs: number };

const run = async (handler: LambdaHandler, { functionName, eventText, timeoutMs }: Call): Promise<Invocation> => {
  const late = Promise.withResolvers<Invocation>();
  const timer = setTimeout(() => late.resolve({ kind: "TimedOut", timeoutMs }), timeoutMs);
  const context = contextOf(functionName, performance.now() + timeoutMs);
  // A handler gets its own copy of the event, and what it answers is what survives JSON, as over the wire.
  const answered = async (): Promise<Invocation> => {
    const text = JSON.stringify((await handler(JSON.parse(eventText), context)) ?? null);
    const bytes = Buffer.byteLength(text);
    if (bytes > lambdaPayloadBytesMax) return { kind: "AnswerTooLarge", bytes };
    return { kind: "Returned", answer: JSON.parse(text), bytes };
  };
  try {
    return await Promise.race([answered(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const thrown = (error: unknown): Extract<Invocation, { kind: "Threw" }> =>
  error instanceof Error
    ? { kind: "Threw", errorType: error.name, errorMessage: error.message }
    : { kind: "Threw", errorType: "Error", errorMessage: String(error) };

/** The functions of the platform, called in this process with Lambda's limits and ways of failing. */
export const createRuntime = ({
  handlers,
  timeoutMs = functionTimeoutMs,
  report = () => undefined,
}: RuntimeOptions): LambdaRuntime => ({
  has: (functionName) => Object.hasOwn(handlers, functionName),
  invoke: async (functionName, event) => {
    const handler = Object.hasOwn(handlers, functionName) ? handlers[functionName] : undefined;
    if (handler === undefined) return { kind: "UnknownFunction" };
    const eventText = JSON.stringify(event);
    const bytes = Buffer.byteLength(eventText);
    if (bytes > lambdaPayloadBytesMax) return { kind: "EventTooLarge", bytes };
    try {
      const invocation = await run(handler, { functionName, eventText, timeoutMs });
      if (invocation.kind !== "Returned") report(`${functionName}: ${invocation.kind}`);
      return invocation;
    } catch (error) {
      report(`${functionName}: ${describeError(error)}`);
      return thrown(error);
    }
  },
});
