import { type CursorSeal, createCursorSeal } from "@grants/store/cursor";
import { type Database, connect } from "@grants/store/database";
import { z } from "zod";

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
  readonly filesBucket: string;
  readonly report: (error: unknown, facts: { readonly correlationId: string }) => void;
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
  return { db, cursors: createCursorSeal(env.CURSOR_SECRET), filesBucket: env.FILES_BUCKET, report: reportError };
};

/** One line of JSON for the log: ids and the error, never a body. */
const reportError: OpenFunction["report"] = (error, { correlationId }) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${JSON.stringify({ level: "error", correlationId, name, message, stack })}\n`);
};
