import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Role } from "@grants/core/access/role";
import type { CallId } from "@grants/core/calls/call";
import { AgreementId } from "@grants/core/agreements/agreement";
import { AwardId } from "@grants/core/cofunding/award";
import type { UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type Awarded, createAwards } from "../support/awarded.ts";
import { aBudget, aPartner } from "../support/builders.ts";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { createPayees } from "../support/payee.ts";

const may = "2027-05-03T09:00:00.000Z";
/** 31 December 2028 in Brussels, its last millisecond and the one after. */
const lastMoment = "2028-12-31T22:59:59.999Z";
const tooLate = "2028-12-31T23:00:00.000Z";

const Head = z.object({
  version: z.int(),
  agreement: z.looseObject({ id: z.string(), state: z.string(), sheetSha256: z.string() }),
});

let database: OpenDatabase;
let api: TestApi;
let callId: CallId;
let awards: ReturnType<typeof createAwards>;
let payees: ReturnType<typeof createPayees>;
let officer: UserId;
let director: UserId;
let numbers = 101_226_927;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, may);
  awards = createAwards(api, database.db);
  payees = createPayees(api);
  callId = await awards.openCall();
  officer = await api.person("project officer", [{ role: "projectOfficer" }]);
  director = await api.person("director", [{ role: "authorisingOfficer" }]);
});
afterAll(() => database.stop());

const awarded = async (name: string, unionCents = 267_500_00, parts?: Readonly<Record<string, object>>) =>
  awards.award(await payees.applicant(name), { callId, unionCents, ...(parts === undefined ? {} : { parts }) });
const bodyOf = ({ awardId }: Pick<Awarded, "awardId">, over: object = {}) => {
  numbers += 1;
  return { awardId, projectNumber: `${numbers}`, startsOn: "2027-06-01", ...over };
};
const prepare = (body: object, over: object = {}) => api.send("POST", "/v1/agreements", { as: officer, body, ...over });
const prepared = async (name: string) => {
  const award = await awarded(name);
  const made = await prepare(bodyOf(award));
  const { agreement } = Head.parse(made.body);
  const path = `/v1/agreements/${agreement.id}`;
  return { ...award, id: agreement.id, path, sheetSha256: agreement.sheetSha256 };
};
type Prepared = Awaited<ReturnType<typeof prepared>>;
const sign = ({ path, sheetSha256 }: Pick<Prepared, "path" | "sheetSha256">, as: UserId, ifMatch: number, over = {}) =>
  api.send("POST", `${path}/signatures`, { as, ifMatch, body: { sheetSha256 }, ...over });
const headOf = (id: string) => getOne(database.db, "grants", keys.agreement(id));

const Page = z.object({ agreements: z.array(Head), next: z.string().optional() });
/** More agreements of the same coordinator, head and row, without an award for each. */
const copyAgreement = async ({ id, organisation }: Prepared, twins: readonly string[]) => {
  const { client, tables } = database.db;
  const [head, row] = await Promise.all([
    headOf(id),
    getOne(database.db, "grants", keys.agreementRow(organisation, id)),
  ]);
  const items = twins.flatMap((twin) => [
    { ...head, ...keys.agreement(twin), id: twin },
    { ...row, ...keys.agreementRow(organisation, twin), agreementId: twin },
  ]);
  await Promise.all(items.map((Item) => client.send(new PutCommand({ TableName: tables.grants, Item }))));
};

