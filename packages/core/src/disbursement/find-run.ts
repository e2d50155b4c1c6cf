import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Role } from "../access/role.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { PaymentRun, RunId, RunManifest, RunNotFound } from "./payment-run.ts";
import type { LoadedRun } from "./run-store.ts";

type Found = { readonly run: Stored<PaymentRun>; readonly manifest: RunManifest; readonly role: Role };

/** The loaded run, when this person may do this with it. One that they may not even read does not exist for them. */
export const findRun = (
  { rights, run, manifest }: LoadedRun,
  { action, runId, command }: { readonly action: Action; readonly runId: RunId; readonly command: Command },
): Result<Found, RunNotFound | NotAllowed> => {
  const canRead = decideAccess("readRun", rights, {}, command.at);
  if (run === null || !canRead.ok) return err({ kind: "RunNotFound", runId });
  if (manifest === null) throw new Error(`The manifest of ${runId} is gone.`);
  const role = decideAccess(action, rights, {}, command.at);
  return role.ok ? ok({ run, manifest, role: role.value }) : role;
};
