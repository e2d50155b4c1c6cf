import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describeError, listen, type Listening, sendJson } from "./http-server.ts";
import { type Invocation, lambdaPayloadBytesMax, type LambdaRuntime } from "./lambda-runtime.ts";
import type { Credentials } from "./sigv4.ts";
import { readSignedBody, sendServiceError } from "./signed-body.ts";

export type LambdaPortOptions = {
  readonly runtime: LambdaRuntime;
  readonly credentials: Credentials;
  readonly report?: (line: string) => void;
};

/** What an asynchronous invocation may carry. */
const eventBytesMax = 1024 * 1024;

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** A name alone, with a version, or the whole ARN. */
const functionNameOf = (reference: string): string =>
  /^(?:arn:aws:lambda:[^:]*:\d+:function:|\d+:function:)?([A-Za-z0-9_-]+)(?::[^:]+)?$/.exec(reference)?.[1] ??
  reference;

const parsePayload = (body: Buffer): { readonly event: unknown } | undefined => {
  try {
    return { event: body.length === 0 ? {} : JSON.parse(body.toString("utf8")) };
  } catch {
    return undefined;
  }
};

const executed = { "x-amz-executed-version": "$LATEST" };
const failed = { ...executed, "x-amz-function-error": "Unhandled" };

const sendInvocation = (response: ServerResponse, invocation: Invocation, name: string): void => {
  switch (invocation.kind) {
    case "Returned":
      return sendJson(response, 200, invocation.answer, executed);
    case "Threw": {
      const { errorType, errorMessage } = invocation;
      return sendJson(response, 200, { errorType, errorMessage, trace: [] }, failed);
    }
    case "TimedOut": {
      const errorMessage = `Task timed out after ${(invocation.timeoutMs / 1_000).toFixed(2)} seconds`;
      return sendJson(response, 200, { errorType: "Sandbox.Timedout", errorMessage }, failed);
    }
    case "AnswerTooLarge": {
      const errorMessage = `Response payload size (${invocation.bytes} bytes) exceeded maximum allowed payload size`;
      return sendJson(response, 200, { errorType: "Function.ResponseSizeTooLarge", errorMessage }, failed);
    }
    case "EventTooLarge":
      return sendServiceError(response, 413, "RequestTooLargeException", `${invocation.bytes} bytes are too many.`);
    case "UnknownFunction":
      return sendServiceError(response, 404, "ResourceNotFoundException", `Function not found: ${name}`);
  }
};

/** The address that the SDK's InvokeCommand meets, backed by the functions of this process. */
export const startLambdaPort = async ({
  runtime,
  credentials,
  report = () => undefined,
}: LambdaPortOptions): Promise<Listening> => {
  const signed = { service: "lambda", credentials, bodyBytesMax: lambdaPayloadBytesMax };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readSignedBody(request, response, signed);
    if (body === undefined) return;
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const reference = invocationPath.exec(pathname)?.[1];
    if (reference === undefined || request.method !== "POST")
      return sendServiceError(response, 404, "UnknownOperationException", `${request.method} ${pathname}`);
    const name = functionNameOf(decodeURIComponent(reference));
    const payload = parsePayload(body);
    if (payload === undefined)
      return sendServiceError(
        response,
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json",
      );
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    if (type === "RequestResponse") return sendInvocation(response, await runtime.invoke(name, payload.event), name);
    if (!runtime.has(name)) return sendInvocation(response, { kind: "UnknownFunction" }, name);
    if (body.length > eventBytesMax)
      return sendInvocation(response, { kind: "EventTooLarge", bytes: body.length }, name);
    response.writeHead(type === "Event" ? 202 : 204).end();
    if (type === "Event") await runtime.invoke(name, payload.event);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      report(`lambda port: ${describeError(error)}`);
      if (!response.headersSent) sendServiceError(response, 500, "ServiceException", "Internal error");
    });
  });
  return listen(server);
};
