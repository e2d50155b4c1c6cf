import type { RoleGrant } from "@grants/core/access/rights";
import type { AnnexFiles } from "@grants/core/proposals/annex-store";
import { type OrganisationId, UserId } from "@grants/kernel/id";
import { createPortal } from "@grants/portal/app.tsx";
import { portalAreas } from "@grants/portal/areas";
import { buildAssets } from "@grants/portal/assets/build";
import type { Person, Visit } from "@grants/portal/page/page-context";
import type { Database } from "@grants/store/database";
import { servePortal } from "../portal/serve-portal.ts";
import { aSignIn } from "./a-sign-in.ts";
import { type Ask, type TestApi, createTestApi } from "./api.ts";
import { anOrganisation, whileOpen } from "./builders.ts";
import { openDatabase } from "./dynamodb.ts";
import { createThread } from "./thread.ts";

/** A person who can sign in: a cookie for the browser, an id for the API. */
export type SitePerson = {
  readonly user: UserId;
  readonly organisation: OrganisationId;
  readonly cookies: { person: string };
};

export type PortalSite = {
  readonly url: string;
  readonly api: TestApi;
  readonly db: Database;
  readonly thread: ReturnType<typeof createThread>;
  readonly person: (name: string, ...roles: readonly RoleGrant["role"][]) => Promise<SitePerson>;
  /** Moves the clock that pages and API read. */
  readonly setClock: (at: string) => void;
  /** What broke behind a page. */
  readonly errors: readonly unknown[];
  readonly stop: () => Promise<void>;
};

const cookieOf = (request: Request, name: string): string | undefined =>
  request.headers
    .get("cookie")
    ?.split("; ")
    .map((pair) => pair.split("="))
    .find(([key]) => key === name)?.[1];

const askOf = async (request: Request, { person, now }: Visit): Promise<Ask> => {
  const [body, version] = [await request.text(), request.headers.get("if-match")];
  const key = request.headers.get("idempotency-key");
  return {
    at: now,
    ...(person === null ? {} : { as: UserId.parse(person.id) }),
    ...(body === "" ? {} : { rawBody: body }),
    ...(version === null ? {} : { ifMatch: Number(version.slice(1, -1)) }),
    ...(key === null ? {} : { key }),
  };
};

/** The pages ask the functions' own routes, and each answer is held to the contract on the way. */
const callThrough =
  (api: TestApi) =>
  async (request: Request, visit: Visit): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const { status, body, headers } = await api.send(
      request.method,
      `${pathname}${search}`,
      await askOf(request, visit),
    );
    return Response.json(body, { status, headers: { "content-type": headers.get("content-type") ?? "" } });
  };

/** The whole site over a database of its own: portal, functions, store and engine, in this process. */
export const openPortalSite = async (
  openingAt = whileOpen,
  /** Where annexes go, over the database of the site; by default into a storage in memory. */
  openFiles?: (db: Database) => Promise<AnnexFiles>,
): Promise<PortalSite> => {
  const [{ db, stop }, assets] = await Promise.all([openDatabase(), buildAssets()]);
  const annexFiles = await openFiles?.(db);
  const api = createTestApi(db, openingAt, annexFiles === undefined ? {} : { annexFiles });
  const people = new Map<string, Person>();
  const errors: unknown[] = [];
  let now = openingAt;
  const portal = createPortal({
    areas: portalAreas,
    api: callThrough(api),
    readVisit: async (request) => {
      const person = people.get(cookieOf(request, "person") ?? "") ?? null;
      return { now, person, csrfToken: person === null ? null : `token-of-${person.id}`, requestId: "req_site" };
    },
    assets,
    demo: true,
    signIn: aSignIn,
    reportError: (error) => void errors.push(error),
  });
  const served = await servePortal(portal);
  return {
    url: served.url,
    api,
    db,
    thread: createThread(api),
    person: async (name, ...roles) => {
      const organisation = anOrganisation(name);
      const user = await api.person(
        name,
        roles.map((role) => ({ role, organisation })),
      );
      people.set(user, { id: user, name, roles });
      return { user, organisation, cookies: { person: user } };
    },
    setClock: (at) => {
      now = at;
    },
    errors,
    stop: async () => {
      await served.close();
      await stop();
    },
  };
};