describe("preparing an agreement", () => {
  test("makes the data sheet from document, commitment and call", async () => {
    const { path, awardId, callId: call } = await prepared("NATHUB");
    const read = await api.send("GET", path, { as: officer });
    expect(read.body["sheet"]).toMatchObject({
      callId: call,
      callVersion: 1,
      acronym: "NATHUB-BE",
      startsOn: "2027-06-01",
      endsOn: "2030-05-31",
      maxGrantCents: 267_500_00,
      parties: [{ slot: "p001", rate: "1/2", eligibleCents: 535_000_00, maxContributionCents: 267_500_00 }],
      indirectRate: "7/100",
      prefinancingRate: "4/5",
      mimRate: "0",
      prefinancingDays: 30,
      budgetYear: 2027,
      signByOn: "2028-12-31",
      reportingPeriods: [
        { number: 1, from: "2027-06-01", to: "2028-11-30" },
        { number: 2, from: "2028-12-01", to: "2030-05-31" },
      ],
    });
    expect(await getOne(database.db, "grants", keys.award(awardId))).toMatchObject({ state: "agreementPrepared" });
  });

  test("shares a smaller grant among the beneficiaries to the cent", async () => {
    const parts = {
      "partner.p002": aPartner("p002"),
      "budget.p002": aBudget("p002", { categoriesCents: { A: 100_01 } }),
    };
    const award = await awarded("shared", 100_000_00, parts);
    const made = await prepare(bodyOf(award));
    const read = await api.send("GET", `/v1/agreements/${Head.parse(made.body).agreement.id}`, { as: officer });
    const { parties } = z
      .object({ parties: z.array(z.object({ maxContributionCents: z.int() })) })
      .parse(read.body["sheet"]);
    expect(parties.map(({ maxContributionCents }) => maxContributionCents)).toStrictEqual([99_980_00, 20_00]);
  });

  test("names the coordinator's validated account", async () => {
    const payee = await payees.validated("has an account");
    const award = await awards.award(payee, { callId, unionCents: 267_500_00 });
    const made = await prepare(bodyOf(award));
    const read = await api.send("GET", `/v1/agreements/${Head.parse(made.body).agreement.id}`, { as: officer });
    expect(read.body["sheet"]).toHaveProperty("bankAccountId");
  });

  test("answers the same request again", async () => {
    const award = await awarded("repeats");
    const body = bodyOf(award);
    const first = await prepare(body, { key: "prepare-1" });
    const second = await prepare(body, { key: "prepare-1" });
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await auditBodies(database.db, Head.parse(first.body).agreement.id)).toHaveLength(1);
  });

  test("is refused a second time for the same award", async () => {
    const award = await prepared("twice");
    expect(await prepare(bodyOf(award))).toMatchObject({ status: 409, body: { code: "AgreementExists" } });
  });

  test("is refused for an award that does not exist", async () => {
    const refused = await prepare(bodyOf({ awardId: AwardId.parse(`awd_${newId("none")}`) }));
    expect(refused).toMatchObject({ status: 404, body: { code: "AwardNotFound" } });
  });

  test("is refused without a commitment, and nothing is written", async () => {
    const award = await awarded("no commitment");
    const { client, tables } = database.db;
    await client.send(new DeleteCommand({ TableName: tables.grants, Key: keys.commitment(award.commitmentId) }));
    const refused = await prepare(bodyOf(award));
    expect(refused).toMatchObject({ status: 409, body: { code: "CommitmentMissing", because: "NONE" } });
    expect(await getOne(database.db, "grants", keys.award(award.awardId))).toMatchObject({ version: 1 });
  });

  test("is refused under a project number that is taken, and nothing is written", async () => {
    const first = bodyOf(await awarded("first number"));
    await prepare(first);
    const award = await awarded("second number");
    const refused = await prepare(bodyOf(award, { projectNumber: first.projectNumber }));
    expect(refused).toMatchObject({ status: 409, body: { code: "ProjectNumberTaken" } });
    expect(await getOne(database.db, "grants", keys.award(award.awardId))).toMatchObject({ state: "awarded" });
  });

  test("is refused after the last signing day", async () => {
    const award = await awarded("prepared too late");
    const refused = await prepare(bodyOf(award), { at: tooLate });
    expect(refused).toMatchObject({ status: 409, body: { code: "SigningPeriodOver", lastSigningDay: "2028-12-31" } });
  });

  test.each([
    ["an unknown field", { colour: "blue" }, "colour"],
    ["a project number of eight digits", { projectNumber: "12345678" }, "projectNumber"],
    ["a day that does not exist", { startsOn: "2027-02-30" }, "startsOn"],
  ])("is refused with %s", async (_, over, field) => {
    const refused = await prepare(bodyOf({ awardId: AwardId.parse(`awd_${newId("any")}`) }, over));
    expect(refused).toMatchObject({ status: 400, body: { code: "InputInvalid", field } });
  });
});

