import type { AssistancePort } from "@grants/core/registry/community-store";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { anOrganisation } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { type Payee, aLegalEntity, createPayees } from "../support/payee.ts";

const noon = "2026-11-24T11:00:00.000Z";
let database: OpenDatabase;
let api: TestApi;
let payees: ReturnType<typeof createPayees>;
let programme: UserId;
let director: UserId;
let belgian: UserId;
let dutch: UserId;
/** Applicants that the Centre has helped. */
const assisted = new Set<OrganisationId>();

const centreOf = (country: string) => anOrganisation(`centre of ${country}`);
const nominate = (country: string, ifMatch = 0, over: object = {}) =>
  api.send("PUT", `/v1/registry/nccs/${country}`, {
    as: programme,
    ifMatch,
    body: { name: `Centre of ${country}`, organisation: centreOf(country), ...over },
  });

beforeAll(async () => {
  database = await openDatabase();
  const assistance: AssistancePort = { loadHelpers: async (applicant) => () => assisted.has(applicant) };
  api = createTestApi(database.db, noon, { assistance });
  payees = createPayees(api);
  programme = await api.person("programme officer of the Community", [{ role: "programmeOfficer" }]);
  director = await api.person("director of the Community", [{ role: "authorisingOfficer" }]);
  belgian = await api.person("officer of BE", [{ role: "nccOfficer", organisation: centreOf("BE") }]);
  dutch = await api.person("officer of NL", [{ role: "nccOfficer", organisation: centreOf("NL") }]);
  await nominate("BE");
  await nominate("NL");
});
afterAll(() => database.stop());

const pathOf = ({ organisation }: Payee) => `/v1/registry/organisations/${organisation}/membership`;
const asks = (payee: Payee, ifMatch = 0, over: object = {}) =>
  api.send("POST", pathOf(payee), {
    as: payee.user,
    ifMatch,
    body: { entity: "LEGAL_ENTITY", domains: ["a", "d"], ...over },
  });
const assess = (payee: Payee, outcome: string, as = belgian, ifMatch = 1) =>
  api.send("POST", `${pathOf(payee)}/assessment`, {
    as,
    ifMatch,
    body: { outcome, reason: "Looked at criteria and security." },
  });
const register = (payee: Payee, ifMatch: number) =>
  api.send("POST", `${pathOf(payee)}/registration`, { as: programme, ifMatch });
const revoke = (payee: Payee, ifMatch: number, body: object) =>
  api.send("POST", `${pathOf(payee)}/revocation`, { as: director, ifMatch, body });
const requested = async (name: string): Promise<Payee> => {
  const payee = await payees.registered(name);
  await asks(payee);
  return payee;
};
const Register = z.object({ members: z.array(z.object({ organisationId: z.string(), name: z.string() })) });
const isPublic = async ({ organisation }: Payee) => {
  const { body } = await api.send("GET", "/v1/registry/community?country=BE");
  return Register.parse(body).members.some(({ organisationId }) => organisationId === organisation);
};

