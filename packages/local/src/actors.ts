import type { IncomingMessage } from "node:http";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Claims } from "./gateway/api-event.ts";

/** A person whose part one may play in a demonstration. */
export type DemoPerson = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  /** What a token of this person would say beyond who it is: roles, the organisations that one acts for. */
  readonly claims?: Claims;
};

export const actorHeader = "x-demo-actor";
const actorCookie = "demo_actor";

const cookieValue = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(";")
    .map((pair) => pair.trim().split("="))
    .find(([key]) => key === name)?.[1];

/** A place on this site to go back to. Anything that a browser would take for another site is none. */
export const isLocalPath = (path: string): boolean => {
  const site = "http://local.invalid";
  return path.startsWith("/") && URL.canParse(path, site) && new URL(path, site).origin === site;
};

export type ActorChoice = {
  readonly location: string;
  readonly cookie: string;
};

export type ActorRefusal =
  | { readonly kind: "UnknownActor"; readonly actor: string }
  | { readonly kind: "ForeignReturn" };

export type Actors = {
  readonly people: readonly DemoPerson[];
  /** Who makes this request: named by the cookie of the picker, or by a header in scripts. Somebody unknown is nobody. */
  readonly personOf: (request: IncomingMessage) => DemoPerson | undefined;
  /** The claims that a token of this person would carry. */
  readonly claimsOf: (request: IncomingMessage) => Claims | undefined;
  /** Takes a choice from the picker's form; an empty choice is to be nobody again. */
  readonly choose: (form: URLSearchParams) => Result<ActorChoice, ActorRefusal>;
};

/** Instead of signing in, as long as there is no sign-in: whose part one plays. Never part of a cloud bundle. */
export const createActors = (people: readonly DemoPerson[]): Actors => {
  const byId = new Map(people.map((person) => [person.id, person]));
  const personOf: Actors["personOf"] = ({ headers }) => {
    const named = headers[actorHeader];
    return byId.get(typeof named === "string" ? named : (cookieValue(headers.cookie, actorCookie) ?? ""));
  };
  return {
    people,
    personOf,
    claimsOf: (request) => {
      const person = personOf(request);
      return person && { ...person.claims, name: person.name, sub: person.id, iss: "local", token_use: "access" };
    },
    choose: (form) => {
      const actor = form.get("actor") ?? "";
      const location = form.get("returnTo") || "/";
      if (actor !== "" && !byId.has(actor)) return err({ kind: "UnknownActor", actor });
      if (!isLocalPath(location)) return err({ kind: "ForeignReturn" });
      const life = actor === "" ? "; Max-Age=0" : "";
      return ok({ location, cookie: `${actorCookie}=${actor}; Path=/; HttpOnly; SameSite=Lax${life}` });
    },
  };
};

const withoutActor = (cookie: string): string =>
  cookie
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => !pair.startsWith(`${actorCookie}=`))
    .join("; ");

/** A request's headers, names and values in turn, as a function may see them: in the cloud there is no such header and no such cookie. */
export const withoutActorHeaders = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.flatMap((text, index) => {
    const isName = index % 2 === 0;
    const name = (isName ? text : (rawHeaders[index - 1] ?? "")).toLowerCase();
    if (name === actorHeader) return [];
    return [name === "cookie" && !isName ? withoutActor(text) : text];
  });
