import type { IncomingMessage, ServerResponse } from "node:http";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { clockInstant, parseClockInstant, type PlatformClock } from "./clock.ts";
import type { Target } from "./gateway/api-event.ts";
import { type ExportedEvidence, PlatformBusy } from "./export-evidence.ts";
import { readBody, sendJson } from "./http-server.ts";
import type { Identity } from "./identity/identity.ts";
import { accessTokenSeconds } from "./identity/provider.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Scheduler } from "./scheduler.ts";

const bodyBytesMax = 64_000;
const settleMsMax = 30_000;

export type LocalControlOptions = {
  readonly clock: PlatformClock;
  readonly identity: Pick<Identity, "people" | "isSignIn" | "showSignIn" | "finishSignIn" | "issueToken">;
  readonly mailbox: Pick<Mailbox, "list">;
  readonly scheduler: Pick<Scheduler, "names" | "runNow">;
  /** Resolves when the workers have handled all that was written. */
  readonly settled: () => Promise<void>;
  /** Writes an export of the evidence beside the data, for `verify-audit`. */
  readonly exportEvidence: () => Promise<ExportedEvidence & { readonly folder: string }>;
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

const TokenAsk = z.strictObject({ person: z.string() });

const askedPerson = (body: string): string | undefined => {
  try {
    return TokenAsk.parse(JSON.parse(body)).person;
  } catch {
    return undefined;
  }
};

const identityActions = ({ people, issueToken }: LocalControlOptions["identity"]): Record<string, Action> => ({
  "GET /_local/people": ({ response }) =>
    sendJson(response, 200, {
      people: people.map(({ id, name, role, organisation }) => ({ id, name, role, organisation })),
    }),
  "POST /_local/token": async ({ response, body }) => {
    const token = await issueToken(askedPerson(body) ?? "");
    if (token === undefined) return refuse(response, 400, 'Send {"person": "usr_…"}, one of GET /_local/people.');
    sendJson(response, 200, { access_token: token, token_type: "Bearer", expires_in: accessTokenSeconds });
  },
});

/** The sign-in of a browser, by the method of its request. */
const signInActions = ({
  showSignIn,
  finishSignIn,
}: LocalControlOptions["identity"]): Readonly<Record<string, Action | undefined>> => ({
  GET: ({ request, response, query }) => showSignIn(request, response, query.get("q") ?? ""),
  POST: ({ request, response, body }) => finishSignIn(request, response, new URLSearchParams(body).get("person") ?? ""),
});

const isWithin = async (work: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), milliseconds);
  const isDone = await Promise.race([work.then(() => true), late.promise]);
  clearTimeout(timer);
  return isDone;
};

const exportsMax = 10;

/** An export once the workers have done what was written before; whoever writes meanwhile has it begun again, a bounded number of times. */
const exportAtRest = async (
  settled: LocalControlOptions["settled"],
  exportEvidence: LocalControlOptions["exportEvidence"],
): Promise<Awaited<ReturnType<LocalControlOptions["exportEvidence"]>> | undefined> => {
  for (let attempt = 1; attempt <= exportsMax; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- an attempt follows one that was disturbed.
    if (!(await isWithin(settled(), settleMsMax))) return undefined;
    // oxlint-disable-next-line no-await-in-loop -- the same.
    const exported = await exportEvidence().catch((error: unknown) => {
      if (error instanceof PlatformBusy) return undefined;
      throw error;
    });
    if (exported !== undefined) return exported;
  }
  return undefined;
};

const workActions = ({ mailbox, scheduler, settled, exportEvidence }: LocalControlOptions): Record<string, Action> => ({
  "POST /_local/evidence": async ({ response }) => {
    const exported = await exportAtRest(settled, exportEvidence);
    if (exported === undefined) return refuse(response, 503, "The platform does not rest: ask again in a moment.");
    sendJson(response, 200, { ...exported, verify: `npm run verify-audit -- ${exported.folder}` });
  },
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
    Object.entries({ ...clockActions(options.clock), ...identityActions(options.identity), ...workActions(options) }),
  );
  return async (request, response, { path, rawQueryString }) => {
    const body = await readBody(request, bodyBytesMax);
    if (body.kind === "Aborted") return;
    if (body.kind === "TooLarge") return refuse(response, 413, `The body has more than ${bodyBytesMax} bytes.`);
    if (request.method !== "GET" && isForeign(request)) return refuse(response, 403, "The form is from another site.");
    const action = options.identity.isSignIn(path)
      ? signInActions(options.identity)[request.method ?? ""]
      : actions.get(`${request.method} ${path}`);
    if (action === undefined) return refuse(response, 404, `There is no ${request.method} ${path}.`);
    const query = new URLSearchParams(rawQueryString);
    await action({ request, response, query, body: body.bytes.toString("utf8") });
  };
};
