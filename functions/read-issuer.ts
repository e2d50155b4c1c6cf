import { z } from "zod";

/** Whose tokens are taken, as the environment names it. */
export type Issuer = {
  readonly issuer: string;
  readonly clientId: string;
  /** Where the issuer publishes its keys. Nothing else of it is fetched to check a token. */
  readonly jwksUri: string;
};

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** Encrypted, or on this machine alone; in the cloud always encrypted. */
const isGuarded = (address: string, isCloud: boolean): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && !isCloud && loopback.test(hostname));
};

const Environment = z
  .object({
    OIDC_ISSUER: z.url(),
    OIDC_CLIENT_ID: z.string().min(1),
    /** Where it is not below the issuer, as in a user pool it is. */
    OIDC_JWKS_URI: z.url().optional(),
    /** Lambda names each function to itself. */
    AWS_LAMBDA_FUNCTION_NAME: z.string().optional(),
  })
  .transform(({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_JWKS_URI, AWS_LAMBDA_FUNCTION_NAME: name }) => ({
    issuer,
    clientId,
    jwksUri: OIDC_JWKS_URI ?? `${issuer}/.well-known/jwks.json`,
    isCloud: name !== undefined,
  }))
  .refine(({ issuer, jwksUri, isCloud }) => [issuer, jwksUri].every((address) => isGuarded(address, isCloud)), {
    message: "The issuer and its keys are reached by https alone, or by http on this machine.",
  });

/** Throws where it names no issuer that can be trusted: a function without one answers nobody. */
export const readIssuer = (given: NodeJS.ProcessEnv): Issuer => {
  const { issuer, clientId, jwksUri } = Environment.parse(given);
  return { issuer, clientId, jwksUri };
};
