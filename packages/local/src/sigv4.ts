import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Result, err, ok } from "@grants/kernel/result";

/** AWS Signature Version 4, the part that a service does: recomputing what a client claims to have signed. */

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

export type SigningScope = { readonly region: string; readonly service: string };

export type SignedRequest = {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** Decoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
};

export type SignatureRefusal =
  | { readonly kind: "NotSigned" }
  | { readonly kind: "MalformedSignature"; readonly detail: string }
  | { readonly kind: "UnknownAccessKey"; readonly accessKeyId: string }
  | { readonly kind: "SignatureMismatch" }
  | { readonly kind: "HeaderNotSigned"; readonly header: string }
  | { readonly kind: "RequestExpired"; readonly expiredAtMs: number }
  | { readonly kind: "TimeTooSkewed"; readonly signedAtMs: number };

/** What the checked request says of its body: a SHA-256 in hex, or a name for a body that is not signed as a whole. */
export type VerifiedRequest = { readonly payloadHash: string; readonly isPresigned: boolean };

const clockSkewMsMax = 15 * 60 * 1_000;
const presignedSecondsMax = 7 * 24 * 60 * 60;
const algorithm = "AWS4-HMAC-SHA256";

export const sha256Hex = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const encodeStrictly = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const isSameText = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** "20270110T090000Z" → milliseconds, or NaN. */
export const parseAmzDate = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

export type CredentialScope = SigningScope & { readonly accessKeyId: string; readonly day: string };

export const parseCredential = (credential: string): CredentialScope | undefined => {
  const [accessKeyId, day, region, service, terminator, ...rest] = credential.split("/");
  if (!accessKeyId || !day || !region || !service || terminator !== "aws4_request" || rest.length > 0) return undefined;
  return { accessKeyId, day, region, service };
};

/** The signature of a text under a scope: used for requests and, over the policy itself, for forms. */
export const signatureOf = (text: string, scope: CredentialScope, { secretAccessKey }: Credentials): string => {
  const dayKey = hmac(`AWS4${secretAccessKey}`, scope.day);
  const signingKey = hmac(hmac(hmac(dayKey, scope.region), scope.service), "aws4_request");
  return hmac(signingKey, text).toString("hex");
};

type Claimed = {
  readonly credential: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly amzDate: string;
  readonly payloadHash: string;
  /** Seconds for which a presigned address holds; absent where the headers are signed. */
  readonly expiresSeconds?: number;
};

const canonicalQuery = (query: SignedRequest["query"]): string =>
  query
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .join("&");

/** S3 signs the path as it is encoded once; every other service encodes what was sent once more. */
const canonicalPath = (path: string, service: string): string =>
  path
    .split("/")
    .map((segment) => encodeStrictly(service === "s3" ? decodeURIComponent(segment) : segment))
    .join("/");

