import type { IncomingMessage, ServerResponse } from "node:http";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { actorPage } from "./actor-page.ts";
import { type Actors, isLocalPath } from "./actors.ts";
import { clockInstant, parseClockInstant, type PlatformClock } from "./clock.ts";
import type { Target } from "./gateway/api-event.ts";
import { readBody, sendJson } from "./http-server.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Scheduler } from "./scheduler.ts";

const bodyBytesMax = 64_000;
const settleMsMax = 30_000;

export type LocalControlOptions = {
  readonly clock: PlatformClock;
  readonly actors: Actors;
  readonly mailbox: Pick<Mailbox, "list">;
  readonly scheduler: Pick<Scheduler, "names" | "runNow">;
  /** Resolves when the workers have handled all that was written. */
  readonly settled: () => Promise<void>;
};

export type LocalControl = (request: IncomingMessage, response: ServerResponse, target: Target) => Promise<void>;

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly body: string;
};
type Action = (exchange: Exchange) => void | Promise<void>;

const refuse = (response: ServerResponse, status: number, detail: string): void =>
  sendJson(response, status, { status, detail }, { "content-type": "application/problem+json" });

const ClockMove = z.union([z.strictObject({ at: z.string() }), z.strictObject({ advanceSeconds: z.int() })]);

/** Where somebody asks the clock to be, or undefined where that is no instant that a platform meets. */
const askedInstant = (body: string, clock: PlatformClock): Instant | undefined => {
  try {
    const move = ClockMove.parse(JSON.parse(body));
    if ("at" in move) return parseClockInstant(move.at);
    return clockInstant(clock.nowMs() + move.advanceSeconds * 1_000);
  } catch {
    return undefined;
  }
};

const clockActions = (clock: PlatformClock): Record<string, Action> => ({
  "GET /_local/clock": ({ response }) => sendJson(response, 200, { now: clock.now() }),
  "POST /_local/clock": async ({ response, body }) => {
    const at = askedInstant(body, clock);
    if (at === undefined)
      return refuse(response, 400, 'Send {"at": "2027-01-10T09:00:00Z"} or {"advanceSeconds": 3600}.');
    sendJson(response, 200, { now: await clock.set(at) });
  },
});

const actorActions = (actors: Actors): Record<string, Action> => ({
  "GET /_local/actors": ({ request, response }) =>
    sendJson(response, 200, {
      actors: actors.people.map(({ id, name, role, organisation }) => ({ id, name, role, organisation })),
      current: actors.personOf(request)?.id ?? null,
    }),
  "GET /_local/actor": ({ request, response, query }) => {
    const returnTo = query.get("return") ?? "/";
    const page = actorPage(actors.people, actors.personOf(request), isLocalPath(returnTo) ? returnTo : "/");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(page);
  },
  "POST /_local/actor": ({ response, body }) => {
    const chosen = actors.choose(new URLSearchParams(body));
    if (!chosen.ok) return refuse(response, 400, chosen.error.kind);
    const { location, cookie } = chosen.value;
    response.writeHead(303, { location, "set-cookie": cookie, "content-length": 0 }).end();
  },
});

const isWithin = async (work: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), milliseconds);
  const isDone = await Promise.race([work.then(() => true), late.promise]);
  clearTimeout(timer);
  return isDone;
};

const workActions = ({ mailbox, scheduler, settled }: LocalControlOptions): Record<string, Action> => ({
  "GET /_local/mail": async ({ response }) => sendJson(response, 200, { mails: await mailbox.list() }),
  "POST /_local/settle": async ({ response }) => {
    if (await isWithin(settled(), settleMsMax)) return sendJson(response, 200, { settled: true });
    refuse(response, 503, "A worker does not get through what was written; its failures are in the terminal.");
  },
  ...Object.fromEntries(
    scheduler.names.map((name): [string, Action] => [
      `POST /_local/schedule/${name}`,
      async ({ response }) => {
        const invocation = await scheduler.runNow(name);
        if (invocation?.kind === "Returned") return sendJson(response, 200, { answer: invocation.answer });
        refuse(response, 502, `${name}: ${invocation?.kind ?? "not scheduled"}`);
      },
    ]),
  ),
});

/** A page of another site can make a browser send a form here, but not hide where the form comes from. */
const isForeign = ({ headers }: IncomingMessage): boolean => {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return headers.origin !== undefined && headers.origin.replace(/^https?:\/\//, "") !== headers.host;
};

/** The platform's own addresses below `/_local/`. There is no such thing in the cloud. */
export const createLocalControl = (options: LocalControlOptions): LocalControl => {
  const actions = new Map(
    Object.entries({ ...clockActions(options.clock), ...actorActions(options.actors), ...workActions(options) }),
  );
  return async (request, response, { path, rawQueryString }) => {
    const body = await readBody(request, bodyBytesMax);
    if (body.kind === "Aborted") return;
    if (body.kind === "TooLarge") return refuse(response, 413, `The body has more than ${bodyBytesMax} bytes.`);
    if (request.method !== "GET" && isForeign(request)) return refuse(response, 403, "The form is from another site.");
    const action = actions.get(`${request.method} ${path}`);
    if (action === undefined) return refuse(response, 404, `There is no ${request.method} ${path}.`);
    const query = new URLSearchParams(rawQueryString);
    await action({ request, response, query, body: body.bytes.toString("utf8") });
  };
};