describe("joining the Competence Community", () => {
  test("goes from the request over the Centre of the Member State to the public register, and out again with a reason", async () => {
    const payee = await requested("joins and leaves");
    expect(await isPublic(payee)).toBe(false);
    const assessed = await assess(payee, "POSITIVE");
    expect(assessed).toMatchObject({
      status: 200,
      body: { version: 2, member: { state: "assessed", assessment: { ncc: "BE", outcome: "POSITIVE", by: belgian } } },
    });
    const made = await register(payee, 2);
    expect(made).toMatchObject({ status: 200, body: { member: { state: "registered" } } });
    expect(await isPublic(payee)).toBe(true);
    const item = await getOne(database.db, "grants", keys.communityMember(payee.organisation));
    expect(itemBytes(item ?? {})).toBeLessThanOrEqual(headBytesMax);
    const missing = await revoke(payee, 3, { because: "SECURITY", reason: "short" });
    expect(missing).toMatchObject({ status: 400, body: { code: "InputInvalid", field: "reason" } });
    const revoked = await revoke(payee, 3, {
      because: "SECURITY",
      reason: "Justified security grounds, see the file.",
    });
    expect(revoked).toMatchObject({
      status: 200,
      body: { member: { state: "revoked", revoked: { because: "SECURITY" } } },
    });
    expect(await isPublic(payee)).toBe(false);
    expect((await asks(payee, 4)).status).toBe(200);
    const entries = await auditBodies(database.db, String(item?.["id"]));
    expect(entries.map(({ type, role }) => [type, role])).toEqual([
      ["MembershipRequested", "applicant"],
      ["MembershipAssessed", "nccOfficer"],
      ["MemberRegistered", "programmeOfficer"],
      ["MembershipRevoked", "authorisingOfficer"],
      ["MembershipRequested", "applicant"],
    ]);
    expect(entries[3]?.commitments).toHaveProperty("reason");
  });

  test("is assessed by the Centre of its own Member State and by nobody else", async () => {
    const payee = await requested("assessed by its own");
    expect(await assess(payee, "POSITIVE", dutch)).toMatchObject({ status: 404, body: { code: "MemberNotFound" } });
    expect(await assess(payee, "POSITIVE", programme)).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
    expect(await assess(payee, "POSITIVE", payee.user)).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
    const early = await register(payee, 1);
    expect(early).toMatchObject({
      status: 409,
      body: { code: "CommunityBlocked", because: "NCC_ASSESSMENT_MISSING" },
    });
  });

  test("is not assessed by whoever helped the applicant", async () => {
    const payee = await requested("was helped");
    assisted.add(payee.organisation);
    expect(await assess(payee, "POSITIVE")).toMatchObject({ status: 403, body: { code: "AssessorAssisted" } });
  });

  test("ends in a refusal after a negative assessment, and may be asked again", async () => {
    const payee = await requested("assessed negatively");
    await assess(payee, "NEGATIVE");
    const refused = await register(payee, 2);
    expect(refused).toMatchObject({ body: { member: { state: "refused", refused: { because: "NCC_NEGATIVE" } } } });
    expect(await asks(payee, 3)).toMatchObject({ status: 200, body: { member: { state: "requested" } } });
    expect(await asks(payee, 4)).toMatchObject({ status: 409, body: { code: "CommunityRequestStands" } });
  });

  test("is refused to an excluded organisation", async () => {
    const payee = await requested("excluded candidate");
    await assess(payee, "POSITIVE");
    await api.send("POST", `/v1/registry/organisations/${payee.organisation}/exclusion`, {
      as: director,
      ifMatch: 1,
      body: {
        exclusion: { status: "EXCLUDED", ground: "a", from: "2026-11-24", heardOn: "2026-11-01" },
        because: "DECISION",
        reason: "Insolvent since the first of the month.",
      },
    });
    const refused = await register(payee, 2);
    expect(refused).toMatchObject({ body: { member: { refused: { because: "EXCLUSION_SITUATION" } } } });
  });

  test("needs no Centre for a body of the Union", async () => {
    const payee = await payees.registered("body of the Union");
    await asks(payee, 0, { entity: "UNION_BODY" });
    expect(await assess(payee, "POSITIVE")).toMatchObject({ status: 409, body: { code: "CommunityStepNotPossible" } });
    expect(await register(payee, 1)).toMatchObject({ body: { member: { state: "registered" } } });
  });

  test("is refused outside of the Union", async () => {
    const { user, organisation } = await payees.applicant("established in Norway");
    const { address, ...entity } = aLegalEntity(organisation);
    const legalEntity = { ...entity, address: { ...address, country: "NO" } };
    await api.send("POST", "/v1/registry/organisations", {
      as: user,
      body: { organisationId: organisation, legalEntity },
    });
    const payee = { user, organisation };
    await asks(payee);
    expect(await register(payee, 1)).toMatchObject({
      body: { member: { refused: { because: "NOT_ESTABLISHED_IN_MEMBER_STATE" } } },
    });
  });
});

