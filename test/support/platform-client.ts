import { randomUUID } from "node:crypto";
import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import { expectAsDescribed } from "./openapi-check.ts";

/** A request to the API of a platform, as it can be sent again word by word. */
export type PlatformAsk = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly as?: { readonly id: UserId };
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly key?: string;
};
export type PlatformReply = { readonly status: number; readonly body: unknown };

export type PlatformClient = {
  /** The answer, held to the contract. Rejects when no whole answer comes. */
  readonly send: (ask: PlatformAsk) => Promise<PlatformReply>;
  /** The body of an answer that must be a success. */
  readonly must: (ask: PlatformAsk) => Promise<unknown>;
  readonly setClock: (at: string) => Promise<void>;
  /** Runs a scheduled worker now and gives back what it answered. */
  readonly runSchedule: (name: string) => Promise<unknown>;
};

type Tokens = Map<string, Promise<string>>;
const TokenInvalid = z.object({ status: z.literal(401), body: z.object({ code: z.literal("TokenInvalid") }) });
const Token = z.object({ access_token: z.string() });

const signIn = async (url: string, person: string): Promise<string> =>
  `Bearer ${Token.parse(await postLocal(url, "/_local/token", { person })).access_token}`;

const tokenOf = (url: string, tokens: Tokens, person: string): Promise<string> => {
  const token = tokens.get(person) ?? signIn(url, person);
  tokens.set(person, token);
  return token;
};

const headersOf = (
  { method, body, ifMatch, key = randomUUID() }: PlatformAsk,
  token: string | null,
): Record<string, string> => ({
  ...(token === null ? {} : { authorization: token }),
  ...(method === "GET" ? {} : { "idempotency-key": key }),
  ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
  ...(body === undefined ? {} : { "content-type": "application/json" }),
});

const sendTo = async (url: string, tokens: Tokens, ask: PlatformAsk): Promise<PlatformReply> => {
  const { method, path, as, body: content } = ask;
  const token = as === undefined ? null : await tokenOf(url, tokens, as.id);
  const init = {
    method,
    headers: headersOf(ask, token),
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
  };
  const response = await fetch(`${url}${path}`, init);
  const body: unknown = JSON.parse(await response.text());
  const { status, headers } = response;
  expectAsDescribed({ method, path, status, contentType: headers.get("content-type") ?? "", body });
  return { status, body };
};

const postLocal = async (url: string, path: string, body: object): Promise<unknown> => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
};

/** The API of a platform over HTTP, as the people of its demonstration. */
export const createPlatformClient = (url: string): PlatformClient => {
  const tokens: Tokens = new Map();
  const send = async (ask: PlatformAsk) => {
    const reply = await sendTo(url, tokens, ask);
    if (ask.as === undefined || !TokenInvalid.safeParse(reply).success) return reply;
    // The clock was moved while this was on its way: one signs in at the new time, and asks again.
    tokens.delete(ask.as.id);
    return sendTo(url, tokens, ask);
  };
  return {
    send,
    must: async (ask) => {
      const { status, body } = await send(ask);
      if (status >= 300) throw new Error(`${ask.method} ${ask.path}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    setClock: async (at) => {
      await postLocal(url, "/_local/clock", { at });
      // The sign-ins of another day are over.
      tokens.clear();
    },
    runSchedule: (name) => postLocal(url, `/_local/schedule/${name}`, {}),
  };
};
