import { ownGroup } from "@grants/core/experts/groups";
import { CountryCode } from "@grants/core/proposals/part";
import type { UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne } from "@grants/store/read";
import { sha256 } from "@grants/store/sha256";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { type Payee, createPayees } from "../support/payee.ts";

const noon = "2026-11-24T11:00:00.000Z";
let database: OpenDatabase;
let api: TestApi;
let payees: ReturnType<typeof createPayees>;
let officer: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, noon);
  payees = createPayees(api);
  officer = await api.person("project officer of facts", [{ role: "projectOfficer" }]);
});
afterAll(() => database.stop());

const pathOf = ({ organisation }: Payee) => `/v1/registry/organisations/${organisation}`;
const american = {
  owners: [
    { key: "H", name: "Holding BV", kind: "LEGAL", country: "NL" },
    { key: "U", name: "US Parent Inc", kind: "LEGAL", country: "US" },
    { key: "A", name: "Ann Founder", kind: "NATURAL", country: "BE" },
  ],
  holdings: [
    { owned: "SELF", owner: "H", sharePercent: "66.6667" },
    { owned: "SELF", owner: "A", sharePercent: "33.3333" },
    { owned: "H", owner: "U", sharePercent: "50", decisiveInfluence: true },
  ],
};
const declare = (payee: Payee, ifMatch: number, body: object = american, key?: string) =>
  api.send("POST", `${pathOf(payee)}/ownership`, {
    as: payee.user,
    ifMatch,
    body,
    ...(key === undefined ? {} : { key }),
  });
const assessment = { control: "THIRD_COUNTRY_CONTROLLED", country: "US", guarantees: "NONE", reason: "As declared." };
const assess = (payee: Payee, ifMatch: number, over: object = {}, as = officer) =>
  api.send("POST", `${pathOf(payee)}/ownership/assessment`, { as, ifMatch, body: { ...assessment, ...over } });
const takesPart = async (payee: Payee, query: string) =>
  (await api.send("GET", `${pathOf(payee)}/participation?${query}`, { as: officer })).body;

