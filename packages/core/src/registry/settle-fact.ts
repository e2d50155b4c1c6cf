import { type Result, err } from "@grants/kernel/result";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { FactStore } from "./fact-store.ts";

type Named = { readonly expectedVersion: number; readonly command: Command };

/** Answers a command that names another version than the one that stands, or `null` where it names the right one. Version 0: there is nothing yet. */
export const settleFact = async <S extends { readonly id: string }>(
  store: Pick<FactStore, "settleFact">,
  stored: Stored<S> | null,
  { expectedVersion, command }: Named,
): Promise<Result<Stored<S>, CommitRefusal> | null> => {
  const actualVersion = stored?.version ?? 0;
  if (actualVersion === expectedVersion) return null;
  return stored === null
    ? err({ kind: "StaleVersion", expectedVersion, actualVersion })
    : store.settleFact(stored, expectedVersion, command);
};
