import type { CloseCallDeps } from "@grants/core/evaluation/close-call";
import type { DocumentStore } from "@grants/core/proposals/proposal-store";
import { createClosingStore } from "@grants/store/closing";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { closeCalls } from "../../functions/close-calls/close-calls.ts";

/** A minute and a second after the closing instant of `aCallContent`, as the schedule's event writes it. */
export const afterClosing = "2027-01-29T16:01:01Z";

export const closingDeps = (db: Database, documents: DocumentStore): CloseCallDeps => ({
  closing: createClosingStore(db),
  documents,
  newId,
  sha256: db.sha256,
});

/** The worker's run at an instant, for all calls that are due or for one. */
export const runCloseCalls = (deps: CloseCallDeps, time: string = afterClosing, callId?: string) =>
  closeCalls(deps, { id: `event at ${time}`, time, ...(callId === undefined ? {} : { detail: { callId } }) });
