import { createTokenReader } from "@grants/http/access-token";
import type { ApiDeps } from "@grants/http/api";
import { createIssuerKeys } from "@grants/http/issuer-keys";
import { createRateKeeper } from "@grants/http/rate-keeper";
import { type CursorSeal, createCursorSeal } from "@grants/store/cursor";
import { type Database, connect } from "@grants/store/database";
import { createRateLeases } from "@grants/store/rate-leases";
import { z } from "zod";
import { personOf } from "./person-of.ts";
import { readIssuer } from "./read-issuer.ts";
import { reportError, writeLog } from "./write-log.ts";

const Environment = z.object({
  GRANTS_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  PEOPLE_TABLE: z.string().min(1),
  VIEWS_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  /** Seals page cursors; the same on every instance of a function. */
  CURSOR_SECRET: z.string().min(32),
});

export type OpenFunction = {
  readonly db: Database;
  readonly cursors: CursorSeal;
  /** The installation's secret: the keys of links in mails are derived from it, each under a name of its own. */
  readonly secret: string;
  readonly filesBucket: string;
};

/** What every function's handler does first: read the environment, build the clients, once per instance. */
export const openFunction = (): OpenFunction => {
  const env = Environment.parse(process.env);
  const db = connect({
    grants: env.GRANTS_TABLE,
    ledger: env.LEDGER_TABLE,
    people: env.PEOPLE_TABLE,
    views: env.VIEWS_TABLE,
    sessions: env.SESSIONS_TABLE,
  });
  const { CURSOR_SECRET: secret } = env;
  return { db, secret, cursors: createCursorSeal(secret), filesBucket: env.FILES_BUCKET };
};

export type OpenApiFunction = OpenFunction & {
  /** What every API function needs at its door: who asks is read from the token alone. */
  readonly door: ApiDeps;
};

/** The same for a function that answers people. */
export const openApiFunction = (): OpenApiFunction => {
  const issuer = readIssuer(process.env);
  const readToken = createTokenReader(createIssuerKeys(issuer.jwksUri), issuer);
  const opened = openFunction();
  const leases = createRateLeases(opened.db);
  const rates = createRateKeeper({ leases, report: (error) => reportError(error, { correlationId: "rate-lease" }) });
  const { sha256 } = opened.db;
  return { ...opened, door: { sha256, readToken, personOf, report: reportError, rates, log: writeLog } };
};
