import { BoardMember, boardMembers } from "@grants/core/governance/ballot";
import { FunderCode } from "@grants/core/access/rights";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { headBytesMax } from "@grants/kernel/limits";
import { sha256 } from "@grants/store/sha256";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { createCofunding, inHorizonEurope } from "../support/joint-action.ts";
import { type Asked, createRefused, problem } from "../support/refusal.ts";

const morning = "2026-12-10T09:00:00.000Z";
const closesAt = "2026-12-10T17:00:00.000Z";
const closes = { local: "2026-12-10T18:00:00", zone: "Europe/Brussels" };
const afterwards = "2026-12-10T17:00:00.001Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, morning);
  cofunding = createCofunding(api, database.db);
  refused = createRefused(api, database.db);
});
afterAll(() => database.stop());

const base = "/v1/governance/ballots";
const text = "The Board is asked to decide what stands in this annex.";
const record = (over: object = {}) => ({ point: "j", title: "Working arrangements", text, ...over });
const IdOf = z.object({ ballot: z.object({ id: z.string() }) });

const officer = () => cofunding.officer();
const representative = (member: string) =>
  api.person(`board ${member}`, [{ role: "boardMember", funder: FunderCode.parse(member) }]);

const prepare = async (over: object = {}): Promise<string> => {
  const made = await api.send("POST", base, { as: await officer(), body: record(over) });
  return IdOf.parse(made.body).ballot.id;
};
const step = async (id: string, path: string, over: Ask = {}) =>
  api.send("POST", `${base}/${id}/${path}`, { as: await officer(), ...over });
const open = async (over: object = {}): Promise<string> => {
  const id = await prepare(over);
  await step(id, "opening", { ifMatch: 1, body: { closes } });
  return id;
};
const castAsk = async (member: string, over: Ask = {}): Promise<Ask> => ({
  as: await representative(member),
  ifMatch: 0,
  body: { choice: "YES", isConflicted: false },
  ...over,
});
const cast = async (id: string, member: string, over: Ask = {}) =>
  api.send("PUT", `${base}/${id}/votes/${member}`, await castAsk(member, over));
const delegation = async (from: string, to: string): Promise<Ask> => ({ as: await representative(from), body: { to } });
const read = async (id: string, over: Ask = {}) => api.send("GET", `${base}/${id}`, { as: await officer(), ...over });

