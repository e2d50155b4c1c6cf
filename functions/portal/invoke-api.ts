import { randomUUID } from "node:crypto";
import { type ApiFunction, functionOf } from "@grants/contract/api-functions";
import type { Visit } from "@grants/portal/page/page-context";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { z } from "zod";

/** Calls a function and gives back what it answered, as JSON text. Throws where the function failed. */
export type Invoke = (name: ApiFunction, event: string) => Promise<string>;

const Answer = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** The token of the person of a visit: a function asks the token who they are, and takes nobody's word for it. */
export type BearerOf = (visit: Visit) => string | null;

/**
 * The event that the gateway would have made of this request, at the instant at which the reader's request reached the
 * gateway: a submission is received when its sender sent it, not when the portal passed it on (DATA §7).
 */
const toApiEvent = async (request: Request, visit: Visit, bearer: string | null): Promise<APIGatewayProxyEventV2> => {
  // Still encoded, as the client wrote it: what is decoded here would be decoded twice, and an id could then name another operation.
  const { pathname: path, search, host } = new URL(request.url);
  const { authorization: _foreign, ...headers } = Object.fromEntries(request.headers);
  const body = await request.text();
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: search.slice(1),
    headers: { ...headers, ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) },
    requestContext: {
      accountId: "portal",
      apiId: "portal",
      domainName: host,
      domainPrefix: host,
      http: { method: request.method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "portal" },
      // One correlation id from the page through the API to the log and the audit entry.
      requestId: visit.requestId ?? randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: visit.now,
      timeEpoch: Date.parse(visit.now),
    },
    ...(body === "" ? {} : { body }),
    isBase64Encoded: false,
  };
};

const toResponse = (text: string): Response => {
  const { statusCode, headers = {}, body = "", isBase64Encoded = false } = Answer.parse(JSON.parse(text));
  const hasBody = body !== "" && statusCode !== 204 && statusCode !== 304;
  const content = isBase64Encoded ? Buffer.from(body, "base64") : body;
  return new Response(hasBody ? content : null, { status: statusCode, headers });
};

/**
 * The API as the portal reaches it: the functions are called directly, since over HTTP all readers would share one
 * address (DESIGN §4.12). A function that fails is a 500 here as behind the gateway.
 */
export const createApiCaller =
  (invoke: Invoke, bearerOf: BearerOf, reportError: (error: unknown, visit: Visit) => void) =>
  async (request: Request, visit: Visit): Promise<Response> => {
    const name = functionOf(new URL(request.url).pathname);
    if (name === null) throw new Error(`No function answers ${request.url}.`);
    const event = JSON.stringify(await toApiEvent(request, visit, bearerOf(visit)));
    try {
      return toResponse(await invoke(name, event));
    } catch (error) {
      reportError(error, visit);
      return new Response(null, { status: 500 });
    }
  };
