import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { type PaymentRun, type RunId, type RunNotFound, isListed } from "./payment-run.ts";
import type { LoadedRun } from "./run-store.ts";
import type { OrderPersons } from "./segregation.ts";

type Found = { readonly run: Stored<PaymentRun>; readonly role: Capacity };

/** The persons behind the orders of a run; a run without a list has none. Throws when the list that it names is gone. */
export const personsBehind = ({ run, manifest }: Pick<LoadedRun, "run" | "manifest">): readonly OrderPersons[] => {
  if (run !== null && isListed(run.state) && manifest === null) throw new Error(`The list of ${run.state.id} is gone.`);
  return manifest?.persons ?? [];
};

/** The loaded run, when this person may do this with it. One that they may not even read does not exist for them. */
export const findRun = (
  { rights, run }: { readonly rights: Rights | null; readonly run: Stored<PaymentRun> | null },
  { action, runId, command }: { readonly action: Action; readonly runId: RunId; readonly command: Command },
): Result<Found, RunNotFound | NotAllowed> => {
  const canRead = decideAccess("readRun", rights, {}, command.at);
  if (run === null || !canRead.ok) return err({ kind: "RunNotFound", runId });
  const role = decideAccess(action, rights, {}, command.at);
  return role.ok ? ok({ run, role: role.value }) : role;
};
