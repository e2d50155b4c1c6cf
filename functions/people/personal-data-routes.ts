import { eraseMeRoute, erasePersonRoute, readMyDataRoute } from "@grants/contract/personal-data";
import type { Stored } from "@grants/core/audit/stored";
import { type ErasePersonDeps, eraseMe, erasePerson } from "@grants/core/transparency/erase-person";
import type { PersonErasure } from "@grants/core/transparency/person-erasure";
import { readMyData } from "@grants/core/transparency/read-my-data";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";
import { z } from "zod";

export type PersonalDataDeps = ErasePersonDeps;
type Api = ReturnType<typeof createApi>;

const erasureHead = ({ version, state }: Stored<PersonErasure>) => ({ version, erasure: state });
const Content = z.record(z.string(), z.unknown());

export const personalDataRoutes = (api: Api, deps: ApiDeps & PersonalDataDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...readMyDataRoute, middleware: requirePerson }, async (c) => {
    const { records, erasure, ...mine } = await readMyData(deps, { caller: callerOf(c), now: c.get("facts").at });
    const shown = records.map(({ content, ...record }) => ({ ...record, content: Content.parse(content) }));
    if (erasure === null) return c.json({ ...mine, records: shown, erasure }, 200);
    const { because, untilOn, rule, of } = erasure;
    return c.json({ ...mine, records: shown, erasure: { because, untilOn, rule, of } }, 200);
  });
  api.openapi({ ...eraseMeRoute, middleware: requirePerson }, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "eraseMe", idempotencyKey });
    const erased = await eraseMe(deps, { command });
    return erased.ok ? c.json(erasureHead(erased.value), 200, etag(erased.value.version)) : refuse(c, erased.error);
  });
  api.openapi({ ...erasePersonRoute, middleware: requirePerson }, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "erasePerson", idempotencyKey });
    const erased = await erasePerson(deps, { user: c.req.valid("param").userId, command });
    return erased.ok ? c.json(erasureHead(erased.value), 200, etag(erased.value.version)) : refuse(c, erased.error);
  });
};