describe("the lists of the Community", () => {
  test("show a Centre what waits in its Member State, and nothing of another one", async () => {
    const payee = await requested("waits in the list");
    const own = await api.send("GET", "/v1/registry/community/work?country=BE", { as: belgian });
    expect(JSON.stringify(own.body)).toContain(payee.organisation);
    const other = await api.send("GET", "/v1/registry/community/work?country=NL", { as: belgian });
    expect(other).toMatchObject({ status: 403, body: { code: "NotAllowed", because: "RELATION" } });
    const all = await api.send("GET", "/v1/registry/community/work", { as: programme });
    expect(all.status).toBe(200);
    expect((await api.send("GET", "/v1/registry/community/work", { as: belgian })).status).toBe(403);
  });

  test("tell a member, its Centre and the ECCC where it stands and who acts, and a stranger nothing", async () => {
    const payee = await requested("reads where it stands");
    const read = await api.send("GET", pathOf(payee), { as: belgian });
    expect(read.body).toMatchObject({
      country: "BE",
      nccName: "Centre of BE",
      membership: { member: { state: "requested" } },
    });
    expect(read.body["allowedActions"]).toEqual([
      { action: "requestMembership", allowed: false, because: "NotAllowed" },
      { action: "assessMember", allowed: true },
      { action: "registerMember", allowed: false, because: "NotAllowed" },
      { action: "revokeMember", allowed: false, because: "NotAllowed" },
    ]);
    expect((await api.send("GET", pathOf(payee), { as: dutch })).status).toBe(404);
  });
});

describe("a National Coordination Centre", () => {
  const step = (country: string, path: string, as: UserId, ifMatch: number, body: object = {}) =>
    api.send("POST", `/v1/registry/nccs/${country}/${path}`, {
      as,
      ifMatch,
      body: { reason: "As notified to the Commission.", ...body },
    });

  test("is listed by the ECCC, once for a Member State, for everybody to see", async () => {
    expect(await nominate("NO")).toMatchObject({ status: 422, body: { code: "NotAMemberState" } });
    expect(await nominate("BE")).toMatchObject({ status: 412, body: { code: "StaleVersion" } });
    const listed = await api.send("GET", "/v1/registry/nccs");
    expect(listed.body["nccs"]).toMatchObject([{ country: "BE", capacity: "NONE" }, { country: "NL" }]);
  });

  test("asks that its capacity is recognised, has an answer within three months, and is looked at again", async () => {
    await nominate("LU");
    const officer = await api.person("officer of LU", [{ role: "nccOfficer", organisation: centreOf("LU") }]);
    expect((await step("LU", "capacity-request", belgian, 1)).status).toBe(403);
    const asked = await step("LU", "capacity-request", officer, 1);
    expect(asked).toMatchObject({
      status: 200,
      body: { ncc: { capacity: { state: "REQUESTED", requestedOn: "2026-11-24", decideBy: "2027-02-24" } } },
    });
    const again = await step("LU", "capacity-request", officer, 2);
    expect(again).toMatchObject({ status: 409, body: { code: "CapacityStepNotPossible", state: "REQUESTED" } });
    const recognised = await step("LU", "capacity-decision", director, 2, { step: "RECOGNISE" });
    expect(recognised).toMatchObject({ body: { ncc: { capacity: { state: "RECOGNISED" } } } });
    const kept = await nominate("LU", 3, { name: "Centre of Luxembourg" });
    expect(kept).toMatchObject({ body: { ncc: { capacity: { state: "RECOGNISED" } } } });
    const other = await nominate("LU", 4, { organisation: anOrganisation("another body") });
    expect(other).toMatchObject({ body: { ncc: { capacity: { state: "NONE" } } } });
    expect(await step("MT", "capacity-decision", director, 0, { step: "REFUSE" })).toMatchObject({
      status: 409,
      body: { code: "NccNotListed" },
    });
  });
});
