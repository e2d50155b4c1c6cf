import { type Configuration, Provider } from "oidc-provider";
import type { EventTime } from "./event-time.ts";
import type { IdentitySecrets } from "./identity-secrets.ts";
import { createMemoryAdapter } from "./memory-adapter.ts";
import type { DemoPerson } from "./people.ts";
import { lostSignInPage, signInPageHeaders } from "./sign-in-page.ts";

export const portalClientId = "portal";
const api = "urn:eccc-grants:api";
const scope = "openid profile";
/** As the user pool of the cloud has it. */
export const accessTokenSeconds = 600;
const halfDaySeconds = 43_200;
const interactionSeconds = 1_800;

export type ProviderOptions = {
  readonly issuer: string;
  /** Where the portal may be called by: "http://127.0.0.1:3000". */
  readonly origins: readonly string[];
  readonly people: readonly DemoPerson[];
  readonly secrets: IdentitySecrets;
  readonly time: EventTime;
  /** Where people choose who they are, by the name of their sign-in. */
  readonly signInPath: (uid: string) => string;
};

/** The claims of an access token beyond those that every one has, in the form of the cloud's user pool: it names a client, and no audience. */
const customizeToken =
  (time: EventTime): NonNullable<NonNullable<Configuration["formats"]>["customizers"]>["jwt"] =>
  (ctx, _token, jwt) => {
    const { payload } = jwt;
    const { AuthorizationCode: code, RefreshToken: refresh } = ctx.oidc.entities;
    const signedInAt = code?.authTime ?? refresh?.authTime ?? Number(payload["iat"]);
    Object.assign(payload, {
      token_use: "access",
      scope,
      auth_time: time.signedInAt(String(payload["sub"]), signedInAt),
      iat: time.shifted(Number(payload["iat"])),
      exp: time.shifted(Number(payload["exp"])),
    });
    // The library asks for an audience before it signs; what is not enumerable does not reach the text that is signed.
    Object.defineProperty(payload, "aud", { value: api, enumerable: false });
  };

const features: Configuration["features"] = {
  devInteractions: { enabled: false },
  userinfo: { enabled: false },
  revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
  rpInitiatedLogout: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => api,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: "api",
      accessTokenFormat: "jwt",
      accessTokenTTL: accessTokenSeconds,
      jwt: { sign: { alg: "ES256" } },
    }),
  },
};

/** The provider of one machine: a standard one, of which the code outside this folder sees the issuer, its keys and its claims. */
export const createProvider = ({ issuer, origins, people, secrets, time, signInPath }: ProviderOptions): Provider => {
  const bySubject = new Map(people.map((person) => [person.subject, person]));
  const provider = new Provider(issuer, {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...secrets.key, alg: "ES256", use: "sig" }] },
    clients: [
      {
        client_id: portalClientId,
        client_secret: secrets.clientSecret,
        redirect_uris: origins.map((origin) => `${origin}/auth/callback`),
        post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        id_token_signed_response_alg: "ES256",
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    claims: { openid: ["sub"], profile: ["name", "roles", "organisations", "affiliation"] },
    conformIdTokenClaims: false,
    cookies: {
      keys: [secrets.cookieKey],
      names: { session: "local_identity", interaction: "local_identity_step", resume: "local_identity_resume" },
    },
    features,
    findAccount: (_ctx, subject) => {
      const person = bySubject.get(subject);
      if (person === undefined) return undefined;
      const { name, roles, organisations, organisation: affiliation } = person;
      return { accountId: subject, claims: () => ({ sub: subject, name, roles, organisations, affiliation }) };
    },
    formats: { customizers: { jwt: customizeToken(time) } },
    interactions: { url: (_ctx, { uid }) => signInPath(uid) },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    // The portal belongs to the platform: nobody is asked whether it may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      const grant = new provider.Grant({ clientId: portalClientId, ...(accountId === undefined ? {} : { accountId }) });
      grant.addOIDCScope(scope);
      grant.addResourceScope(api, "api");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    renderError: (ctx, { error_description: reason }) => {
      ctx.set(signInPageHeaders);
      ctx.body = lostSignInPage(reason);
    },
    responseTypes: ["code"],
    scopes: ["openid", "profile"],
    ttl: {
      AccessToken: accessTokenSeconds,
      IdToken: accessTokenSeconds,
      Grant: halfDaySeconds,
      RefreshToken: halfDaySeconds,
      Session: halfDaySeconds,
      Interaction: interactionSeconds,
    },
  });
  return provider;
};
