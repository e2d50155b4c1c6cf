import { randomBytes } from "node:crypto";
import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { stepUpSecondsMax } from "@grants/kernel/limits";
import { err, ok } from "@grants/kernel/result";
import { Instant, epochOfInstant } from "@grants/kernel/time";
import type { Visit } from "@grants/portal/page/page-context";
import { returnPath } from "@grants/portal/sign-in/return-path";
import type { SignInPort, SignInRefusal, TypedForm } from "@grants/portal/sign-in/sign-in-port";
import type { Session, SessionPerson } from "@grants/store/sessions";
import { z } from "zod";
import { cookie, forget, readCookie } from "./cookies.ts";
import { type Claims, SignInSecrets, type Tokens } from "./issuer-client.ts";
import { judgeSession } from "./judge-session.ts";
import { type Held, type SessionDeps, openTokens, sealTokens } from "./read-session.ts";

export type SignInDeps = SessionDeps & {
  readonly personOf: (subject: string) => UserId;
  /** Where the site is, where something before the gateway changes the host. */
  readonly siteOrigin: string | null;
  /** What is known of a visit beyond what its pages may see. */
  readonly heldOf: (visit: Visit) => Held | null;
  readonly report: (error: unknown) => void;
};

const idBytes = 32;
const newId = () => randomBytes(idBytes).toString("base64url");
const millisecondsPerSecond = 1_000;
const secondsOf = (at: Instant) => epochOfInstant(at) / millisecondsPerSecond;
const nowOf = ({ now }: Visit): Instant => Instant.parse(now);

const beginSeconds = 600;
const beginPlace = "sign-in";
const Begun = z.object({ secrets: SignInSecrets, returnTo: z.string(), isStepUp: z.boolean(), at: Instant });
type Begun = z.infer<typeof Begun>;

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** The host is the one that the gateway was called by; a machine of one's own has no certificate. */
const originOf = ({ siteOrigin }: SignInDeps, request: Request): string => {
  if (siteOrigin !== null) return siteOrigin;
  const { host } = new URL(request.url);
  return `${loopback.test(host) ? "http" : "https"}://${host}`;
};

const begin =
  (deps: SignInDeps): SignInPort["begin"] =>
  async (request, visit, { returnTo, isStepUp }) => {
    const subject = deps.heldOf(visit)?.session.subject;
    const hint = isStepUp && subject !== undefined ? { loginHint: subject } : {};
    const { url, secrets } = await deps.issuer.authorizationUrl({ origin: originOf(deps, request), ...hint });
    const begun: Begun = { secrets, returnTo: returnPath(returnTo), isStepUp, at: nowOf(visit) };
    const sealed = deps.seal.close(JSON.stringify(begun), beginPlace);
    return { location: url, cookies: [cookie("signIn", sealed, beginSeconds)] };
  };

/** What this browser began; null where it began nothing, or too long ago. */
const readBegun = (deps: SignInDeps, request: Request, now: Instant): Begun | null => {
  const sealed = readCookie(request, "signIn");
  const text = sealed === null ? null : deps.seal.open(sealed, beginPlace);
  if (text === null) return null;
  const begun = Begun.parse(JSON.parse(text));
  return Math.abs(secondsOf(now) - secondsOf(begun.at)) <= beginSeconds ? begun : null;
};

const personFrom = (id: UserId, { sub, name, roles, organisations, affiliation }: Claims): SessionPerson => ({
  id,
  name: name ?? sub,
  roles,
  organisations,
  ...(affiliation === undefined ? {} : { affiliation }),
});

const agentCharactersMax = 300;
const agentOf = (request: Request): string => (request.headers.get("user-agent") ?? "").slice(0, agentCharactersMax);

type Arrival = { readonly tokens: Tokens; readonly claims: Claims };

/** Always under a new id, so that an id which somebody planted or saw before is worth nothing. */
const openSession = async (deps: SignInDeps, request: Request, visit: Visit, { tokens, claims }: Arrival) => {
  const now = nowOf(visit);
  const read = await deps.readToken(tokens.access, now);
  if (!read.ok) throw new Error(`The issuer gave a token that is not valid: ${read.error.because}.`);
  if (read.value.subject !== claims.sub) throw new Error("The issuer gave tokens of two persons.");
  const id = newId();
  const hash = deps.sha256(id);
  const person = personFrom(deps.personOf(claims.sub), claims);
  const before = deps.heldOf(visit)?.session;
  const isSame = before !== undefined && before.person.id === person.id;
  const session: Session = {
    hash,
    person,
    subject: claims.sub,
    // Who comes back goes on where they were, and the forms in their other windows stay good.
    csrfToken: isSame ? before.csrfToken : newId(),
    agent: agentOf(request),
    authenticatedAt: read.value.authenticatedAt,
    createdAt: now,
    seenAt: now,
    ...sealTokens(deps, { hash }, tokens, read.value),
    tokenVersion: 1,
    isOver: false,
  };
  await deps.sessions.begin(session, deps.limits.secondsMax);
  if (before !== undefined) await closeSession(deps, before);
  return { id, session };
};

