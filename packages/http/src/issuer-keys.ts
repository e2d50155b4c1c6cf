import { type FetchImplementation, type JWTVerifyGetKey, createRemoteJWKSet, customFetch } from "jose";

export type IssuerKeysOptions = {
  /** How the keys are fetched; a redirect is never followed. */
  readonly fetch?: FetchImplementation;
  readonly coolDownMs?: number;
  readonly keepMs?: number;
};

const usualCoolDownMs = 30_000;
/** A key that the issuer has taken back is known here no longer than this. */
const usualKeepMs = 600_000;
const timeoutMs = 3_000;

/**
 * The issuer's public keys, from the one address that the configuration names. A key that is not known is asked for once and then left for a
 * while, so that made-up names of keys send nobody to the issuer.
 */
export const createIssuerKeys = (
  jwksUri: string,
  { fetch, coolDownMs = usualCoolDownMs, keepMs = usualKeepMs }: IssuerKeysOptions = {},
): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(jwksUri), {
    timeoutDuration: timeoutMs,
    cooldownDuration: coolDownMs,
    cacheMaxAge: keepMs,
    ...(fetch === undefined ? {} : { [customFetch]: fetch }),
  });
