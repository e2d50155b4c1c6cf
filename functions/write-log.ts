import { type Log, errorFacts, logLine } from "@grants/http/log";

/** The one way into the log of every function: a line of JSON with the fields of `LogEntry`, and no others. */
export const writeLog: Log = (entry) => void process.stderr.write(`${logLine(entry)}\n`);

/** An unexpected error for the log: what it is and where it was thrown, never what it quotes. */
export const reportError = (error: unknown, { correlationId }: { readonly correlationId: string }): void =>
  writeLog({ level: "error", event: "UnexpectedError", correlationId, ...errorFacts(error) });
