import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import type { Person, Visit } from "@grants/portal/page/page-context";
import { z } from "zod";
import { type Held, type SessionDeps, readSession } from "./sign-in/read-session.ts";

const Environment = z.object({
  event: z.object({ requestContext: z.object({ timeEpoch: z.int(), requestId: z.string() }) }),
});

/** When the gateway received a request, and what it calls it. */
export const readEvent = (env: unknown): { readonly now: Instant; readonly requestId: string } => {
  const { timeEpoch, requestId } = Environment.parse(env).event.requestContext;
  return { now: instantOfEpoch(timeEpoch), requestId };
};

const toPerson = ({ person: { affiliation, ...person } }: Held["session"]): Person => ({
  ...person,
  ...(affiliation === undefined ? {} : { affiliation }),
});

const toVisit = ({ session, state }: Held, facts: Pick<Visit, "now" | "requestId">): Visit => {
  const { csrfToken } = session;
  if (state.kind === "Over") return { ...facts, person: null, csrfToken: null, lapsed: { csrfToken } };
  const { idleSecondsLeft, secondsLeft } = state;
  return { ...facts, person: toPerson(session), csrfToken, session: { idleSecondsLeft, secondsLeft } };
};

export type VisitReader = {
  readonly read: (request: Request, env: unknown) => Promise<Visit>;
  /** What is known of a visit beyond what pages may see: the session with its tokens. */
  readonly heldOf: (visit: Visit) => Held | null;
};

/**
 * Who asks and when: the instant is the event's, the person the session's. What it says of roles only decides what a page offers: each function
 * reads the rights of whom the token names.
 */
export const createVisitReader = (deps: SessionDeps): VisitReader => {
  const helds = new WeakMap<Visit, Held>();
  return {
    read: async (request, env) => {
      const facts = readEvent(env);
      const held = await readSession(deps, request, facts.now);
      if (held === null) return { ...facts, person: null, csrfToken: null };
      const visit = toVisit(held, facts);
      helds.set(visit, held);
      return visit;
    },
    heldOf: (visit) => helds.get(visit) ?? null,
  };
};
