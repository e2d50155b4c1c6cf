import { randomUUID } from "node:crypto";
import type { UserId } from "@grants/kernel/id";
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

const headersOf = ({ method, as, body, ifMatch, key = randomUUID() }: PlatformAsk): Record<string, string> => ({
  ...(as === undefined ? {} : { "x-demo-actor": as.id }),
  ...(method === "GET" ? {} : { "idempotency-key": key }),
  ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
  ...(body === undefined ? {} : { "content-type": "application/json" }),
});

const sendTo = async (url: string, ask: PlatformAsk): Promise<PlatformReply> => {
  const { method, path, body: content } = ask;
  const init = { method, headers: headersOf(ask), ...(content === undefined ? {} : { body: JSON.stringify(content) }) };
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
  const send = (ask: PlatformAsk) => sendTo(url, ask);
  return {
    send,
    must: async (ask) => {
      const { status, body } = await send(ask);
      if (status >= 300) throw new Error(`${ask.method} ${ask.path}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    setClock: async (at) => void (await postLocal(url, "/_local/clock", { at })),
    runSchedule: (name) => postLocal(url, `/_local/schedule/${name}`, {}),
  };
};
