import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseTarget, type Route, type Target, toApiEvent } from "./gateway/api-event.ts";
import { type HttpAnswer, toHttpAnswer } from "./gateway/api-response.ts";
import type { PlatformClock } from "./clock.ts";
import { cutAfterAnswer, readBody, sendJson } from "./http-server.ts";
import type { Invocation, LambdaRuntime } from "./lambda-runtime.ts";

/** What API Gateway takes as a body. */
export const apiBodyBytesMax = 10 * 1024 * 1024;
/** What API Gateway takes as request line and headers together. */
export const apiHeaderBytesMax = 10_240;

export type FunctionRoute = Route & { readonly functionName: string };

export type Bridge = (
  request: IncomingMessage,
  response: ServerResponse,
  /** Which function answers this path; undefined where the gateway has no route. */
  routeOf: (target: Target) => FunctionRoute | undefined,
) => Promise<void>;

export type BridgeOptions = {
  readonly runtime: LambdaRuntime;
  readonly clock: Pick<PlatformClock, "nowMs">;
  readonly report?: ((line: string) => void) | undefined;
};

/** The gateway's own answers say no more than this. */
const gatewayMessages = {
  400: "Bad Request",
  404: "Not Found",
  413: "Request Entity Too Large",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;
type GatewayStatus = keyof typeof gatewayMessages;

const refuse = (
  response: ServerResponse,
  status: GatewayStatus,
  headers: Readonly<Record<string, string>> = {},
): void => sendJson(response, status, { message: gatewayMessages[status] }, headers);

const headerBytes = ({ method = "", url = "", rawHeaders }: IncomingMessage): number =>
  rawHeaders.reduce((bytes, text) => bytes + text.length, method.length + url.length);

const send = (response: ServerResponse, answer: HttpAnswer, requestId: string): void => {
  const cookies = answer.cookies.length > 0 ? { "set-cookie": [...answer.cookies] } : {};
  const hasBody = answer.status !== 204 && answer.status !== 304;
  const length = hasBody ? { "content-length": answer.body.length } : {};
  response.writeHead(answer.status, { ...answer.headers, ...cookies, ...length, "apigw-requestid": requestId });
  response.end(hasBody ? answer.body : undefined);
};

const statusOf = (failure: Exclude<Invocation["kind"], "Returned">): GatewayStatus => {
  switch (failure) {
    case "UnknownFunction":
      return 404;
    case "EventTooLarge":
      return 413;
    case "TimedOut":
      return 503;
    case "Threw":
    case "AnswerTooLarge":
      return 500;
  }
};

const answerWith = (
  response: ServerResponse,
  invocation: Invocation,
  requestId: string,
  report: (line: string) => void,
): void => {
  if (invocation.kind !== "Returned") return refuse(response, statusOf(invocation.kind));
  const answer = toHttpAnswer(invocation.answer);
  if (answer.ok) return send(response, answer.value, requestId);
  report(`a function answered what cannot be sent: ${answer.error.detail}`);
  refuse(response, 500);
};

/** HTTP in, a Lambda event through the runtime, HTTP out: API Gateway's part, with its limits. Whatever a client does, it never throws. */
export const createBridge = ({ runtime, clock, report = () => undefined }: BridgeOptions): Bridge => {
  return async (request, response, routeOf) => {
    const receivedAtMs = clock.nowMs();
    const requestId = randomUUID();
    if (headerBytes(request) > apiHeaderBytesMax) return refuse(response, 431, { connection: "close" });
    const target = parseTarget(request.url ?? "/");
    if (!target.ok) return refuse(response, 400, { connection: "close" });
    const body = await readBody(request, apiBodyBytesMax);
    if (body.kind === "Aborted") return;
    if (body.kind === "TooLarge") {
      // Without "connection: close", at which the server would cut the line under a client that is still sending and has read no answer.
      refuse(response, 413);
      return cutAfterAnswer(request);
    }
    const route = routeOf(target.value);
    if (route === undefined) return refuse(response, 404);
    const event = toApiEvent({
      method: request.method ?? "GET",
      target: target.value,
      rawHeaders: request.rawHeaders,
      body: body.bytes,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
      port: request.socket.localPort ?? 0,
      receivedAtMs,
      requestId,
      route,
    });
    answerWith(response, await runtime.invoke(route.functionName, event), requestId, report);
  };
};
