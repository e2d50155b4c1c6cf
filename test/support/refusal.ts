import type { Database } from "@grants/store/database";
import { expect } from "vitest";
import type { Ask, Reply, TestApi } from "./api.ts";
import { everything } from "./unchanged.ts";

/** A request by its parts, so that a test can make it and still change it. */
export type Asked = readonly [method: string, path: string, ask: Ask];

/** Sends what must be refused, and holds that nothing was written. */
export const createRefused =
  (api: TestApi, db: Database) =>
  async (...[method, path, ask]: Asked): Promise<Reply> => {
    const before = await everything(db);
    const reply = await api.send(method, path, ask);
    expect(await everything(db)).toEqual(before);
    return reply;
  };

export const problem = (status: number, code: string, evidence: object = {}) => ({
  status,
  body: { code, ...evidence },
});
