import {
  listWorkProgrammesRoute,
  readWorkProgrammeRoute,
  recordAdoptionRoute,
  recordWorkProgrammeRoute,
  reviseWorkProgrammeRoute,
} from "@grants/contract/work-programmes";
import type { Stored } from "@grants/core/audit/stored";
import {
  type StoredWorkProgramme,
  type WorkProgrammeDeps,
  listWorkProgrammes,
  readWorkProgramme,
  recordAdoption,
  recordWorkProgramme,
  reviseWorkProgramme,
} from "@grants/core/calls/record-work-programme";
import type { WorkProgrammeHead } from "@grants/core/calls/work-programme";
import { type ApiDeps, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";

const headOf = ({ version, state }: Stored<WorkProgrammeHead>) => ({ version, workProgramme: state });
const fileOf = ({ head, record }: StoredWorkProgramme) => ({ ...headOf(head), record });

export const workProgrammeRoutes = (api: ReturnType<typeof createApi>, deps: ApiDeps & WorkProgrammeDeps) => {
  const { sha256 } = deps;
  api.openapi(listWorkProgrammesRoute, async (c) =>
    c.json({ workProgrammes: (await listWorkProgrammes(deps)).map(fileOf) }, 200),
  );
  api.openapi(readWorkProgrammeRoute, async (c) => {
    const found = await readWorkProgramme(deps, c.req.valid("param").workProgrammeId);
    return found.ok ? c.json(fileOf(found.value), 200, etag(found.value.head.version)) : refuse(c, found.error);
  });
  api.openapi({ ...recordWorkProgrammeRoute, middleware: requirePerson }, async (c) => {
    const record = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "recordWorkProgramme", idempotencyKey, body: record });
    const made = await recordWorkProgramme(deps, { record, command });
    return made.ok ? c.json(headOf(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...reviseWorkProgrammeRoute, middleware: requirePerson }, async (c) => {
    const { workProgrammeId } = c.req.valid("param");
    const record = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "reviseWorkProgramme", idempotencyKey, body: record });
    const revised = await reviseWorkProgramme(deps, { workProgrammeId, record, expectedVersion, command });
    return revised.ok ? c.json(headOf(revised.value), 200, etag(revised.value.version)) : refuse(c, revised.error);
  });
  api.openapi({ ...recordAdoptionRoute, middleware: requirePerson }, async (c) => {
    const { workProgrammeId } = c.req.valid("param");
    const adoption = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "recordAdoption", idempotencyKey, body: adoption });
    const adopted = await recordAdoption(deps, { workProgrammeId, adoption, expectedVersion, command });
    return adopted.ok ? c.json(headOf(adopted.value), 200, etag(adopted.value.version)) : refuse(c, adopted.error);
  });
};
