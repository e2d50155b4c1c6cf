import { stepUpSecondsMax } from "@grants/kernel/limits";
import { z } from "@hono/zod-openapi";

/** The version that the caller has read; `"0"` where it expects that there is nothing yet. */
export const IfMatch = z
  .string()
  .regex(/^"(?:0|[1-9]\d{0,9})"$/)
  .meta({ example: '"3"', description: "The version you have read, as the ETag gave it." })
  .transform((etag) => Number(etag.slice(1, -1)));

export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,128}$/)
  .meta({
    example: "b7c1a0e2-6f3d-4a55",
    description: "Names this request; sent again, it is answered again and done once.",
  });

export const commandHeaders = z.object({ "idempotency-key": IdempotencyKey });
export const changeHeaders = z.object({ "idempotency-key": IdempotencyKey, "if-match": IfMatch });
export const partHeaders = z.object({ "if-match": IfMatch });

const EtagHeaders = z.object({ etag: z.string().meta({ example: '"4"' }) });

/** Where the next page begins, sealed for the person who asked. */
export const Cursor = z.string().min(1).max(1_000).meta({ id: "Cursor" });

/** A JSON answer with the version it shows. */
export const jsonWithEtag = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  headers: EtagHeaders,
  content: { "application/json": { schema } },
});
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** What every route but the public ones asks for. */
export const signedIn = [{ person: [] }];

/**
 * What a route asks for that signs, pays or names a bank account: a sign-in of the last minutes (RFC 9470). One line in the route, one
 * (`requireFreshPerson`) where it is answered; a test holds the two to each other.
 */
export const signedInAgain = {
  security: signedIn,
  "x-authentication-age-seconds-max": stepUpSecondsMax,
} as const;
