import type { Issuer } from "../../read-issuer.ts";
import {
  type Configuration,
  ClientSecretBasic,
  ResponseBodyError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  tokenRevocation,
} from "openid-client";
import { z } from "zod";

/** What must be the same when the browser comes back. */
export const SignInSecrets = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type SignInSecrets = z.infer<typeof SignInSecrets>;

/** What the issuer says about a person, for pages to show. Nothing is decided by it. */
const ListClaim = z.union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean))]);
export const Claims = z.object({
  sub: z.string(),
  name: z.string().optional(),
  roles: ListClaim.default([]),
  organisations: ListClaim.default([]),
  affiliation: z.string().optional(),
});
export type Claims = z.infer<typeof Claims>;

export type Tokens = { readonly access: string; readonly refresh: string };

export type IssuerClient = {
  readonly authorizationUrl: (ask: {
    readonly origin: string;
    readonly loginHint?: string;
  }) => Promise<{ readonly url: string; readonly secrets: SignInSecrets }>;
  /** The tokens for the code that the browser brought back. Throws where anything of it does not belong to these secrets. */
  readonly exchange: (
    callback: URL,
    secrets: SignInSecrets,
  ) => Promise<{ readonly tokens: Tokens; readonly claims: Claims }>;
  /** Null where the issuer gives no tokens for this one any more. Throws when it does not answer. */
  readonly refresh: (token: string) => Promise<Tokens | null>;
  readonly revoke: (token: string) => Promise<void>;
  readonly signOutUrl: (origin: string) => Promise<string>;
};

export type IssuerClientOptions = Pick<Issuer, "issuer" | "clientId"> & { readonly clientSecret: string };

export const callbackPath = "/auth/callback";

/** Asks an issuer by OpenID Connect: authorization code with PKCE, state and nonce. What the issuer offers is read once for each instance. */
export const createIssuerClient = ({ issuer, clientId, clientSecret }: IssuerClientOptions): IssuerClient => {
  let found: Promise<Configuration> | undefined;
  const find = (): Promise<Configuration> => {
    const isLocal = issuer.startsWith("http:");
    const options = isLocal ? { execute: [allowInsecureRequests] } : {};
    found ??= discovery(new URL(issuer), clientId, clientSecret, ClientSecretBasic(clientSecret), options).catch(
      (error: unknown) => {
        // The next request asks again.
        found = undefined;
        throw error;
      },
    );
    return found;
  };
  return {
    authorizationUrl: async ({ origin, loginHint }) => {
      const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(await find(), {
        redirect_uri: `${origin}${callbackPath}`,
        scope: "openid profile",
        // A session here is never begun by one that somebody left behind at the issuer.
        prompt: "login",
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: "S256",
        ...(loginHint === undefined ? {} : { login_hint: loginHint }),
      });
      return { url: url.href, secrets };
    },
    exchange: async (callback, { state, nonce, verifier }) => {
      const answer = await authorizationCodeGrant(await find(), callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      if (answer.refresh_token === undefined) throw new Error("The issuer gave no refresh token.");
      const tokens = { access: answer.access_token, refresh: answer.refresh_token };
      return { tokens, claims: Claims.parse(answer.claims()) };
    },
    refresh: async (token) => {
      try {
        const answer = await refreshTokenGrant(await find(), token);
        return { access: answer.access_token, refresh: answer.refresh_token ?? token };
      } catch (error) {
        if (error instanceof ResponseBodyError && error.error === "invalid_grant") return null;
        throw error;
      }
    },
    revoke: async (token) => tokenRevocation(await find(), token, { token_type_hint: "refresh_token" }),
    signOutUrl: async (origin) => {
      const { end_session_endpoint: endpoint } = (await find()).serverMetadata();
      if (endpoint === undefined) return "/";
      // A user pool of the cloud calls the way back `logout_uri`, the standard `post_logout_redirect_uri`.
      const back = `${origin}/`;
      const query = new URLSearchParams({ client_id: clientId, logout_uri: back, post_logout_redirect_uri: back });
      return `${endpoint}?${query.toString()}`;
    },
  };
};
