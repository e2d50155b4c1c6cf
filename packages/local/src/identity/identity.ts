import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { SignJWT, importJWK } from "jose";
import type { Provider } from "oidc-provider";
import type { PlatformClock } from "../clock.ts";
import type { Closing } from "../closing.ts";
import type { IdentityAddresses } from "../environment.ts";
import { describeError, listen, sendJson } from "../http-server.ts";
import { type EventTime, createEventTime } from "./event-time.ts";
import { openIdentitySecrets, publicKeysOf, type IdentitySecrets } from "./identity-secrets.ts";
import type { DemoPerson } from "./people.ts";
import { accessTokenSeconds, createProvider, portalClientId } from "./provider.ts";
import { lostSignInPage, signInPage, signInPageHeaders } from "./sign-in-page.ts";

/** Where the provider stands on the platform's own address. */
const providerPath = "/_local/identity";
const signInPath = "/_local/sign-in/";
const closeGraceMs = 2_000;

export type Identity = {
  readonly addresses: IdentityAddresses;
  /** Answers what is the provider's; false where a path is somebody else's. */
  readonly serve: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;
  /** The page of a sign-in, and what its reader chose. */
  readonly showSignIn: (request: IncomingMessage, response: ServerResponse, search: string) => Promise<void>;
  readonly finishSignIn: (request: IncomingMessage, response: ServerResponse, person: string) => Promise<void>;
  readonly isSignIn: (path: string) => boolean;
  /** A token as a sign-in of this moment gives it, for scripts; undefined for somebody unknown. */
  readonly issueToken: (person: string) => Promise<string | undefined>;
  readonly people: readonly DemoPerson[];
};

export type IdentityOptions = {
  readonly port: number;
  readonly people: readonly DemoPerson[];
  readonly secretsFile: string;
  readonly clock: PlatformClock;
  readonly report: (line: string) => void;
};

/** The keys on a port of their own: functions ask for them before the platform's door is open. */
const serveKeys = async (secrets: IdentitySecrets, closing: Closing): Promise<string> => {
  const server = createServer((_request, response) => sendJson(response, 200, publicKeysOf(secrets)));
  const { url, close } = await listen(server);
  closing.add(() => close(closeGraceMs));
  return `${url}/jwks.json`;
};

const answerPage = (response: ServerResponse, status: number, page: string): void => {
  response.writeHead(status, signInPageHeaders).end(page);
};

type Mounted = IncomingMessage & { originalUrl?: string };

/** Every sign-in is one of its own: who signed in here before is not asked whether they want to sign out first. */
const withoutSession = (cookie: string): string =>
  cookie
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => !/^local_identity(?:\.sig)?=/.test(pair))
    .join("; ");

const isSigningIn = (path: string): boolean =>
  path === `${providerPath}/auth` || path.startsWith(`${providerPath}/auth/`);

/** The provider below its path. */
const mount = (provider: Provider): Identity["serve"] => {
  const callback = provider.callback();
  return async (request: Mounted, response, path) => {
    if (path !== providerPath && !path.startsWith(`${providerPath}/`)) return false;
    request.originalUrl = request.url ?? "/";
    request.url = request.originalUrl.slice(providerPath.length) || "/";
    if (isSigningIn(path) && request.headers.cookie !== undefined)
      request.headers.cookie = withoutSession(request.headers.cookie);
    await callback(request, response);
    return true;
  };
};

/** A sign-in that the provider knows nothing of leads to a new one, never to an error. */
const orLost = async (response: ServerResponse, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && error.name === "SessionNotFound")) throw error;
    answerPage(response, 400, lostSignInPage());
  }
};

type Inside = {
  readonly provider: Provider;
  readonly people: readonly DemoPerson[];
  readonly time: EventTime;
  readonly personNamed: (name: string) => DemoPerson | undefined;
};

/** The page on which one chooses who one is. */
const signInPages = ({
  provider,
  people,
  time,
  personNamed,
}: Inside): Pick<Identity, "isSignIn" | "showSignIn" | "finishSignIn"> => ({
  isSignIn: (path) => path.startsWith(signInPath),
  showSignIn: (request, response, search) =>
    orLost(response, async () => {
      const { params, uid } = await provider.interactionDetails(request, response);
      const { login_hint: hint } = params;
      const expected = typeof hint === "string" ? personNamed(hint) : undefined;
      answerPage(response, 200, signInPage({ action: `${signInPath}${uid}`, people, search, expected }));
    }),
  finishSignIn: (request, response, name) =>
    orLost(response, async () => {
      const person = personNamed(name);
      const result =
        person === undefined
          ? { error: "access_denied", error_description: "Nobody was chosen." }
          : { login: { accountId: person.subject, remember: false, ts: time.noteSignIn(person.subject) } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }),
});

/** Who one can be, and how one becomes it: an OpenID provider on the platform's own address. There is none of it in the cloud. */
export const startIdentity = async (options: IdentityOptions, closing: Closing): Promise<Identity> => {
  const { port, people, clock, report } = options;
  const secrets = await openIdentitySecrets(options.secretsFile);
  const time = createEventTime(clock);
  const origins = ["127.0.0.1", "localhost"].map((host) => `http://${host}:${port}`);
  const issuer = `${origins[0]}${providerPath}`;
  const provider = createProvider({
    issuer,
    origins,
    people,
    secrets,
    time,
    signInPath: (uid) => `${signInPath}${uid}`,
  });
  provider.on("server_error", (_ctx, error) => report(`sign-in: ${describeError(error)}`));
  const key = await importJWK({ ...secrets.key }, "ES256");
  const personNamed = (name: string) => people.find(({ id, subject }) => id === name || subject === name);
  return {
    people,
    addresses: {
      issuer,
      clientId: portalClientId,
      clientSecret: secrets.clientSecret,
      jwksUri: await serveKeys(secrets, closing),
    },
    serve: mount(provider),
    ...signInPages({ provider, people, time, personNamed }),
    issueToken: async (name) => {
      const person = personNamed(name);
      if (person === undefined) return undefined;
      const now = time.nowSeconds();
      const claims = { token_use: "access", client_id: portalClientId, scope: "openid profile", auth_time: now };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: secrets.key.kid })
        .setSubject(person.subject)
        .setIssuer(issuer)
        .setIssuedAt(now)
        .setExpirationTime(now + accessTokenSeconds)
        .setJti(randomUUID())
        .sign(key);
    },
  };
};
