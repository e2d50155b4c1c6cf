import { type Cents, signedCents } from "@grants/kernel/money";
import type { CallId } from "../calls/call.ts";
import type { Leg } from "../ledger/journal.ts";
import { type PotLine, potAccounts } from "./pot-line.ts";

/** Legs that bring a line from one appropriated amount to another; below what is committed, the pot refuses them. */
export const appropriationLegs = (
  callId: CallId,
  line: PotLine,
  { fromCents, toCents }: { readonly fromCents: Cents; readonly toCents: Cents },
): readonly Leg[] =>
  fromCents === toCents
    ? []
    : [
        { account: potAccounts.available(callId, line), cents: signedCents(toCents - fromCents) },
        { account: potAccounts.appropriated(callId, line), cents: signedCents(fromCents - toCents) },
      ];
