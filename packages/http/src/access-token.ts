import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, epochOfInstant, instantOfEpoch } from "@grants/kernel/time";
import { type JWTVerifyGetKey, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";

/** Whose tokens are taken: those of one issuer for one client. */
export type TokenIssuer = { readonly issuer: string; readonly clientId: string };

/** What a token says of the person who holds it, once its signature and its times have been checked. */
export type AccessToken = {
  /** The account at the issuer. Which person it is, is the platform's own affair. */
  readonly subject: string;
  /** When the person last proved who they are. */
  readonly authenticatedAt: Instant;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
};

/** Why a token is refused: for the log. Whoever sent it learns only that it was. */
export type TokenRefusal = { readonly kind: "TokenInvalid"; readonly because: string };
export type ReadToken = (token: string, at: Instant) => Promise<Result<AccessToken, TokenRefusal>>;

/** Signatures by a key pair alone: with a shared secret, the public key of the issuer would sign for everybody. */
const algorithms = ["ES256", "RS256"];
/** The clocks of issuer and gateway may differ by so much. */
export const leewaySeconds = 30;
/** A token of a user pool has about 1,000 characters. */
export const tokenCharactersMax = 8_192;
const subjectCharactersMax = 255;
const epochSecondsMax = 8_640_000_000_000;

const EpochSeconds = z.int().min(0).max(epochSecondsMax);
const Claims = z.object({
  sub: z.string().min(1).max(subjectCharactersMax),
  token_use: z.literal("access"),
  client_id: z.string(),
  auth_time: EpochSeconds,
  iat: EpochSeconds,
  exp: EpochSeconds,
});

const millisecondsPerSecond = 1_000;
const instantOf = (seconds: number): Instant => instantOfEpoch(seconds * millisecondsPerSecond);
const refused = (because: string) => err({ kind: "TokenInvalid", because } as const);

/** A header may name a key of its own or a place to fetch one from; such a token is not even looked at. */
const namesOneKnownKey = (token: string): boolean => {
  try {
    const { kid, jwk, jku, x5u, x5c } = decodeProtectedHeader(token);
    return typeof kid === "string" && [jwk, jku, x5u, x5c].every((member) => member === undefined);
  } catch {
    return false;
  }
};

/** The outage of an issuer is no fault of a token: it is thrown, and answered as an unexpected error. */
const isFaultOfToken = (error: unknown): error is errors.JOSEError =>
  error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== "ERR_JOSE_GENERIC";

/** Reads an access token at the instant of its request: by the issuer's keys, and by nothing that stands in the token alone. */
export const createTokenReader =
  (keys: JWTVerifyGetKey, { issuer, clientId }: TokenIssuer): ReadToken =>
  async (token, at) => {
    if (token.length > tokenCharactersMax) return refused("TooLong");
    try {
      if (!namesOneKnownKey(token)) return refused("KeyOfItsOwn");
      const currentDate = new Date(epochOfInstant(at));
      const options = { issuer, algorithms, currentDate, clockTolerance: leewaySeconds };
      const claims = Claims.safeParse((await jwtVerify(token, keys, options)).payload);
      if (!claims.success) return refused("ClaimsOfAnother");
      const { sub, client_id, auth_time, iat, exp } = claims.data;
      if (client_id !== clientId) return refused("ClientOfAnother");
      const latest = Math.floor(currentDate.getTime() / millisecondsPerSecond) + leewaySeconds;
      if (iat > latest || auth_time > latest) return refused("FromTheFuture");
      const [authenticatedAt, issuedAt, expiresAt] = [instantOf(auth_time), instantOf(iat), instantOf(exp)];
      return ok({ subject: sub, authenticatedAt, issuedAt, expiresAt });
    } catch (error) {
      if (isFaultOfToken(error)) return refused(error.code);
      throw error;
    }
  };