export const stringToSign = (request: SignedRequest, claimed: Omit<Claimed, "signature">): string => {
  const { credential, signedHeaders, payloadHash, amzDate } = claimed;
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? "").trim().replaceAll(/ +/g, " ")}\n`,
  );
  const canonical = [
    request.method,
    canonicalPath(request.path, credential.service),
    canonicalQuery(request.query),
    headers.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  const scope = `${credential.day}/${credential.region}/${credential.service}/aws4_request`;
  return [algorithm, amzDate, scope, sha256Hex(canonical)].join("\n");
};

const presignedClaim = (request: SignedRequest): Claimed | undefined => {
  const query = new Map(request.query);
  const credential = parseCredential(query.get("X-Amz-Credential") ?? "");
  const expiresSeconds = Number(query.get("X-Amz-Expires") ?? Number.NaN);
  if (credential === undefined || query.get("X-Amz-Algorithm") !== algorithm) return undefined;
  if (!(Number.isInteger(expiresSeconds) && expiresSeconds >= 1 && expiresSeconds <= presignedSecondsMax))
    return undefined;
  return {
    credential,
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    amzDate: query.get("X-Amz-Date") ?? "",
    payloadHash: query.get("X-Amz-Content-Sha256") ?? request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD",
    expiresSeconds,
  };
};

const headerClaim = (request: SignedRequest, bodyHash: string | undefined): Claimed | undefined => {
  const authorization = request.headers["authorization"] ?? "";
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  const [, credentialText = "", signedHeaders = "", signature = ""] = parts ?? [];
  const credential = parseCredential(credentialText);
  const payloadHash = bodyHash ?? request.headers["x-amz-content-sha256"];
  if (credential === undefined || payloadHash === undefined) return undefined;
  return {
    credential,
    signedHeaders: signedHeaders.split(";"),
    signature,
    amzDate: request.headers["x-amz-date"] ?? "",
    payloadHash,
  };
};

const refuseTime = (claimed: Claimed, nowMs: number): SignatureRefusal | undefined => {
  const signedAtMs = parseAmzDate(claimed.amzDate);
  if (Number.isNaN(signedAtMs) || !claimed.amzDate.startsWith(claimed.credential.day))
    return { kind: "MalformedSignature", detail: "the date does not fit the scope" };
  if (signedAtMs - nowMs > clockSkewMsMax) return { kind: "TimeTooSkewed", signedAtMs };
  if (claimed.expiresSeconds === undefined)
    return nowMs - signedAtMs > clockSkewMsMax ? { kind: "TimeTooSkewed", signedAtMs } : undefined;
  const expiredAtMs = signedAtMs + claimed.expiresSeconds * 1_000;
  return nowMs > expiredAtMs ? { kind: "RequestExpired", expiredAtMs } : undefined;
};

/** A header that changes what the service does must be part of what was signed. */
const unsignedHeader = (request: SignedRequest, signedHeaders: readonly string[]): string | undefined =>
  [
    "host",
    ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-") && name !== "x-amz-content-sha256"),
  ].find((name) => !signedHeaders.includes(name));

export type Verification = SigningScope & {
  readonly credentials: Credentials;
  readonly nowMs: number;
  /** SHA-256 of the body where the service reads it first; S3 takes the header's word and compares later. */
  readonly bodyHash?: string;
};

export const verifySignature = (
  request: SignedRequest,
  { credentials, region, service, nowMs, bodyHash }: Verification,
): Result<VerifiedRequest, SignatureRefusal> => {
  const isPresigned = request.query.some(([name]) => name === "X-Amz-Signature");
  if (!isPresigned && request.headers["authorization"] === undefined) return err({ kind: "NotSigned" });
  const claimed = isPresigned ? presignedClaim(request) : headerClaim(request, bodyHash);
  if (claimed === undefined) return err({ kind: "MalformedSignature", detail: "the signature's parts do not parse" });
  const { credential } = claimed;
  if (credential.accessKeyId !== credentials.accessKeyId)
    return err({ kind: "UnknownAccessKey", accessKeyId: credential.accessKeyId });
  if (credential.region !== region || credential.service !== service)
    return err({ kind: "MalformedSignature", detail: `the scope is not ${region}/${service}` });
  const header = unsignedHeader(request, claimed.signedHeaders);
  if (header !== undefined) return err({ kind: "HeaderNotSigned", header });
  if (!isSameText(signatureOf(stringToSign(request, claimed), credential, credentials), claimed.signature))
    return err({ kind: "SignatureMismatch" });
  const late = refuseTime(claimed, nowMs);
  return late === undefined ? ok({ payloadHash: claimed.payloadHash, isPresigned }) : err(late);
};

/** Checks a text that was signed by itself: the policy of an upload form. */
export const isSignedText = (
  text: string,
  { credential, signature }: { readonly credential: CredentialScope; readonly signature: string },
  credentials: Credentials,
): boolean => isSameText(signatureOf(text, credential, credentials), signature);
