import { type AccessPattern, type Key } from "../table.ts";

export const sessionKeys = {
  /** A session, by the digest of its id: who reads the table cannot be anybody. */
  session: (hash: string): Key => ({ pk: `S#${hash}`, sk: "-" }),
  /** Twin: which sessions a person has. */
  sessionOf: (user: string, hash: string): Key => ({ pk: `S#OF#${user}`, sk: hash }),
  /** A form that its sender could not be asked about any more, by the digest of a name of its own. */
  keptForm: (hash: string): Key => ({ pk: `S#${hash}`, sk: "FORM" }),
} as const;

export const sessionPatterns = {
  session: {
    asks: "portal: the session of a cookie, at every request of a person",
    owner: "portal",
    table: "sessions",
    pk: "S#<sha256(id)>",
    sk: "-",
    itemsMax: 1,
  },
  sessionsOf: {
    asks: "person: where I am signed in; to be signed out everywhere",
    owner: "portal",
    table: "sessions",
    pk: "S#OF#<usr>",
    sk: "<sha256(id)>",
    itemsMax: 100,
  },
  keptForm: {
    asks: "portal: the form that was sent when a session was over, once",
    owner: "portal",
    table: "sessions",
    pk: "S#<sha256(name)>",
    sk: "FORM",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