/** A joint action to which the Union gives 50 %, BE 30 %, NL 15 % and LU 5 %. */
const jointActionOf = async () => {
  const joint = await cofunding.open(inHorizonEurope);
  const line = await cofunding.commitLine(joint, "BE", 600_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
  await cofunding.commitLine(joint, "NL", 300_000_00);
  await cofunding.commitLine(joint, "LU", 100_000_00);
  return { ...joint, line };
};

describe("putting a decision to the Board", () => {
  test("is done once, on the votes that its point of Article 13(3) has", async () => {
    const ask = { as: await officer(), body: record(), key: "prepare-once" };
    const first = await api.send("POST", base, ask);
    expect(first).toMatchObject({ status: 201, body: { version: 1, ballot: { state: "prepared", regime: "R1" } } });
    expect(await api.send("POST", base, ask)).toMatchObject({ status: 201, body: first.body });
  });

  test.each([
    { what: "a joint action's description without the joint action", over: { point: "g" }, field: "jointActionId" },
    { what: "the Executive Director on nobody's proposal (VOTE-07)", over: { point: "h" }, field: "proposedBy" },
    {
      what: "the Executive Director on the proposal of 13 Member States (VOTE-07)",
      over: { point: "h", proposedBy: boardMembers.filter((member) => member !== "EU").slice(0, 13) },
      field: "proposedBy",
    },
    { what: "a work programme before its inputs are recorded (GOV-06)", over: { point: "c" }, field: "inputs" },
    {
      what: "a work programme with an input of tomorrow (GOV-06)",
      over: {
        point: "b",
        inputs: { advisoryGroupOn: "2026-12-01", communityOn: "2026-12-11", observersOn: "2026-12-01" },
      },
      field: "inputs",
    },
  ])("is refused for $what", async ({ over, field }) => {
    const reply = await refused("POST", base, { as: await officer(), body: record(over) });
    expect(reply).toMatchObject(problem(422, "BallotIncomplete", { field }));
  });

  test.each([{ proposedBy: ["EU"] }, { proposedBy: boardMembers.filter((member) => member !== "EU").slice(0, 14) }])(
    "takes the Executive Director on the proposal of the Commission or of half of the Member States (VOTE-07)",
    async ({ proposedBy }) => {
      const made = await api.send("POST", base, { as: await officer(), body: record({ point: "h", proposedBy }) });
      expect(made.status).toBe(201);
    },
  );

  test("is refused about a joint action that is not there", async () => {
    const body = record({ point: "g", jointActionId: `ja_${newId("none")}` });
    expect(await refused("POST", base, { as: await officer(), body })).toMatchObject(
      problem(404, "JointActionNotFound"),
    );
  });

  test("ends in consensus without a ballot, and only before one (ECCC-R 15(1))", async () => {
    const id = await prepare();
    expect(await step(id, "consensus", { ifMatch: 1 })).toMatchObject({
      status: 200,
      body: { ballot: { state: "consensus", adoptedAt: morning } },
    });
    const late = await refused("POST", `${base}/${await open()}/consensus`, { as: await officer(), ifMatch: 2 });
    expect(late).toMatchObject(problem(409, "BallotStepRefused", { state: "open" }));
  });
});

describe("voting", () => {
  test("is for a member by its own representative, until the closing instant", async () => {
    const id = await open();
    expect(await cast(id, "BE", { at: closesAt })).toMatchObject({
      status: 200,
      body: { version: 1, vote: { member: "BE", castBy: "BE", choice: "YES" } },
    });
    const path = `${base}/${id}/votes/NL`;
    expect(await refused("PUT", path, await castAsk("NL", { at: afterwards }))).toMatchObject(
      problem(409, "BallotClosed", { closesAt }),
    );
    expect(await refused("PUT", path, await castAsk("BE"))).toMatchObject(problem(403, "NotAllowed"));
  });

  test("replaces one's own vote by version, and abstains in a conflict of interest (VOTE-08)", async () => {
    const id = await open();
    await cast(id, "BE");
    const again = await cast(id, "BE", { ifMatch: 1, body: { choice: "YES", isConflicted: true } });
    expect(again).toMatchObject({ body: { version: 2, vote: { choice: "ABSTAIN", isConflicted: true } } });
    const stale = await refused("PUT", `${base}/${id}/votes/BE`, await castAsk("BE", { ifMatch: 1 }));
    expect(stale).toMatchObject(problem(412, "StaleVersion", { expectedVersion: 1, actualVersion: 2 }));
  });

  test("shows who has voted, and how only once the ballot is closed", async () => {
    const id = await open();
    await cast(id, "BE");
    const { body } = await read(id, { as: await representative("NL") });
    expect(body).toMatchObject({ voted: ["BE"], ownVotes: [], ownMembers: ["NL"], ballot: { state: "open" } });
    expect(JSON.stringify(body)).not.toContain('"choice"');
  });

  test("is done by the member that represents the absent one, and by nobody else (VOTE-04)", async () => {
    const id = await open();
    const path = `${base}/${id}/delegations`;
    expect(await api.send("POST", `${path}/BE`, await delegation("BE", "NL"))).toMatchObject({ status: 201 });
    expect(await refused("PUT", `${base}/${id}/votes/BE`, await castAsk("BE"))).toMatchObject(
      problem(403, "NotAllowed"),
    );
    const vote = await cast(id, "BE", { as: await representative("NL") });
    expect(vote).toMatchObject({ status: 200, body: { vote: { member: "BE", castBy: "NL" } } });
    for (const [from, to, because] of [
      ["LU", "NL", "ALREADY_REPRESENTS_ONE_MEMBER"],
      ["LU", "BE", "DELEGATE_IS_ABSENT"],
      ["NL", "LU", "REPRESENTS_ANOTHER"],
      ["LU", "LU", "DELEGATES_TO_ITSELF"],
    ] as const)
      expect(await refused("POST", `${path}/${from}`, await delegation(from, to))).toMatchObject(
        problem(409, "VoteDelegationRefused", { because }),
      );
  });
});

describe("opening a ballot", () => {
  test.each([
    { local: "2026-12-10T10:00:00", code: "ClosingInPast" },
    { local: "2027-03-28T02:30:00", code: "LocalTimeDoesNotExist" },
  ])("is refused until $local: $code", async ({ local, code }) => {
    const ask = { as: await officer(), ifMatch: 1, body: { closes: { ...closes, local } } };
    expect(await refused("POST", `${base}/${await prepare()}/opening`, ask)).toMatchObject(
      problem(422, code, { field: "closes" }),
    );
  });
});

describe("closing a ballot", () => {
  test("waits for its instant, or for everybody who is entitled", async () => {
    const id = await open();
    const ask = { as: await officer(), ifMatch: 2 };
    expect(await refused("POST", `${base}/${id}/closing`, { ...ask, at: closesAt })).toMatchObject(
      problem(409, "BallotStillOpen", { missing: 28 }),
    );
    for (const member of boardMembers)
      await cast(id, member, { body: { choice: member < "IT" ? "NO" : "YES", isConflicted: false } });
    const closed = await api.send("POST", `${base}/${id}/closing`, { ...ask, key: "close-once" });
    expect(closed).toMatchObject({ status: 200, body: { ballot: { state: "closed", yesShare: "3/7" } } });
    expect(await api.send("POST", `${base}/${id}/closing`, { ...ask, key: "close-once" })).toMatchObject({
      body: closed.body,
    });
    const head = await getOne(database.db, "grants", keys.ballot(id));
    const { papers: _attached, ...alone } = head ?? {};
    expect(itemBytes(alone)).toBeLessThanOrEqual(headBytesMax);
  });

  test("counts every vote that was acknowledged, whatever crosses it", async () => {
    const id = await open();
    const members = boardMembers.slice(0, 12);
    const asks = await Promise.all(members.map(async (member) => ({ member, ask: await castAsk(member) })));
    const [closing, ...votes] = await Promise.all([
      step(id, "closing", { ifMatch: 2, at: afterwards }),
      ...asks.map(({ member, ask }) => api.send("PUT", `${base}/${id}/votes/${member}`, ask)),
    ]);
    const closed = closing.status === 200 ? closing : await step(id, "closing", { ifMatch: 2, at: afterwards });
    const acknowledged = members.filter((_member, place) => votes[place]?.status === 200);
    expect(closed.status).toBe(200);
    expect((await read(id)).body).toMatchObject({ tally: { yes: acknowledged.toSorted() } });
  });

  test("names its terms and its tally by digests that anybody can make again (VOTE-08)", async () => {
    const id = await open();
    await cast(id, "FR");
    await step(id, "closing", { ifMatch: 2, at: afterwards });
    const { body } = await read(id);
    const { terms, tally } = z.object({ terms: z.json(), tally: z.json() }).parse(body);
    const digest = (value: z.core.util.JSONType) => sha256(canonicalJson(value));
    expect(body["ballot"]).toMatchObject({ termsSha256: digest(terms), tallySha256: digest(tally) });
    const last = (await auditBodies(database.db, id)).at(-1);
    expect(last).toMatchObject({
      type: "BallotClosed",
      facts: { state: "closed", yesShare: "1/28", hasPassed: false },
    });
  });
});

describe("a vote by contributions", () => {
  test("passes with four fifths, and would not on the day after its largest member fell into default (G05, G06)", async () => {
    const { jointActionId, line } = await jointActionOf();
    const id = await open({ point: "g", jointActionId });
    const opened = await read(id);
    expect(opened.body["count"]).toMatchObject({
      members: [
        { member: "EU", weight: "1/2", percent: "50.0000" },
        { member: "BE", weight: "3/10" },
        { member: "LU", weight: "1/20" },
        { member: "NL", weight: "3/20" },
      ],
    });
    await cast(id, "EU");
    await cast(id, "BE");
    await step(id, "closing", { ifMatch: 2, at: afterwards });
    expect((await read(id)).body).toMatchObject({
      ballot: { hasPassed: true, yesShare: "4/5" },
      count: { yesPercent: "80.0000", hasPassed: true },
      onTodaysTerms: null,
    });
    await inDefault(line);
    const later = await read(id, { at: "2027-04-02T09:00:00.000Z" });
    expect(later.body).toMatchObject({
      ballot: { hasPassed: true, yesShare: "4/5" },
      suspendedToday: ["BE"],
      onTodaysTerms: { yesShare: "5/7", yesPercent: "71.4286", hasPassed: false },
    });
  });

  test("is not opened where nobody contributes (CLR-VOTE-02)", async () => {
    const { jointActionId } = await cofunding.open(inHorizonEurope);
    const id = await prepare({ point: "g", jointActionId });
    const reply = await refused("POST", `${base}/${id}/opening`, {
      as: await officer(),
      ifMatch: 1,
      body: { closes },
    });
    expect(reply).toMatchObject(problem(409, "NobodyEntitled", { regime: "RPROP" }));
  });
});

/** Takes a committed line through the whole default procedure. */
const inDefault = async (line: string) => {
  const director = await api.person("director", [{ role: "authorisingOfficer" }]);
  await api.send("POST", `${line}/call`, { as: await officer(), ifMatch: 2, body: { dueOn: "2027-01-31" } });
  const steps = [
    [{ step: "NOTIFY" }, "2027-02-01T09:00:00.000Z"],
    [{ step: "SET_REMEDY_PERIOD", remedyByOn: "2027-03-31" }, "2027-02-01T10:00:00.000Z"],
    [{ step: "ESTABLISH_DEFAULT" }, "2027-04-01T09:00:00.000Z"],
  ] as const;
  for (const [place, [body, at]] of steps.entries())
    await api.send("POST", `${line}/default-steps`, { as: director, ifMatch: place + 3, at, body });
};

describe("revoking a vote (VOTE-05, CLR-VOTE-03)", () => {
  const spring = "2027-04-02T09:00:00.000Z";
  const onVoteOf = (effect: string, member = "BE") => ({ point: "REVOCATION", onVoteOf: { member, effect } });
  const decide = async (effect: string) => {
    const made = await api.send("POST", base, { as: await officer(), at: spring, body: record(onVoteOf(effect)) });
    const { id } = IdOf.parse(made.body).ballot;
    return { id, adopted: await step(id, "consensus", { ifMatch: 1, at: spring }) };
  };
  const asked = async (body: object): Promise<Asked> => [
    "POST",
    base,
    { as: await officer(), at: spring, body: record(body) },
  ];
  /** Who is counted in a ballot on what concerns no joint action. */
  const entitled = async () => {
    const made = await api.send("POST", base, { as: await officer(), at: spring, body: record() });
    const { id } = IdOf.parse(made.body).ballot;
    const later = { local: "2027-04-03T18:00:00", zone: "Europe/Brussels" };
    await step(id, "opening", { ifMatch: 1, at: spring, body: { closes: later } });
    const { body } = await read(id, { at: spring });
    const { count, terms } = z
      .object({
        count: z.object({ members: z.array(z.object({ member: z.string() })) }),
        terms: z.object({ revoked: z.array(z.string()) }),
      })
      .parse(body);
    return { members: count.members.length, revoked: terms.revoked };
  };

  test("is for a member in default, who then has none on any decision until the Board gives it back", async () => {
    const { line } = await jointActionOf();
    const founded = (because: string) => problem(409, "RevocationUnfounded", { field: "onVoteOf", because });
    expect(await refused(...(await asked(onVoteOf("REVOKE", "NL"))))).toMatchObject(founded("NOT_IN_DEFAULT"));
    expect(await refused(...(await asked(onVoteOf("RESTORE"))))).toMatchObject(founded("NOT_REVOKED"));
    await inDefault(line);
    // In default alone, it still votes where no joint action is concerned.
    expect(await entitled()).toEqual({ members: 28, revoked: [] });
    expect((await decide("REVOKE")).adopted).toMatchObject({ status: 200 });
    expect(await entitled()).toEqual({ members: 27, revoked: ["BE"] });
    expect(await refused(...(await asked(onVoteOf("REVOKE"))))).toMatchObject(founded("REVOKED_ALREADY"));
    expect((await decide("RESTORE")).adopted).toMatchObject({ status: 200 });
    expect(await entitled()).toEqual({ members: 28, revoked: [] });
  });

  test("needs the majority of an ordinary decision: without it the vote stays", async () => {
    const made = await api.send("POST", base, { as: await officer(), at: spring, body: record(onVoteOf("REVOKE")) });
    const { id } = IdOf.parse(made.body).ballot;
    expect(made.body).toMatchObject({ ballot: { regime: "R1" } });
    const later = { local: "2027-04-03T18:00:00", zone: "Europe/Brussels" };
    await step(id, "opening", { ifMatch: 1, at: spring, body: { closes: later } });
    await cast(id, "EU", { at: spring });
    const closed = await step(id, "closing", { ifMatch: 2, at: "2027-04-03T16:00:00.001Z" });
    expect(closed).toMatchObject({ status: 200, body: { ballot: { hasPassed: false } } });
    expect(await entitled()).toEqual({ members: 28, revoked: [] });
  });

  test("is said where it is decided, and nowhere else", async () => {
    const incomplete = problem(422, "BallotIncomplete", { field: "onVoteOf" });
    expect(await refused(...(await asked({ point: "REVOCATION" })))).toMatchObject(incomplete);
    expect(await refused(...(await asked({ ...onVoteOf("REVOKE"), point: "j" })))).toMatchObject(incomplete);
    expect(await refused(...(await asked(onVoteOf("REVOKE", "EU"))))).toMatchObject(problem(400, "InputInvalid"));
  });
});

describe("the list of ballots", () => {
  test("is for the Board and the Centre, the newest first", async () => {
    const id = await prepare({ title: "The newest of all" });
    const late = { as: await representative("BE"), at: morning };
    const { body } = await api.send("GET", base, late);
    expect(
      z
        .object({ ballots: z.array(IdOf) })
        .parse(body)
        .ballots.map(({ ballot }) => ballot.id),
    ).toContain(id);
    const stranger = await api.person("an expert", [{ role: "expert" }]);
    expect(await refused("GET", base, { as: stranger })).toMatchObject(problem(403, "NotAllowed"));
  });

  test("knows every member by a code that a grant can name", () => {
    expect(boardMembers.map((member) => FunderCode.parse(BoardMember.parse(member)))).toHaveLength(28);
  });
});
