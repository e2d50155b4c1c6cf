import { type Result, err } from "@grants/kernel/result";
import type { Command } from "./command.ts";
import type { CommitRefusal, Stored } from "./stored.ts";

type Settles<S> = {
  settle(stored: Stored<S>, expectedVersion: number, command: Command): Promise<Result<Stored<S>, CommitRefusal>>;
};
type Expected = { readonly expectedVersion: number; readonly command: Command };

/**
 * The answer to a command that names another version than the one that stands: its own earlier success, or why not. `null` when it names
 * the version that stands; version 0 is that of a thing that is not there yet.
 */
export const meetVersion = async <S extends { readonly id: string }>(
  store: Settles<NoInfer<S>>,
  stored: Stored<S> | null,
  { expectedVersion, command }: Expected,
): Promise<Result<Stored<S>, CommitRefusal> | null> => {
  const actualVersion = stored?.version ?? 0;
  if (actualVersion === expectedVersion) return null;
  if (stored === null) return err({ kind: "StaleVersion", expectedVersion, actualVersion });
  return store.settle(stored, expectedVersion, command);
};