/** Ends a session here, and its refresh token at the issuer: where that does not answer, the session is over all the same. */
const closeSession = async (deps: SignInDeps, session: Session): Promise<void> => {
  await deps.sessions.end(session);
  const tokens = openTokens(deps, session);
  if (tokens !== null) await deps.issuer.revoke(tokens.refresh).catch(deps.report);
};

const isFresh = ({ authenticatedAt }: Session, now: Instant): boolean =>
  secondsOf(now) - secondsOf(authenticatedAt) <= stepUpSecondsMax;

const refused = (kind: SignInRefusal["kind"], returnTo: string) => err({ kind, returnTo });

const complete =
  (deps: SignInDeps): SignInPort["complete"] =>
  async (request, visit) => {
    const begun = readBegun(deps, request, nowOf(visit));
    if (begun === null) return refused("SignInLost", "/");
    const { search, searchParams } = new URL(request.url);
    if (searchParams.get("state") !== begun.secrets.state) return refused("SignInLost", begun.returnTo);
    if (searchParams.get("error") === "access_denied") return refused("SignInCancelled", begun.returnTo);
    const callback = new URL(`/auth/callback${search}`, originOf(deps, request));
    const arrival = await deps.issuer.exchange(callback, begun.secrets).catch((error: unknown) => {
      deps.report(error);
      return null;
    });
    if (arrival === null) return refused("SignInFailed", begun.returnTo);
    const { id, session } = await openSession(deps, request, visit, arrival);
    if (begun.isStepUp && !isFresh(session, nowOf(visit))) return refused("SignInNotFresh", begun.returnTo);
    return ok({ location: begun.returnTo, cookies: [cookie("session", id), forget("signIn")] });
  };

const formSeconds = 1_800;
/** A body has one byte for each character, and encrypted it stays below what an item of the database may have. */
export const formCharactersMax = 200_000;
const KeptForm = z.object({ person: z.string(), path: z.string(), body: z.string() });
const formPlace = (name: Digest) => `form ${name}`;

/** Bound to the person and to the browser: the one is in it, the other has its name. */
const keepForm =
  (deps: SignInDeps): SignInPort["keepForm"] =>
  async (visit, form) => {
    const held = deps.heldOf(visit);
    if (held === null || form.body.length > formCharactersMax) return [];
    const id = newId();
    const name = deps.sha256(id);
    const text = JSON.stringify({ ...form, person: held.session.person.id });
    const until = Math.floor(secondsOf(nowOf(visit))) + formSeconds;
    await deps.sessions.keepForm(name, deps.seal.close(text, formPlace(name)), until);
    return [cookie("form", id, formSeconds)];
  };

const takeForm =
  (deps: SignInDeps): SignInPort["takeForm"] =>
  async (request, visit) => {
    const id = readCookie(request, "form");
    if (id === null || visit.person === null) return null;
    const name = deps.sha256(id);
    const sealed = await deps.sessions.takeForm(name, Math.floor(secondsOf(nowOf(visit))));
    const text = sealed === null ? null : deps.seal.open(sealed, formPlace(name));
    if (text === null) return null;
    const { person, ...form } = KeptForm.parse(JSON.parse(text));
    return person === visit.person.id ? (form satisfies TypedForm) : null;
  };

const listLive = async ({ sessions, limits }: SignInDeps, { session }: Held, now: Instant) =>
  (await sessions.listOf(session.person.id)).filter((one) => judgeSession(one, limits, now).kind === "Live");

/** Signing in and out over an issuer and the table of sessions. */
export const createSignIn = (deps: SignInDeps): SignInPort => ({
  begin: begin(deps),
  complete: complete(deps),
  keepForm: keepForm(deps),
  takeForm: takeForm(deps),
  signOut: async (visit) => {
    const held = deps.heldOf(visit);
    if (held !== null) await closeSession(deps, held.session);
    return [forget("session"), forget("form")];
  },
  signOutEverywhere: async (visit) => {
    const held = deps.heldOf(visit);
    const all = held === null ? [] : await deps.sessions.listOf(held.session.person.id);
    await Promise.all(all.map((session) => closeSession(deps, session)));
    return [forget("session"), forget("form")];
  },
  issuerSignOut: (request) => deps.issuer.signOutUrl(originOf(deps, request)),
  listSessions: async (visit) => {
    const held = deps.heldOf(visit);
    if (held === null) return [];
    const live = await listLive(deps, held, nowOf(visit));
    return live
      .toSorted((a, b) => (a.seenAt < b.seenAt ? 1 : -1))
      .map(({ hash, agent, createdAt: signedInAt, seenAt }) => ({
        agent,
        signedInAt,
        seenAt,
        isThis: hash === held.session.hash,
      }));
  },
});
