import type { PotRefusal } from "@grants/core/cofunding/pot-line";
import type { Busy, IdempotencyKeyReused, StaleVersion } from "@grants/core/audit/stored";
import type { CeilingExceeded } from "@grants/core/access/capacity";
import type { NotAllowed } from "@grants/core/access/decide-access";
import type { TooManyRequests } from "@grants/core/access/rate-limit";
import type { Instant } from "@grants/kernel/time";

/** Status and title of each refusal. The title is the same for every occurrence; the evidence rides in members of its own (RFC 9457). */
export type ProblemTable<K extends string> = Readonly<Record<K, readonly [status: ProblemStatus, title: string]>>;
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 414 | 415 | 422 | 429 | 431 | 503;

/** What the door refuses before a use case is reached. */
export type DoorProblem =
  | { readonly kind: "NotSignedIn" }
  /** Generic outward: why a token was refused would help who forges one. */
  | { readonly kind: "TokenInvalid" }
  | { readonly kind: "StepUpRequired"; readonly authenticatedAt: Instant; readonly maxAgeSeconds: number }
  | { readonly kind: "InputInvalid"; readonly field: string; readonly fields: readonly InvalidField[] }
  | { readonly kind: "BodyTooLarge"; readonly bytes: number; readonly bytesMax: number }
  | { readonly kind: "ContentTypeNotSupported"; readonly contentType: string }
  | { readonly kind: "BodyNotJson" }
  | { readonly kind: "BodyTooDeep"; readonly depthMax: number }
  | { readonly kind: "UrlTooLong"; readonly charactersMax: number }
  | HeadersTooLarge
  | TooManyRequests
  | { readonly kind: "IdempotencyKeyMissing"; readonly field: "idempotency-key" }
  | { readonly kind: "RouteNotFound" }
  | { readonly kind: "MethodNotAllowed"; readonly allowed: readonly string[] }
  | { readonly kind: "CursorInvalid" };
/** Too many of them, one too long, or all together. */
export type HeadersTooLarge = {
  readonly kind: "HeadersTooLarge";
  readonly headersMax: number;
  readonly charactersMax: number;
  readonly allCharactersMax: number;
};
export type InvalidField = { readonly field: string; readonly code: string; readonly message: string };

/** What the one commit of the store refuses. */
type CommitProblem = StaleVersion | IdempotencyKeyReused | Busy | PotRefusal;

export type SharedProblem = DoorProblem | NotAllowed | CeilingExceeded | CommitProblem;
export type SharedKind = SharedProblem["kind"];

export const sharedProblems = {
  NotSignedIn: [401, "Sign in first."],
  TokenInvalid: [401, "This access token is not valid."],
  StepUpRequired: [401, "Sign in again: this needs a sign-in of the last minutes."],
  InputInvalid: [400, "A field is missing or wrong."],
  BodyTooLarge: [413, "The request is too large."],
  ContentTypeNotSupported: [415, "Send JSON."],
  BodyNotJson: [400, "The request is not readable JSON."],
  BodyTooDeep: [400, "The request is nested too deep."],
  UrlTooLong: [414, "The address is too long."],
  HeadersTooLarge: [431, "The request has too many or too long headers."],
  TooManyRequests: [429, "Too many requests. Wait and try again."],
  IdempotencyKeyMissing: [400, "This request needs an Idempotency-Key."],
  RouteNotFound: [404, "There is nothing at this address."],
  MethodNotAllowed: [405, "This address does not take this method."],
  CursorInvalid: [400, "This page address is no longer valid."],
  NotAllowed: [403, "You may not do this."],
  CeilingExceeded: [403, "This is more than your delegation reaches."],
  StaleVersion: [412, "Somebody changed this since you read it."],
  IdempotencyKeyReused: [422, "This Idempotency-Key was used for another request."],
  FundsInsufficient: [409, "There is not enough money left."],
  PotFrozen: [409, "The money of this call is frozen while a difference is being explained."],
  Busy: [503, "The platform is busy. Nothing was changed; try again."],
} as const satisfies ProblemTable<SharedKind>;
