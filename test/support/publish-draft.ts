import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import type { Ask } from "./api.ts";

const Requested = z.object({ version: z.int(), call: z.object({ draftSha256: z.string() }) });

type Must = (method: string, path: string, ask: Ask) => Promise<unknown>;
type Publication = {
  readonly callId: string;
  readonly officer: UserId;
  /** Another person than the one who wrote the draft and asks. */
  readonly publisher: UserId;
  readonly version: number;
  readonly at?: string;
  readonly reasons?: readonly { readonly field: string; readonly reason: string }[];
};

/** Takes a draft to the public by two persons: one asks, the other publishes what was asked for. */
export const publishDraft = async (must: Must, asked: Publication): Promise<void> => {
  const { callId, officer, publisher, version, at, reasons = [] } = asked;
  const when = at === undefined ? {} : { at };
  const path = `/v1/calls/${callId}`;
  const request = await must("POST", `${path}/publication-request`, {
    ...when,
    as: officer,
    ifMatch: version,
    body: { reasons },
  });
  const { version: ifMatch, call } = Requested.parse(request);
  const body = { draftSha256: call.draftSha256 };
  await must("POST", `${path}/publication`, { ...when, as: publisher, ifMatch, body });
};
