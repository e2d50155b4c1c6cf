import type { Readable } from "node:stream";
import type { PolicyRefusal } from "./upload-policy.ts";
import type { SignatureRefusal } from "../sigv4.ts";

export type S3Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
};

/** S3's error codes with their statuses. */
const statusOf = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPart: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;
export type S3ErrorCode = keyof typeof statusOf;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

export const escapeXml = (text: string): string => text.replaceAll(/[&<>"\r]/g, (sign) => entities[sign] ?? sign);

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';

export const xmlAnswer = (status: number, xml: string, headers: Readonly<Record<string, string>> = {}): S3Answer => ({
  status,
  headers: { "content-type": "application/xml", ...headers },
  body: xmlHead + xml,
});

export const refuse = (code: S3ErrorCode, message: string, headers: Readonly<Record<string, string>> = {}): S3Answer =>
  xmlAnswer(statusOf[code], `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`, headers);

export const refuseSignature = (refusal: SignatureRefusal, isPresigned: boolean): S3Answer => {
  switch (refusal.kind) {
    case "NotSigned":
      return refuse("AccessDenied", "The request is not signed.");
    case "MalformedSignature":
      return refuse(isPresigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed", refusal.detail);
    case "UnknownAccessKey":
      return refuse("InvalidAccessKeyId", `There is no access key ${refusal.accessKeyId}.`);
    case "SignatureMismatch":
      return refuse("SignatureDoesNotMatch", "The signature does not fit the request.");
    case "HeaderNotSigned":
      return refuse("AccessDenied", `Header ${refusal.header} was not signed.`);
    case "RequestExpired":
      return refuse("AccessDenied", `Request has expired at ${new Date(refusal.expiredAtMs).toISOString()}.`);
    case "TimeTooSkewed":
      return refuse("RequestTimeTooSkewed", "The time of the request is too far from the server's.");
  }
};

export const refuseUpload = (refusal: PolicyRefusal): S3Answer => {
  switch (refusal.kind) {
    case "FieldMissing":
      return refuse("InvalidArgument", `The form must have a field ${refusal.field}.`);
    case "PolicyMalformed":
      return refuse("InvalidPolicyDocument", "The policy does not parse.");
    case "UnknownAccessKey":
      return refuse("InvalidAccessKeyId", `There is no access key ${refusal.accessKeyId}.`);
    case "SignatureMismatch":
      return refuse("SignatureDoesNotMatch", "The signature does not fit the policy.");
    case "PolicyExpired":
      return refuse("AccessDenied", "Invalid according to Policy: Policy expired.");
    case "ConditionFailed":
      return refuse("AccessDenied", `Invalid according to Policy: Policy Condition failed: ${refusal.condition}`);
    case "ExtraFields":
      return refuse("AccessDenied", `Invalid according to Policy: Extra input fields: ${refusal.fields.join(", ")}`);
  }
};