describe("declaring who owns an organisation", () => {
  test("finds who controls it, and keeps the names apart", async () => {
    const payee = await payees.registered("declares its owners");
    const made = await declare(payee, 0);
    expect(made).toMatchObject({
      status: 200,
      body: {
        version: 1,
        ownership: {
          state: "declared",
          declaration: 1,
          found: { control: "THIRD_COUNTRY_CONTROLLED", country: "US", isCircular: false },
        },
      },
    });
    const head = await getOne(database.db, "grants", keys.ownership(payee.organisation));
    expect(JSON.stringify(head)).not.toContain("Founder");
    const read = await api.send("GET", `${pathOf(payee)}/facts`, { as: payee.user });
    expect(read.body).toMatchObject({ declaration: american, controlChain: ["SELF", "H", "U"] });
  });

  test("marks a person who controls several alike, by nothing that can be made from the name (CLR-OWN-01)", async () => {
    const body = {
      owners: [{ key: "A", name: "Ann Founder", kind: "NATURAL", country: "BE" }],
      holdings: [{ owned: "SELF", owner: "A", sharePercent: "100" }],
    };
    const both = await Promise.all(["owned by one", "owned by the same"].map(async (name) => payees.registered(name)));
    await Promise.all(both.map(async (payee) => declare(payee, 0, body)));
    const [one, other] = await Promise.all(
      both.map(async ({ organisation }) => getOne(database.db, "grants", keys.organisationGroups(organisation))),
    );
    expect(one?.["groups"]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(one?.["groups"]).toEqual(other?.["groups"]);
    const named = ownGroup({ name: "Ann Founder", country: CountryCode.parse("BE") });
    expect(one?.["groups"]).not.toContain(sha256(named));
    expect(one?.["groups"]).not.toContain(sha256(`owner ${named}`));
  });

  test("is done anew under the next number; the earlier one is kept, and an assessment is over", async () => {
    const payee = await payees.validated("declares twice");
    await declare(payee, 0);
    await assess(payee, 1);
    const anew = await declare(payee, 2, { owners: [], holdings: [] });
    expect(anew).toMatchObject({ body: { version: 3, ownership: { state: "declared", declaration: 2 } } });
    const first = await getOne(database.db, "people", keys.ownershipFileVersion(payee.organisation, 1));
    expect(first?.["content"]).toEqual(american);
    expect(await takesPart(payee, "restriction=ART_12_5")).toMatchObject({
      verdict: "UNDECIDED",
      reasons: ["OWNERSHIP_NOT_ASSESSED"],
    });
    const types = (await auditBodies(database.db, String(head(anew.body).id))).map(({ type }) => type);
    expect(types).toEqual(["OwnershipDeclared", "OwnershipAssessed", "OwnershipDeclared"]);
  });

  test("answers the same request again, and refuses a stale one", async () => {
    const payee = await payees.registered("declares again");
    const first = await declare(payee, 0, american, "ownership-1");
    expect((await declare(payee, 0, american, "ownership-1")).body).toStrictEqual(first.body);
    expect(await declare(payee, 0)).toMatchObject({ status: 412, body: { code: "StaleVersion" } });
    expect(await declare(payee, 5)).toMatchObject({ status: 412 });
  });

  test("is refused where more than the whole is owned", async () => {
    const payee = await payees.registered("owned too much");
    const holdings = [...american.holdings, { owned: "SELF", owner: "U", sharePercent: "0.000001" }];
    const refused = await declare(payee, 0, { ...american, holdings });
    expect(refused).toMatchObject({ status: 422, body: { code: "OwnershipInvalid", because: "MORE_THAN_WHOLE" } });
    expect(await getOne(database.db, "grants", keys.ownership(payee.organisation))).toBeNull();
  });
});

const head = (body: Readonly<Record<string, unknown>>): { id?: unknown } => Object(body["ownership"]);

describe("taking part under a restriction", () => {
  test("follows the assessor, with reasons", async () => {
    const payee = await payees.validated("takes part");
    expect(await takesPart(payee, "restriction=ART_12_5")).toMatchObject({ reasons: ["OWNERSHIP_NOT_DECLARED"] });
    expect(await takesPart(payee, "restriction=ART_18_4")).toMatchObject({ verdict: "ELIGIBLE", reasons: [] });
    await declare(payee, 0);
    const assessed = await assess(payee, 1, { guarantees: "ACCEPTED" });
    expect(assessed).toMatchObject({ status: 200, body: { ownership: { state: "assessed" } } });
    expect(await takesPart(payee, "restriction=ART_12_5")).toMatchObject({ verdict: "INELIGIBLE" });
    expect(await takesPart(payee, "restriction=ART_12_5&opened=yes")).toEqual({
      verdict: "ELIGIBLE_CONDITIONAL",
      reasons: ["THIRD_COUNTRY_CONTROLLED", "GUARANTEES_ACCEPTED"],
    });
    expect(itemBytes((await getOne(database.db, "grants", keys.ownership(payee.organisation))) ?? {})).toBeLessThan(
      headBytesMax,
    );
  });

  test("is assessed by somebody else than the declarer, and not before there is a declaration", async () => {
    const { organisation } = await payees.registered("assesses itself");
    const both = await api.person("declares and assesses", [
      { role: "applicant", organisation },
      { role: "projectOfficer" },
    ]);
    const payee = { organisation, user: both };
    expect(await assess(payee, 0)).toMatchObject({ status: 409, body: { code: "OwnershipNotDeclared" } });
    await declare(payee, 0);
    expect(await assess(payee, 1, {}, both)).toMatchObject({ status: 403, body: { code: "DeclaredByAssessor" } });
  });
});

describe("what an organisation says of itself", () => {
  const own = { workUnits: "49.5", turnoverCents: 9_000_000_00, balanceSheetCents: 12_000_000_00 };
  const figures = { isEnterprise: true, isPublicControlled: false, latest: { own, related: [] } };
  const nis2 = {
    status: "ESSENTIAL",
    memberState: "BE",
    sector: "DIGITAL_INFRASTRUCTURE",
    source: "NATIONAL_LIST",
    since: "2026-04-17",
  };

  test("is its size, which follows from its figures, and its status under NIS2, each by whom and when", async () => {
    const payee = await payees.registered("states its size");
    const sized = await api.send("POST", `${pathOf(payee)}/size`, { as: payee.user, ifMatch: 0, body: figures });
    expect(sized).toMatchObject({
      status: 200,
      body: { standing: { size: { size: "SMALL", by: payee.user, at: noon } } },
    });
    const listed = await api.send("POST", `${pathOf(payee)}/nis2`, { as: payee.user, ifMatch: 1, body: nis2 });
    expect(listed).toMatchObject({ body: { version: 2, standing: { size: { size: "SMALL" }, nis2: { says: nis2 } } } });
    const item = await getOne(database.db, "grants", keys.standing(payee.organisation));
    expect(itemBytes(item ?? {})).toBeLessThanOrEqual(headBytesMax);
    const read = await api.send("GET", `${pathOf(payee)}/facts`, { as: officer });
    expect(read.body).toMatchObject({ figures, standing: { version: 2 } });
  });

  test.each([
    ["nis2", { ...nis2, memberState: "NO" }],
    ["nis2", { ...nis2, sector: "GARDENING" }],
    ["size", { ...figures, latest: { own: { ...own, workUnits: "-1" }, related: [] } }],
  ])("is refused at the door: %s %o", async (fact, body) => {
    const payee = await payees.registered(`refused ${fact} ${JSON.stringify(body)}`);
    const refused = await api.send("POST", `${pathOf(payee)}/${fact}`, { as: payee.user, ifMatch: 0, body });
    expect(refused).toMatchObject({ status: 400, body: { code: "InputInvalid" } });
  });

  test("is nobody else's to say", async () => {
    const { organisation } = await payees.registered("spoken for");
    const { user } = await payees.applicant("speaks for others");
    const other = { organisation, user };
    expect((await declare(other, 0)).status).toBe(404);
  });
});
