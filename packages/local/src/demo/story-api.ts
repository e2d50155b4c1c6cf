import { createHash } from "node:crypto";
import { z } from "zod";
import type { StoryPerson } from "./people.ts";

export type StoryAsk = {
  readonly as: StoryPerson;
  readonly body?: unknown;
  readonly ifMatch?: number;
};

type SignedForm = { readonly url: string; readonly fields: Readonly<Record<string, string>> };

/** The platform as the story drives it: over HTTP, as its people, at the clock it sets. */
export type StoryApi = {
  readonly url: string;
  readonly moveClock: (at: string) => Promise<void>;
  /** Lets a worker do what was decided before: what woke it first, then a pass of its schedule for what that left. */
  readonly runWorker: (name: string) => Promise<void>;
  readonly get: (path: string, as?: StoryPerson) => Promise<unknown>;
  /** Sends a file to the storage by a form that the platform signed. */
  readonly sendFile: (form: SignedForm, fileName: string, make: () => Promise<Uint8Array>) => Promise<void>;
  readonly send: (method: "POST" | "PUT" | "DELETE", path: string, ask: StoryAsk) => Promise<unknown>;
};

const readAnswer = async (response: Response, what: string): Promise<unknown> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what} was refused with ${response.status}: ${text.slice(0, 500)}`);
  return text === "" ? null : JSON.parse(text);
};

const Token = z.object({ access_token: z.string() });

/** A key that depends on the request alone: a story that was cut off can be told again from its beginning. */
const keyOf = (method: string, path: string, ask: StoryAsk): string =>
  createHash("sha256")
    .update(JSON.stringify([method, path, ask.as.id, ask.body, ask.ifMatch]))
    .digest("hex")
    .slice(0, 32);

export const createStoryApi = (url: string): StoryApi => {
  const local = async (path: string, body: unknown) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return readAnswer(await fetch(`${url}${path}`, init), path);
  };
  const tokens = new Map<string, Promise<string>>();
  const signIn = async (person: string) =>
    `Bearer ${Token.parse(await local("/_local/token", { person })).access_token}`;
  const tokenOf = ({ id }: StoryPerson): Promise<string> => {
    const token = tokens.get(id) ?? signIn(id);
    tokens.set(id, token);
    return token;
  };
  return {
    url,
    moveClock: async (at) => {
      await local("/_local/clock", { at });
      // The sign-ins of another day are over.
      tokens.clear();
    },
    runWorker: async (name) => {
      await local("/_local/settle", {});
      await local(`/_local/schedule/${name}`, {});
    },
    get: async (path, as) => {
      const headers: Record<string, string> = as === undefined ? {} : { authorization: await tokenOf(as) };
      return readAnswer(await fetch(`${url}${path}`, { headers }), `GET ${path}`);
    },
    sendFile: async ({ url: to, fields }, fileName, make) => {
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      data.set("success_action_redirect", "");
      data.set("file", new File([Buffer.from(await make())], fileName));
      await readAnswer(await fetch(to, { method: "POST", body: data }), `the file ${fileName}`);
    },
    send: async (method, path, ask) => {
      const headers: Record<string, string> = {
        authorization: await tokenOf(ask.as),
        "idempotency-key": keyOf(method, path, ask),
        ...(ask.ifMatch === undefined ? {} : { "if-match": `"${ask.ifMatch}"` }),
        ...(ask.body === undefined ? {} : { "content-type": "application/json" }),
      };
      const body = ask.body === undefined ? {} : { body: JSON.stringify(ask.body) };
      return readAnswer(await fetch(`${url}${path}`, { method, headers, ...body }), `${method} ${path}`);
    },
  };
};
