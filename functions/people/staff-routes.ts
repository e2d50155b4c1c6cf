import {
  listAssistanceRoute,
  readStaffRoute,
  recordAssistanceRoute,
  recordStaffMemberRoute,
} from "@grants/contract/people";
import { type Assistance, listAssistance, recordAssistance } from "@grants/core/access/assistance";
import { type StaffMember, readStaff, recordStaffMember } from "@grants/core/access/staff";
import type { Stored } from "@grants/core/audit/stored";
import { callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";
import type { PeopleDeps } from "./people-routes.ts";

const staffHead = ({ version, state }: Stored<StaffMember>) => ({ version, member: state });
const assistanceHead = ({ version, state }: Stored<Assistance>) => ({ version, assistance: state });

/** What the rules that read history are told: who reports to whom, who is whom, who helped whom. */
export const staffRoutes = (api: ReturnType<typeof createApi>, deps: PeopleDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...readStaffRoute, middleware: requirePerson }, async (c) => {
    const read = await readStaff(deps, { caller: callerOf(c), now: c.get("facts").at });
    if (!read.ok) return refuse(c, read.error);
    return c.json({ staff: read.value.staff.map(staffHead), people: [...read.value.people] }, 200);
  });
  api.openapi({ ...recordStaffMemberRoute, middleware: requirePerson }, async (c) => {
    const { superior, accounts } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const body = { accounts, ...(superior === undefined ? {} : { superior }) };
    const command = commandOf(c, sha256, { operationId: "recordStaffMember", idempotencyKey, body });
    const { user } = c.req.valid("param");
    const done = await recordStaffMember(deps, { user, superior, accounts, expectedVersion, command });
    return done.ok ? c.json(staffHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...recordAssistanceRoute, middleware: requirePerson }, async (c) => {
    const { subject, ...written } = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const body = { ...written, ...(subject === undefined ? {} : { subject }) };
    const command = commandOf(c, sha256, { operationId: "recordAssistance", idempotencyKey, body });
    const made = await recordAssistance(deps, { ...body, command });
    return made.ok ? c.json(assistanceHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...listAssistanceRoute, middleware: requirePerson }, async (c) => {
    const { applicant, centre } = c.req.valid("query");
    const listed = await listAssistance(deps, { applicant, centre, caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ assistances: listed.value.map(assistanceHead) }, 200) : refuse(c, listed.error);
  });
};
