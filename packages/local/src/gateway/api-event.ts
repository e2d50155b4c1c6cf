import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { type Result, err, ok } from "@grants/kernel/result";
import { localAccountId } from "../lambda-runtime.ts";

/** The event of an HTTP API with payload format 2.0. What an authorizer would add is left out: no function asks for it. */
export type ApiEvent = APIGatewayProxyEventV2;

/** The path and query of a request line. */
export type Target = {
  /** Decoded, and cut at a question mark that was encoded in it: so the gateway hands it over. */
  readonly path: string;
  /** As it was sent, still encoded. */
  readonly rawQueryString: string;
};

/** A gateway's route: its key, and the part of the path that its `{proxy+}` stands for. */
export type Route = { readonly routeKey: string; readonly proxy?: string | undefined };

export type ApiRequest = {
  readonly method: string;
  readonly target: Target;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
  readonly receivedAtMs: number;
  readonly requestId: string;
  readonly route: Route;
};

export const parseTarget = (requestLineTarget: string): Result<Target, { readonly kind: "MalformedTarget" }> => {
  const origin = /^https?:\/\/[^/?#]*/i.exec(requestLineTarget)?.[0] ?? "";
  const [, path, rawQueryString = ""] = /^([^?]*)\??(.*)$/s.exec(requestLineTarget.slice(origin.length)) ?? [];
  if (path === undefined || !(path.startsWith("/") || (path === "" && origin !== "")))
    return err({ kind: "MalformedTarget" });
  try {
    const [decoded = ""] = decodeURIComponent(path || "/").split("?");
    return ok({ path: decoded, rawQueryString });
  } catch {
    return err({ kind: "MalformedTarget" });
  }
};

/** Headers that belong to one connection, not to the request. */
const hopByHop = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Lower-cased, and joined by commas where a name came more than once. */
const joinHeaders = (rawHeaders: readonly string[]): Map<string, string> => {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    const value = rawHeaders[index + 1] ?? "";
    const separator = name === "cookie" ? "; " : ",";
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}${separator}${value}`);
  }
  return headers;
};

const splitCookies = (cookie: string): string[] =>
  cookie
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");

/** Values of one name are joined by commas. The raw query keeps them apart. */
const joinQuery = (rawQueryString: string): Record<string, string> => {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(query);
};

/** The gateway passes text for these types alone; forms, `+json` types and a missing type arrive in base64. */
const isTextType = (contentType: string): boolean =>
  /^(?:text\/[^;]*|application\/(?:json|xml|javascript))\s*(?:;|$)/i.test(contentType.trim());

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The gateway's own form of a time: "10/Jan/2027:09:00:00 +0000". */
const gatewayTime = (epochMs: number): string => {
  const [date = "", time = ""] = new Date(epochMs).toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

const traceId = (epochMs: number, requestId: string): string =>
  `Root=1-${Math.floor(epochMs / 1_000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)}`;

const forwardedHeaders = (request: ApiRequest, headers: ReadonlyMap<string, string>): Record<string, string> => ({
  "x-amzn-trace-id": traceId(request.receivedAtMs, request.requestId),
  "x-forwarded-for": [headers.get("x-forwarded-for"), request.sourceIp].filter(Boolean).join(", "),
  "x-forwarded-port": `${request.port}`,
  "x-forwarded-proto": "http",
});

const requestContextOf = (request: ApiRequest, headers: ReadonlyMap<string, string>): ApiEvent["requestContext"] => {
  const host = headers.get("host") ?? "localhost";
  return {
    accountId: localAccountId,
    apiId: "local",
    domainName: host,
    domainPrefix: host.split(".")[0] ?? host,
    http: {
      method: request.method,
      path: request.target.path,
      protocol: "HTTP/1.1",
      sourceIp: request.sourceIp,
      userAgent: headers.get("user-agent") ?? "",
    },
    requestId: request.requestId,
    routeKey: request.route.routeKey,
    stage: "$default",
    time: gatewayTime(request.receivedAtMs),
    timeEpoch: request.receivedAtMs,
  };
};

/** The event that API Gateway would hand to the function behind this route. */
export const toApiEvent = (request: ApiRequest): ApiEvent => {
  const headers = joinHeaders(request.rawHeaders);
  const { path, rawQueryString } = request.target;
  const isText = isTextType(headers.get("content-type") ?? "");
  const cookies = splitCookies(headers.get("cookie") ?? "");
  const passed = [...headers].filter(([name]) => name !== "cookie" && !hopByHop.has(name));
  return {
    version: "2.0",
    routeKey: request.route.routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: { ...Object.fromEntries(passed), ...forwardedHeaders(request, headers) },
    ...(rawQueryString !== "" && { queryStringParameters: joinQuery(rawQueryString) }),
    requestContext: requestContextOf(request, headers),
    ...(request.body.length > 0 && { body: request.body.toString(isText ? "utf8" : "base64") }),
    ...(request.route.proxy !== undefined && { pathParameters: { proxy: request.route.proxy } }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
};
