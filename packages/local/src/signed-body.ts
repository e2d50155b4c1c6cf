import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, sendJson } from "./http-server.ts";
import { type Credentials, sha256Hex, verifySignature } from "./sigv4.ts";
import { localRegion } from "./tables.ts";

export type SignedService = {
  /** The service's name in signatures: "lambda", "ses". */
  readonly service: string;
  readonly credentials: Credentials;
  readonly bodyBytesMax: number;
};

/** AWS's JSON services name their error in a header. */
export const sendServiceError = (response: ServerResponse, status: number, type: string, message: string): void =>
  sendJson(response, status, { message, Message: message }, { "x-amzn-errortype": type });

/**
 * The body of a signed request to one of the local ports, or undefined when the refusal has been sent. The secret is no secret; what the check
 * keeps out are pages of other sites, whose browsers cannot add the signature's header.
 */
export const readSignedBody = async (
  request: IncomingMessage,
  response: ServerResponse,
  { service, credentials, bodyBytesMax }: SignedService,
): Promise<Buffer | undefined> => {
  const body = await readBody(request, bodyBytesMax);
  if (body.kind === "Aborted") return undefined;
  if (body.kind === "TooLarge") {
    sendServiceError(response, 413, "RequestTooLargeException", `The body has more than ${bodyBytesMax} bytes.`);
    return undefined;
  }
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const signed = { method: request.method ?? "GET", path: pathname, query: [...searchParams], headers };
  const bodyHash = sha256Hex(body.bytes);
  const verified = verifySignature(signed, { credentials, region: localRegion, service, nowMs: Date.now(), bodyHash });
  if (verified.ok) return body.bytes;
  sendServiceError(response, 403, "InvalidSignatureException", verified.error.kind);
  return undefined;
};
