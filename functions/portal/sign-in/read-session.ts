import type { AccessToken, ReadToken } from "@grants/http/access-token";
import type { Sha256 } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import type { Session, SessionStore, SessionTokens } from "@grants/store/sessions";
import { z } from "zod";
import { readCookie } from "./cookies.ts";
import type { IssuerClient, Tokens } from "./issuer-client.ts";
import { type SessionLimits, type SessionState, isToTouch, judgeSession, needTokens } from "./judge-session.ts";
import type { Seal } from "./seal.ts";

export type SessionDeps = {
  readonly sessions: SessionStore;
  readonly issuer: IssuerClient;
  readonly readToken: ReadToken;
  readonly seal: Seal;
  readonly sha256: Sha256;
  readonly limits: SessionLimits;
  /** The machine's clock, for how long one waits for another: no rule of the platform hangs on it. */
  readonly machineMs: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
};

/** What a request's cookie leads to. */
export type Held = {
  readonly session: Session;
  readonly state: SessionState;
  /** The token for the API; null where the session is over. */
  readonly bearer: string | null;
};

const StoredTokens = z.object({ access: z.string(), refresh: z.string() });
const tokensPlace = ({ hash }: Pick<Session, "hash">) => `tokens ${hash}`;

export const openTokens = ({ seal }: SessionDeps, session: Session): Tokens | null => {
  const text = seal.open(session.tokens, tokensPlace(session));
  return text === null ? null : StoredTokens.parse(JSON.parse(text));
};

/** Tokens as a session keeps them, with the times of the one that opens the API. */
export const sealTokens = (
  { seal }: SessionDeps,
  session: Pick<Session, "hash">,
  tokens: Tokens,
  { issuedAt, expiresAt }: AccessToken,
): SessionTokens => ({
  tokens: seal.close(JSON.stringify(tokens), tokensPlace(session)),
  tokensBeginAt: issuedAt,
  tokensEndAt: expiresAt,
});

const renewalMs = 10_000;
const lookAgainMs = 50;

/** Another request renews the tokens: what comes of it is read when it is there. */
const waitForOther = async (deps: SessionDeps, { hash, tokenVersion }: Session): Promise<Session | null> => {
  const until = deps.machineMs() + renewalMs;
  while (deps.machineMs() < until) {
    // oxlint-disable-next-line no-await-in-loop -- looks again after a moment, and not for ever.
    await deps.pause(lookAgainMs);
    // oxlint-disable-next-line no-await-in-loop -- as above.
    const session = await deps.sessions.find(hash);
    if (session === null || session.isOver || session.tokenVersion > tokenVersion) return session;
  }
  throw new Error("Nobody renewed the tokens of a session in time.");
};

/** Asks the issuer, alone: a refresh token that comes twice is taken for a stolen one, and ends everything that hangs on it. */
const renew = async (deps: SessionDeps, session: Session, now: Instant): Promise<Session | null> => {
  const { sessions, issuer, readToken } = deps;
  const held = openTokens(deps, session);
  const tokens = held === null ? null : await issuer.refresh(held.refresh);
  const read = tokens === null ? null : await readToken(tokens.access, now);
  if (tokens === null || read === null || !read.ok || read.value.subject !== session.subject) {
    await sessions.markOver(session.hash);
    return { ...session, isOver: true };
  }
  const renewed = sealTokens(deps, session, tokens, read.value);
  await sessions.renewTokens(session, renewed);
  return { ...session, ...renewed, tokenVersion: session.tokenVersion + 1 };
};

/** The session with tokens that are good now. One of several requests asks the issuer; the others read what it got. */
const withTokens = async (deps: SessionDeps, session: Session, now: Instant): Promise<Session | null> => {
  if (!needTokens(session, now)) return session;
  const nowMs = deps.machineMs();
  if (!(await deps.sessions.claimTokens(session, nowMs, nowMs + renewalMs))) return waitForOther(deps, session);
  try {
    return await renew(deps, session, now);
  } catch (error) {
    await deps.sessions.releaseTokens(session);
    throw error;
  }
};

/** The session that the cookie of a request names, with its tokens; null where there is none. */
export const readSession = async (deps: SessionDeps, request: Request, now: Instant): Promise<Held | null> => {
  const id = readCookie(request, "session");
  const found = id === null ? null : await deps.sessions.find(deps.sha256(id));
  if (found === null) return null;
  const before = judgeSession(found, deps.limits, now);
  if (before.kind === "Over") return { session: found, state: before, bearer: null };
  const session = await withTokens(deps, found, now);
  if (session === null) return null;
  const state = judgeSession({ ...session, seenAt: now }, deps.limits, now);
  if (state.kind === "Over") return { session, state, bearer: null };
  if (isToTouch(session, now)) await deps.sessions.touch(session.hash, now);
  return { session, state, bearer: openTokens(deps, session)?.access ?? null };
};
