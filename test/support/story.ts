import { apiFunctions } from "@grants/contract/api-functions";
import { Instant, instantOfEpoch } from "@grants/kernel/time";
import { seedRights } from "@grants/local/demo/seed-rights";
import type { StoryApi } from "@grants/local/demo/story-api";
import { createClosingStore } from "@grants/store/closing";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { closeCalls } from "../../functions/close-calls/close-calls.ts";
import { type TestApi, createTestApi } from "./api.ts";

type Send = TestApi["send"];
/** Sees every request of the story, to measure it. */
export type Watch = (
  method: string,
  path: string,
  send: () => ReturnType<Send>,
  ask: NonNullable<Parameters<Send>[2]>,
) => ReturnType<Send>;

/** The clock of the story's beginning. */
export const startsAt = "2026-11-23T09:00:00.000Z";

/** The demonstration's story over routes in this process, without a platform around them. */
export const createStoryInProcess = async (
  db: Database,
  watch: Watch = (_method, _path, send) => send(),
  databaseOf: (name: string) => Database = () => db,
  api = createTestApi(db, startsAt, { databaseOf }),
): Promise<StoryApi> => {
  let at = startsAt;
  await seedRights(db, Instant.parse(startsAt));
  const must = async (...[method, path, ask]: Parameters<Send>) => {
    const asked = { at, ...ask };
    const reply = await watch(method, path, () => api.send(method, path, asked), asked).catch((error: unknown) => {
      // What broke inside says more than that the answer was not as described.
      throw api.errors.at(-1) ?? error;
    });
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const closing = {
    closing: createClosingStore(databaseOf("close-calls")),
    documents: api.documents,
    newId,
    sha256: db.sha256,
  };
  return {
    url: Object.keys(apiFunctions).join(","),
    moveClock: async (to) => void (at = instantOfEpoch(Date.parse(to))),
    runWorker: async (name) => {
      if (name === "close-calls") await closeCalls(closing, { id: "story", time: at });
      else if (name === "tell-calls") await api.tellCalls(at);
      else if (name === "propose-assignments") await api.proposeAssignments(at);
      else if (name === "send-letters") await api.sendLetters(at);
      else if (name === "replay-decisions") await api.replayDecisions(at);
      else await api.runPayments(at);
    },
    get: (path, as) => must("GET", path, as === undefined ? {} : { as: as.id }),
    // Nobody opens it: what it would hold need not be made.
    sendFile: async () => undefined,
    send: (method, path, { as, ...ask }) => must(method, path, { as: as.id, ...ask }),
  };
};
