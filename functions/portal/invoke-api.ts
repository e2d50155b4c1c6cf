import { randomUUID } from "node:crypto";
import { type ApiFunction, functionOf } from "@grants/contract/api-functions";
import type { Visit } from "@grants/portal/page/page-context";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { z } from "zod";

/** Calls a function and gives back what it answered, as JSON text. Throws where the function failed. */
export type Invoke = (name: ApiFunction, event: string) => Promise<string>;

type Authorised = APIGatewayProxyEventV2 & {
  readonly requestContext: {
    readonly authorizer?: {
      readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: null };
    };
  };
};

const Answer = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

const claimsOf = ({ person }: Visit) =>
  person && { sub: person.id, name: person.name, roles: `[${person.roles.join(" ")}]` };

/**
 * The event that the gateway would have made of this request, at the instant at which the reader's request reached the
 * gateway: a submission is received when its sender sent it, not when the portal passed it on (DATA §7).
 */
export const toApiEvent = async (request: Request, visit: Visit): Promise<Authorised> => {
  // Still encoded, as the client wrote it: what is decoded here would be decoded twice, and an id could then name another operation.
  const { pathname: path, search, host } = new URL(request.url);
  const claims = claimsOf(visit);
  const body = await request.text();
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: search.slice(1),
    headers: Object.fromEntries(request.headers),
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
      ...(claims === null ? {} : { authorizer: { jwt: { claims, scopes: null } } }),
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
  (invoke: Invoke, reportError: (error: unknown, visit: Visit) => void) =>
  async (request: Request, visit: Visit): Promise<Response> => {
    const name = functionOf(new URL(request.url).pathname);
    if (name === null) throw new Error(`No function answers ${request.url}.`);
    const event = JSON.stringify(await toApiEvent(request, visit));
    try {
      return toResponse(await invoke(name, event));
    } catch (error) {
      reportError(error, visit);
      return new Response(null, { status: 500 });
    }
  };
