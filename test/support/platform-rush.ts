import { createHash, randomUUID } from "node:crypto";
import { organisationId, type StoryPerson } from "@grants/local/demo/people";
import { z } from "zod";
import { aText, nch } from "./builders.ts";
import type { PlatformAsk, PlatformClient, PlatformReply } from "./platform-client.ts";
import { proposalContents } from "./platform-thread.ts";

/** A write as it was asked, and the whole answer that came. */
export type Acknowledged = { readonly ask: PlatformAsk; readonly reply: PlatformReply };

/** What a client of a platform knows when it is gone: what was answered, and what may or may not have happened. */
export type Notes = {
  readonly acknowledged: readonly Acknowledged[];
  readonly unanswered: readonly PlatformAsk[];
};

/** Asks for a write and notes what became of it. Rejects with `RushOver` when there is to be no more of it. */
export type Write = (ask: PlatformAsk) => Promise<unknown>;

/** One person's writes, one after the other, as long as the rush goes on. */
export type Lane = (write: Write) => Promise<void>;

export class RushOver extends Error {}

export type RushOptions = {
  readonly client: PlatformClient;
  readonly lanes: readonly Lane[];
  /** No write is begun after so many. */
  readonly writesMax: number;
  /** Called with how many writes are acknowledged, at each of them. */
  readonly onAcknowledged: (count: number) => void;
};

const untilOver = async (lane: Lane, write: Write): Promise<void> => {
  try {
    for (;;) await lane(write);
  } catch (error) {
    if (!(error instanceof RushOver)) throw error;
  }
};

/** Everybody writes at once until the writes are used up or the platform answers no more. Throws when a write is refused. */
export const rush = async ({ client, lanes, writesMax, onAcknowledged }: RushOptions): Promise<Notes> => {
  const acknowledged: Acknowledged[] = [];
  const unanswered: PlatformAsk[] = [];
  let begun = 0;
  const write: Write = async (asked) => {
    if (begun === writesMax) throw new RushOver();
    begun += 1;
    const ask = { ...asked, key: randomUUID() };
    const reply = await client.send(ask).catch((error: unknown) => {
      // What fetch throws when a connection breaks; anything else is a mistake of the test.
      if (!(error instanceof TypeError)) throw error;
      unanswered.push(ask);
      throw new RushOver();
    });
    if (reply.status >= 300)
      throw new Error(`${ask.method} ${ask.path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    acknowledged.push({ ask, reply });
    onAcknowledged(acknowledged.length);
    return reply.body;
  };
  await Promise.all(lanes.map((lane) => untilOver(lane, write)));
  return { acknowledged, unanswered };
};

/** A uniform number in [0, 1) that depends on nothing but its name. */
export const uniformOf = (name: string): number => createHash("sha256").update(name).digest().readUInt32BE() / 2 ** 32;

const Head = z.object({
  version: z.int(),
  proposal: z.object({ id: z.string(), frozen: z.object({ sha256: z.string() }).optional() }),
});

const freezeAndSubmit = async (write: Write, as: StoryPerson, id: string, version: number): Promise<number> => {
  const path = `/v1/proposals/${id}`;
  const frozen = Head.parse(await write({ method: "POST", path: `${path}/freeze`, as, ifMatch: version }));
  const body = { documentSha256: frozen.proposal.frozen?.sha256 };
  await write({ method: "POST", path: `${path}/submission`, as, body, ifMatch: frozen.version });
  return frozen.version + 1;
};

/** A coordinator drafts a proposal, submits it, goes on writing, and submits again or withdraws. */
export const coordinatorLane = (callId: string, as: StoryPerson): Lane => {
  const coordinator = organisationId(as.organisation);
  return async (write) => {
    const made = await write({
      method: "POST",
      path: "/v1/proposals",
      as,
      body: { callId, topicId: nch, coordinator },
    });
    const { id } = Head.parse(made).proposal;
    const path = `/v1/proposals/${id}`;
    const savings = await Promise.allSettled(
      Object.entries(proposalContents).map(([part, body]) =>
        write({ method: "PUT", path: `${path}/parts/${part}`, as, body, ifMatch: 0 }),
      ),
    );
    for (const saving of savings) if (saving.status === "rejected") throw saving.reason;
    const version = await freezeAndSubmit(write, as, id, 1);
    const body = aText("relevance", { text: `A better argument than the first one, for ${id}.` });
    await write({ method: "PUT", path: `${path}/parts/text.relevance`, as, body, ifMatch: 1 });
    if (uniformOf(id) < 0.5) await freezeAndSubmit(write, as, id, version);
    else await write({ method: "POST", path: `${path}/withdrawal`, as, ifMatch: version });
  };
};

/** The money of a call's topic goes up and down, each time as an entry with its postings. */
export const appropriationLane = (callId: string, as: StoryPerson): Lane => {
  let version = 0;
  return async (write) => {
    const amountCents = 100_000_00 + Math.floor(uniformOf(`${callId} ${version}`) * 1_000_000_00);
    const lines = [{ topicId: nch, amountCents }];
    const path = `/v1/cofunding/calls/${callId}/appropriation`;
    await write({ method: "PUT", path, as, body: { lines }, ifMatch: version });
    version += 1;
  };
};