describe("signing an agreement", () => {
  test("brings it into force on the last signature, the coordinator's first", async () => {
    const agreement = await prepared("coordinator first");
    const half = await sign(agreement, agreement.user, 1);
    expect(half).toMatchObject({ status: 200, body: { agreement: { state: "signedByCoordinator" } } });
    const whole = await sign(agreement, director, 2);
    expect(whole.body["agreement"]).toMatchObject({
      state: "inForce",
      inForceOn: "2027-05-03",
      claimedCents: 0,
      coordinatorSignature: { by: agreement.user },
      authoritySignature: { by: director, at: may },
    });
    expect(await getOne(database.db, "grants", keys.award(agreement.awardId))).toMatchObject({ state: "signed" });
    expect(itemBytes((await headOf(agreement.id)) ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("brings it into force on the last signature, the ECCC's first", async () => {
    const agreement = await prepared("authority first");
    await sign(agreement, director, 1);
    const whole = await sign(agreement, agreement.user, 2);
    expect(whole.body["agreement"]).toMatchObject({ state: "inForce", authoritySignature: { by: director } });
  });

  test("is refused to the same side a second time", async () => {
    const agreement = await prepared("same side");
    await sign(agreement, director, 1);
    const refused = await sign(agreement, director, 2);
    expect(refused).toMatchObject({ status: 409, body: { code: "AlreadySigned", side: "authority" } });
    expect(await auditBodies(database.db, agreement.id)).toHaveLength(2);
  });

  test("is refused to one person for both sides", async () => {
    const agreement = await prepared("both sides");
    const own = { role: "applicant", organisation: agreement.organisation } as const;
    const both = await api.person("both sides person", [own]);
    await sign(agreement, both, 1);
    await api.person("both sides person", [{ role: "authorisingOfficer" }]);
    const refused = await sign(agreement, both, 2);
    expect(refused).toMatchObject({ status: 403, body: { code: "SignedForOtherSide", side: "coordinator" } });
  });

  test("is refused once the commitment is gone", async () => {
    const agreement = await prepared("commitment gone");
    const { client, tables } = database.db;
    await client.send(new DeleteCommand({ TableName: tables.grants, Key: keys.commitment(agreement.commitmentId) }));
    const refused = await sign(agreement, director, 1);
    expect(refused).toMatchObject({ status: 409, body: { code: "CommitmentMissing", because: "NONE" } });
  });

  test("is refused when less is committed than the grant", async () => {
    const agreement = await prepared("commitment too small");
    const { client, tables } = database.db;
    await client.send(
      new UpdateCommand({
        TableName: tables.grants,
        Key: keys.commitment(agreement.commitmentId),
        UpdateExpression: "SET unionCents = :less",
        ExpressionAttributeValues: { ":less": agreement.unionCents - 1 },
      }),
    );
    const refused = await sign(agreement, director, 1);
    expect(refused).toMatchObject({ status: 409, body: { code: "CommitmentMissing", because: "TOO_SMALL" } });
  });

  test("is in time on the last signing day and refused one millisecond later", async () => {
    const agreement = await prepared("last day");
    const refused = await sign(agreement, director, 1, { at: tooLate });
    expect(refused).toMatchObject({ status: 409, body: { code: "SigningPeriodOver", lastSigningDay: "2028-12-31" } });
    expect((await sign(agreement, director, 1, { at: lastMoment })).status).toBe(200);
  });

  test("is refused for another sheet than the one that stands", async () => {
    const agreement = await prepared("another sheet");
    const refused = await sign({ ...agreement, sheetSha256: "0".repeat(64) }, director, 1);
    expect(refused).toMatchObject({ status: 409, body: { code: "AnotherSheetPrepared" } });
  });

  test("is refused on a stale version", async () => {
    const agreement = await prepared("stale");
    await sign(agreement, agreement.user, 1);
    const refused = await sign(agreement, director, 1);
    expect(refused).toMatchObject({ status: 412, body: { code: "StaleVersion", actualVersion: 2 } });
  });

  test("is answered again to the same request, also after the other side has signed", async () => {
    const agreement = await prepared("signed again");
    const first = await sign(agreement, agreement.user, 1, { key: "signature-1" });
    await sign(agreement, director, 2);
    const again = await sign(agreement, agreement.user, 1, { key: "signature-1" });
    expect(again).toMatchObject({ status: 200, body: first.body });
  });
});

describe("reading agreements", () => {
  test("shows the coordinator what may be signed and why not", async () => {
    const agreement = await prepared("reads");
    const before = await api.send("GET", agreement.path, { as: agreement.user });
    expect(before.body["allowedActions"]).toStrictEqual([{ action: "signAgreement", allowed: true }]);
    await sign(agreement, agreement.user, 1);
    const after = await api.send("GET", agreement.path, { as: agreement.user });
    const because = "AlreadySigned";
    expect(after.body["allowedActions"]).toStrictEqual([{ action: "signAgreement", allowed: false, because }]);
  });

  test("says to a stranger that there is none", async () => {
    const { path } = await prepared("unseen");
    const { user } = await payees.applicant("a stranger");
    expect(await api.send("GET", path, { as: user })).toMatchObject({
      status: 404,
      body: { code: "AgreementNotFound" },
    });
  });

  test("names its parties, of whom the coordinator alone by its organisation", async () => {
    const parts = { "partner.p002": aPartner("p002"), "budget.p002": aBudget("p002") };
    const award = await awarded("consortium", 535_000_00, parts);
    const { agreement } = Head.parse((await prepare(bodyOf(award))).body);
    const { body } = await api.send("GET", `/v1/agreements/${agreement.id}`, { as: officer });
    expect(body).toMatchObject({
      sheet: {
        parties: [
          { slot: "p001", organisation: award.organisation },
          { slot: "p002", name: "Partner p002" },
        ],
      },
    });
    expect(body).not.toMatchObject({ sheet: { parties: [{}, { organisation: expect.anything() }] } });
  });

  test("lists one's own, and those of a call", async () => {
    const agreement = await prepared("listed");
    const mine = await api.send("GET", "/v1/agreements", { as: agreement.user });
    expect(mine.body["agreements"]).toMatchObject([
      { agreement: { id: agreement.id }, project: { acronym: "NATHUB-BE" } },
    ]);
    const all = await api.send("GET", `/v1/agreements/by-call?callId=${callId}`, { as: officer });
    expect(JSON.stringify(all.body)).toContain(agreement.id);
  });

  test("lists them page by page, each once, and opens no page for somebody else", async () => {
    const agreement = await prepared("paged");
    const twins = Array.from({ length: 70 }, (_, index) => AgreementId.parse(`agr_${newId(`paged ${index}`)}`));
    await copyAgreement(agreement, twins);
    const first = Page.parse((await api.send("GET", "/v1/agreements", { as: agreement.user })).body);
    const path = `/v1/agreements?cursor=${encodeURIComponent(first.next ?? "")}`;
    const second = Page.parse((await api.send("GET", path, { as: agreement.user })).body);
    expect([first.agreements.length, second.agreements.length, second.next]).toEqual([50, 21, undefined]);
    const listed = [...first.agreements, ...second.agreements].map((one) => one.agreement.id);
    expect(listed.toSorted()).toEqual([agreement.id, ...twins].toSorted());
    const other = await prepared("another's");
    expect(await api.send("GET", path, { as: other.user })).toMatchObject({
      status: 400,
      body: { code: "CursorInvalid" },
    });
  });
});

describe("the roles of agreements", () => {
  const operations = {
    prepareAgreement: {
      may: ["projectOfficer"],
      ask: (as: UserId) => prepare(bodyOf({ awardId: AwardId.parse(`awd_${newId("nobody's")}`) }), { as }),
    },
    readAgreement: {
      may: ["projectOfficer", "initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"],
      ask: (as: UserId, { path }: Prepared) => api.send("GET", path, { as }),
    },
    signAgreement: {
      may: ["authorisingOfficer"],
      ask: (as: UserId, agreement: Prepared) => sign(agreement, as, 9),
    },
    listMyAgreements: { may: ["applicant"], ask: (as: UserId) => api.send("GET", "/v1/agreements", { as }) },
    listCallAgreements: {
      may: ["projectOfficer", "initiator", "verifier", "authorisingOfficer", "auditor"],
      ask: (as: UserId) => api.send("GET", `/v1/agreements/by-call?callId=${callId}`, { as }),
    },
  };
  const rows = Object.entries(operations).flatMap(([action, operation]) =>
    Role.options.map((role) => ({ action, role, ...operation })),
  );
  let one: Prepared;
  beforeAll(async () => {
    one = await prepared("matrix");
  });

  test.each(rows)("$action as $role", async ({ action, role, may: roles, ask }) => {
    const person = await api.person(`matrix ${role}`, [{ role }]);
    const { status, body } = await ask(person, one);
    const isRefused = status === 403 || body["code"] === "AgreementNotFound";
    expect({ action, isRefused }).toStrictEqual({ action, isRefused: !roles.includes(role) });
  });
});

test("the steps of an agreement cost what they should", async () => {
  const award = await awarded("counted");
  const preparation = await withUnits(database.db, () => prepare(bodyOf(award)));
  const { agreement } = Head.parse(preparation.value.body);
  const named = { path: `/v1/agreements/${agreement.id}`, sheetSha256: agreement.sheetSha256 };
  const first = await withUnits(database.db, () => sign(named, award.user, 1));
  const second = await withUnits(database.db, () => sign(named, director, 2));
  // Reads included: two heads with their entries, the sheet, two twins and the number, and what became of the award; one head, and the coordinator's for its exclusions; two heads.
  expect(preparation.units).toBeLessThanOrEqual(25);
  expect(first.units).toBeLessThanOrEqual(10);
  expect(second.units).toBeLessThanOrEqual(14);
  expect(api.errors).toStrictEqual([]);
});
