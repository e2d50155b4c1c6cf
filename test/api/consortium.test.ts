import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Command } from "@grants/core/audit/command";
import type { ConsortiumStore } from "@grants/core/proposals/consortium-store";
import { importBudget } from "@grants/core/proposals/import-budget";
import { removePartner } from "@grants/core/proposals/end-membership";
import { BudgetPart, CostsPart, PartPath } from "@grants/core/proposals/part";
import { ProposalId } from "@grants/core/proposals/proposal";
import type { ProposalStore } from "@grants/core/proposals/proposal-store";
import { savePart } from "@grants/core/proposals/save-part";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { createConsortiumStore } from "@grants/store/consortium";
import { createCursorSeal } from "@grants/store/cursor";
import { createProposalStore } from "@grants/store/proposals";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aBudget, aCosts, aLine, aPartner, aText, anOrganisation, justLate, whileOpen } from "../support/builders.ts";
import { type Founder, anEntity, createConsortiumSteps, tokenIn } from "../support/consortium.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { aCommand } from "../support/purse.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let steps: ReturnType<typeof createConsortiumSteps>;
let callId: string;
let ann: { user: UserId; organisation: OrganisationId };
let bob: Founder;
let eve: Founder;
let proposalId: string;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  thread = createThread(api);
  steps = createConsortiumSteps(api);
  callId = await thread.publishCall();
  ann = await thread.applicant("ann");
  bob = await steps.found("Ghent Institute of Cybersecurity", { pic: "912345678" });
  eve = await steps.found("Étoile Numérique");
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await database.stop();
});
beforeEach(async () => {
  proposalId = await thread.draftProposal(ann, callId);
});

const typesOf = async (id: string): Promise<readonly string[]> => {
  const { db } = database;
  const answer = await db.client.send(
    new QueryCommand({
      TableName: db.tables.ledger,
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": `AUDIT#${id}` },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map((item) => String(JSON.parse(String(item["body"])).type));
};
const at = (path: string) => `/v1/proposals/${proposalId}${path}`;
const consortium = async (as = ann.user) => (await api.send("GET", at("/consortium"), { as })).body;
const placeOf = async (slot: string, as = ann.user) => {
  const { places } = await consortium(as);
  return (Array.isArray(places) ? places : []).find((place) => place.slot === slot);
};
const save = (as: UserId, path: string, body: object, ifMatch = 0) =>
  api.send("PUT", at(`/parts/${path}`), { as, body, ifMatch });
const signOff = (as: UserId, documentSha256: string, over: object = {}) =>
  api.send("POST", at("/sign-offs"), { as, body: { documentSha256 }, ...over });
const ascending = (a: number, b: number) => a - b;
const versionNow = async () => Number((await api.send("GET", at(""), { as: ann.user })).body["version"]);
/** A complete proposal of the coordinator and one partner who has joined. */
const written = async () => {
  const joined = await steps.join(ann.user, proposalId, bob);
  await thread.writeProposal(ann.user, proposalId, {
    "budget.p002": aBudget("p002", { categoriesCents: { A: 10_000_00 } }),
  });
  const frozen = await thread.freezeProposal(ann.user, proposalId, await versionNow());
  return { joined, ...frozen };
};

describe("looking for a partner", () => {
  const find = (query: string, as = ann.user) => api.send("GET", `/v1/registry/organisations?${query}`, { as });

  test.each(["pic=912345678", "name=ghent", "name=cybersecurity", "name=INSTITUTE%20of%20cyb"])(
    "finds it by %s",
    async (query) => {
      expect((await find(query)).body["organisations"]).toEqual([
        {
          organisation: bob.organisation,
          name: "Ghent Institute of Cybersecurity",
          pic: "912345678",
          country: "BE",
          state: "registered",
        },
      ]);
    },
  );

  test("finds a name without its accents", async () => {
    expect((await find("name=etoile")).body).toMatchObject({ organisations: [{ name: "Étoile Numérique" }] });
  });

  test("gives a provisional number to who has no PIC, and no other organisation the same PIC", async () => {
    expect(eve.pic).toMatch(/^0\d{8}$/);
    const body = { legalEntity: anEntity("Another", { pic: "912345678" }) };
    expect(await api.send("POST", "/v1/registry/new-organisations", { as: steps.newcomer("x"), body })).toMatchObject({
      status: 409,
      body: { code: "PicTaken" },
    });
  });

  test("finds nothing by another number, and refuses a list by one letter", async () => {
    expect((await find("pic=999999999")).body).toEqual({ organisations: [] });
    expect((await find("vat=BE0000000000")).body).toEqual({ organisations: [] });
    expect(await find("name=gh")).toMatchObject({ status: 422, body: { code: "SearchTooShort", lettersMin: 3 } });
    expect(await find("")).toMatchObject({ status: 422 });
  });

  test("is refused to who builds no proposals", async () => {
    const expert = await api.person("an expert", [{ role: "expert" }]);
    expect(await find("name=ghent", expert)).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
  });
});

describe("inviting a partner", () => {
  test("asks one of the registry, describes it, and shows it to its people without a link", async () => {
    const invited = await steps.invite(ann.user, proposalId, { organisation: bob.organisation });
    expect(await placeOf("p002")).toMatchObject({
      state: "invited",
      partner: { name: "Ghent Institute of Cybersecurity", pic: "912345678", country: "BE" },
    });
    const list = `/v1/proposals/invitations/by-organisation/${bob.organisation}`;
    expect((await api.send("GET", list, { as: bob.user })).body["invitations"]).toContainEqual(
      expect.objectContaining({ membership: expect.objectContaining({ id: invited.id }) }),
    );
    expect(await api.send("GET", list, { as: eve.user })).toMatchObject({ status: 403 });
    expect((await steps.accept(bob.user, proposalId, invited, bob.organisation)).status).toBe(200);
    expect((await api.send("GET", list, { as: bob.user })).body["invitations"]).not.toContainEqual(
      expect.objectContaining({ membership: expect.objectContaining({ id: invited.id }) }),
    );
  });

  test("sends a link to one that is not registered; it registers, accepts, and the place is its own", async () => {
    const invited = await steps.invite(ann.user, proposalId, {
      mail: "new@partner.example",
      name: "New",
      country: "IE",
    });
    expect(api.mails.at(-1)).toMatchObject({ to: "new@partner.example" });
    expect(await placeOf("p002")).toMatchObject({
      state: "invited",
      isProvisionalPic: true,
      memberships: [{ mail: "new@partner.example" }],
    });
    const link = `/v1/proposals/invitations/by-link/${invited.token}`;
    const offered = (await api.send("GET", link, { as: eve.user })).body;
    expect(offered).not.toHaveProperty("because");
    // Eve is signed in under another address than the one that was asked: she sees whom the link was meant for.
    expect(offered).toMatchObject({ sentTo: "new@partner.example" });
    expect((await steps.accept(eve.user, proposalId, invited, eve.organisation)).status).toBe(200);
    expect(await placeOf("p002")).toMatchObject({
      state: "joined",
      partner: { name: "Étoile Numérique", pic: eve.pic, country: "BE" },
    });
    expect(await typesOf(invited.id)).toEqual(["PartnerInvited", "PartnerJoined"]);
    expect(await typesOf(proposalId)).toEqual(["ProposalDrafted", "ConsortiumJoined"]);
    expect(await api.send("GET", link, { as: eve.user })).toMatchObject({ status: 404 });
    expect((await api.send("GET", "/v1/proposals", { as: eve.user })).body["proposals"]).toHaveLength(1);
  });

  test("is done once for one key", async () => {
    const ask = {
      as: ann.user,
      key: "invite-once-only",
      body: { role: "partner", language: "nl", organisation: bob.organisation },
    };
    const [first, second] = [
      await api.send("POST", at("/memberships"), ask),
      await api.send("POST", at("/memberships"), ask),
    ];
    expect([first.status, second.body]).toEqual([201, first.body]);
  });

  test.each([
    ["no address for one that is not registered", { name: "New", country: "BE" }, 422, "InvitationIncomplete"],
    ["no name", { mail: "a@b.example", country: "BE" }, 422, "InvitationIncomplete"],
    [
      "an organisation that is not registered",
      { organisation: anOrganisation("unknown") },
      404,
      "OrganisationNotFound",
    ],
    ["a place that nobody described", { slot: "p009", mail: "a@b.example" }, 404, "PartnerNotFound"],
  ])("is refused for %s", async (_, body, status, code) => {
    const asked = { role: "partner", language: "en", ...body };
    expect(await api.send("POST", at("/memberships"), { as: ann.user, body: asked })).toMatchObject({
      status,
      body: { code },
    });
  });

  test("is refused for one that is asked already, for the coordinator itself, and after the deadline", async () => {
    await steps.invite(ann.user, proposalId, { organisation: bob.organisation });
    const ask = (organisation: string, over: object = {}) =>
      api.send("POST", at("/memberships"), {
        as: ann.user,
        body: { role: "partner", language: "en", organisation },
        ...over,
      });
    expect(await ask(bob.organisation)).toMatchObject({
      status: 409,
      body: { code: "OrganisationTakesPart", slot: "p002" },
    });
    expect(await ask(ann.organisation)).toMatchObject({ status: 409, body: { slot: "p001" } });
    expect(await ask(eve.organisation, { at: justLate })).toMatchObject({ status: 409, body: { code: "CallClosed" } });
  });

  test("of two organisations at once gives each a place of its own, or asks to send again", async () => {
    const ask = (organisation: string) =>
      api.send("POST", at("/memberships"), { as: ann.user, body: { role: "partner", language: "en", organisation } });
    const replies = await Promise.all([ask(bob.organisation), ask(eve.organisation)]);
    expect(replies.map(({ status }) => status).toSorted(ascending)[0]).toBe(201);
    const { places } = await consortium();
    expect(places).toHaveLength(1 + replies.filter(({ status }) => status === 201).length);
  });
});

describe("answering an invitation into a consortium", () => {
  const decline = (as: UserId, id: string, token: string) =>
    api.send("POST", at(`/memberships/${id}/refusal`), { as, ifMatch: 1, body: { token } });

  test("with no tells the coordinator, uses up the link and forgets the address", async () => {
    const invited = await steps.invite(ann.user, proposalId, { mail: "no@partner.example", name: "No", country: "BE" });
    expect((await decline(eve.user, invited.id, invited.token)).status).toBe(200);
    const place = await placeOf("p002");
    expect(place).toMatchObject({ state: "declined" });
    expect(JSON.stringify(place)).not.toContain("no@partner.example");
    expect(await steps.accept(eve.user, proposalId, invited, eve.organisation)).toMatchObject({ status: 404 });
  });

  test("is not found without the link, with another one, and for another proposal", async () => {
    const invited = await steps.invite(ann.user, proposalId, {
      mail: "x@partner.example",
      name: "Xylo",
      country: "BE",
    });
    const stranger = { ...invited, token: "a".repeat(22) };
    expect(await steps.accept(eve.user, proposalId, { ...invited, token: "" }, eve.organisation)).toMatchObject({
      status: 404,
      body: { code: "MembershipNotFound" },
    });
    expect(await steps.accept(eve.user, proposalId, stranger, eve.organisation)).toMatchObject({ status: 404 });
    const other = await thread.draftProposal(ann, callId);
    expect(await steps.accept(eve.user, other, invited, eve.organisation)).toMatchObject({ status: 404 });
  });

  test("is refused for somebody else's organisation, after thirty days, to oneself, and after the deadline", async () => {
    const invited = await steps.invite(ann.user, proposalId, {
      mail: "x@partner.example",
      name: "Xylo",
      country: "BE",
    });
    const answer = (as: UserId, organisation: string, over: object = {}) =>
      steps.accept(as, proposalId, invited, organisation, over);
    expect(await answer(eve.user, bob.organisation)).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
    expect(await answer(ann.user, ann.organisation)).toMatchObject({ status: 409, body: { code: "InvitedOneself" } });
    expect(await answer(eve.user, eve.organisation, { at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed" },
    });
    const early = {
      as: ann.user,
      at: "2026-12-02T09:00:00.000Z",
      body: { role: "partner", language: "en", organisation: bob.organisation },
    };
    const { membership } = (await api.send("POST", at("/memberships"), early)).body;
    const path = at(`/memberships/${Object(membership).id}/acceptance`);
    const answered = (instant: string) =>
      api.send("POST", path, { as: bob.user, at: instant, ifMatch: 1, body: { organisation: bob.organisation } });
    expect(await answered("2027-01-01T09:00:00.001Z")).toMatchObject({
      status: 409,
      body: { code: "InvitationExpired" },
    });
    expect(await answered("2027-01-01T09:00:00.000Z")).toMatchObject({ status: 200 });
  });

  test("is refused for another organisation than the one that is asked", async () => {
    const both = await api.person("works for both", [
      { role: "applicant", organisation: bob.organisation },
      { role: "applicant", organisation: eve.organisation },
    ]);
    const invited = await steps.invite(ann.user, proposalId, { organisation: bob.organisation });
    expect(await steps.accept(both, proposalId, invited, eve.organisation)).toMatchObject({
      status: 422,
      body: { code: "AnotherOrganisationInvited" },
    });
  });

  test("at the same instant twice: one joins", async () => {
    const invited = await steps.invite(ann.user, proposalId, {
      mail: "x@partner.example",
      name: "Xylo",
      country: "BE",
    });
    const replies = await Promise.all(
      [1, 2, 3].map(() => steps.accept(eve.user, proposalId, invited, eve.organisation)),
    );
    expect(replies.map(({ status }) => status).toSorted(ascending)[0]).toBe(200);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await typesOf(invited.id)).toEqual(["PartnerInvited", "PartnerJoined"]);
  });

  test("is possible with the newest link alone, and with none once it is taken back", async () => {
    const invited = await steps.invite(ann.user, proposalId, {
      mail: "x@partner.example",
      name: "Xylo",
      country: "BE",
    });
    const step = (name: string, ifMatch: number) =>
      api.send("POST", at(`/memberships/${invited.id}/${name}`), { as: ann.user, ifMatch });
    expect((await step("resending", 1)).status).toBe(200);
    expect(await steps.accept(eve.user, proposalId, invited, eve.organisation, { ifMatch: 2 })).toMatchObject({
      status: 404,
    });
    const newest = tokenIn(api);
    expect(newest).not.toBe(invited.token);
    expect((await step("withdrawal", 2)).status).toBe(200);
    expect(
      await steps.accept(eve.user, proposalId, { ...invited, token: newest }, eve.organisation, { ifMatch: 3 }),
    ).toMatchObject({ status: 404 });
    expect(await step("resending", 3)).toMatchObject({
      status: 409,
      body: { code: "MembershipClosed", state: "withdrawn" },
    });
    expect(await placeOf("p002")).toMatchObject({ state: "withdrawn" });
  });
});

describe("writing together", () => {
  test("a partner writes its own parts, what it is let, and nothing else; a viewer nothing", async () => {
    const joined = await steps.join(ann.user, proposalId, bob);
    expect((await save(bob.user, "budget.p002", aBudget("p002"))).status).toBe(200);
    expect(await save(bob.user, "general", { kind: "general", acronym: "X", title: "", abstract: "" })).toMatchObject({
      status: 403,
      body: { code: "PartNotYours", because: "COORDINATOR_ONLY" },
    });
    expect(await save(bob.user, "budget.p001", aBudget("p001"))).toMatchObject({
      body: { because: "ANOTHER_PARTNER" },
    });
    expect(await save(bob.user, "text.impact", aText("impact"))).toMatchObject({ body: { because: "NOT_GRANTED" } });
    expect((await api.send("GET", at(""), { as: bob.user })).body).toMatchObject({
      me: { role: "partner", slot: "p002" },
      readOnly: expect.arrayContaining([{ path: "text.impact", because: "NOT_GRANTED" }]),
    });
    const rights = (body: object, ifMatch: number, as = ann.user) =>
      api.send("PUT", at(`/memberships/${joined.id}/rights`), { as, ifMatch, body });
    expect(await rights({ role: "partner", writes: ["text.impact"] }, 2, bob.user)).toMatchObject({
      status: 403,
      body: { code: "CoordinatorOnly" },
    });
    expect((await rights({ role: "partner", writes: ["text.impact"] }, 2)).status).toBe(200);
    expect((await save(bob.user, "text.impact", aText("impact"))).status).toBe(200);
    expect((await rights({ role: "viewer", writes: [] }, 3)).status).toBe(200);
    expect(await save(bob.user, "budget.p002", aBudget("p002"), 1)).toMatchObject({
      status: 403,
      body: { because: "VIEWER" },
    });
    expect(await rights({ role: "viewer", writes: [] }, 2)).toMatchObject({ status: 412 });
  });

  test("two people in different parts never conflict", async () => {
    await steps.join(ann.user, proposalId, bob);
    const replies = await Promise.all([
      save(ann.user, "budget.p001", aBudget("p001")),
      save(bob.user, "budget.p002", aBudget("p002")),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("what all agree on is the coordinator's: a partner neither freezes, submits, removes nor invites others", async () => {
    const { documentSha256, version } = await written();
    const ask = { as: bob.user, ifMatch: version };
    const refused = { status: 403, body: { code: "CoordinatorOnly" } };
    expect(await api.send("POST", at("/freeze"), ask)).toMatchObject(refused);
    expect(await api.send("POST", at("/submission"), { ...ask, body: { documentSha256 } })).toMatchObject(refused);
    expect(await api.send("POST", at("/partners/p002/removal"), ask)).toMatchObject(refused);
    const other = { role: "partner", language: "en", organisation: eve.organisation };
    expect(await api.send("POST", at("/memberships"), { as: bob.user, body: other })).toMatchObject(refused);
    const colleague = { slot: "p002", role: "viewer", language: "en", mail: "colleague@ghent.example" };
    expect((await api.send("POST", at("/memberships"), { as: bob.user, body: colleague })).status).toBe(201);
  });

  test("a partner answers for itself: nobody declares for it", async () => {
    await steps.join(ann.user, proposalId, bob);
    const body = {
      kind: "declaration",
      declaration: "standing",
      edition: "2026-1",
      slot: "p002",
      answers: { ngo: { answer: "no" } },
    };
    expect(await save(ann.user, "declaration.standing.p002", body)).toMatchObject({
      status: 403,
      body: { because: "PARTNER_ANSWERS_ITSELF" },
    });
    expect((await save(bob.user, "declaration.standing.p002", body)).status).toBe(200);
    const { slot: _slot, ...misplaced } = body;
    expect(await save(ann.user, "declaration.ethics", misplaced)).toMatchObject({
      status: 422,
      body: { code: "DeclarationMisplaced" },
    });
    const stray = { ...body, answers: { horoscope: { answer: "yes" } } };
    expect(await save(bob.user, "declaration.standing.p002", stray, 1)).toMatchObject({
      status: 422,
      body: { code: "AnswerNotAsked" },
    });
  });
});

describe("signing off", () => {
  test("is of the frozen document, seen by all, and over with the next one", async () => {
    const { documentSha256, version } = await written();
    expect((await signOff(bob.user, documentSha256)).status).toBe(200);
    expect(await placeOf("p002")).toMatchObject({ signOff: "signed" });
    expect(await signOff(bob.user, documentSha256)).toMatchObject({ status: 409, body: { code: "AlreadySignedOff" } });
    await save(bob.user, "budget.p002", aBudget("p002", { categoriesCents: { A: 20_000_00 } }), 1);
    const next = await thread.freezeProposal(ann.user, proposalId, version);
    expect(await placeOf("p002")).toMatchObject({ signOff: "outdated" });
    expect(await signOff(bob.user, documentSha256)).toMatchObject({ status: 409, body: { code: "AlreadySignedOff" } });
    expect((await signOff(bob.user, next.documentSha256)).status).toBe(200);
  });

  test("with one key is one sign-off", async () => {
    const { documentSha256 } = await written();
    const [first, second] = [1, 2].map(() => signOff(bob.user, documentSha256, { key: "sign-off-once" }));
    expect((await first)?.status).toBe(200);
    expect((await second)?.body).toEqual((await first)?.body);
  });

  test("is refused to the coordinator, of a document that is not frozen, and after the deadline", async () => {
    await steps.join(ann.user, proposalId, bob);
    expect(await signOff(bob.user, "0".repeat(64))).toMatchObject({ status: 409, body: { code: "ProposalNotFrozen" } });
    expect(await signOff(ann.user, "0".repeat(64))).toMatchObject({ status: 403, body: { code: "PartnerOnly" } });
    expect(await signOff(bob.user, "0".repeat(64), { at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed" },
    });
    expect(await signOff(eve.user, "0".repeat(64))).toMatchObject({ status: 404, body: { code: "ProposalNotFound" } });
  });

  test("and a new freeze at the same instant: what is signed is what was frozen then, or nothing", async () => {
    const { documentSha256, version } = await written();
    await save(ann.user, "text.impact", aText("impact", { text: "Written on." }), 1);
    const [signed, frozen] = await Promise.all([
      signOff(bob.user, documentSha256),
      api.send("POST", at("/freeze"), { as: ann.user, ifMatch: version }),
    ]);
    expect(frozen.status).toBe(200);
    expect([200, 409]).toContain(signed.status);
    expect(await placeOf("p002")).toMatchObject({ signOff: signed.status === 200 ? "outdated" : "missing" });
  });

  test("keeps a proposal from being submitted only where the call says so (ELG-06)", async () => {
    const strict = await thread.publishCall({ reference: "SIGN-OFF-REQUIRED", partnerSignOff: "required" });
    proposalId = await thread.draftProposal(ann, strict);
    const { documentSha256, version } = await written();
    const submit = () =>
      api.send("POST", at("/submission"), { as: ann.user, ifMatch: version, body: { documentSha256 } });
    expect(await submit()).toMatchObject({ status: 409, body: { code: "SignOffsMissing", slots: ["p002"] } });
    const { body } = await api.send("GET", at(""), { as: ann.user });
    expect(body["allowedActions"]).toContainEqual({
      action: "submitProposal",
      allowed: false,
      because: "SignOffsMissing",
    });
    await signOff(bob.user, documentSha256);
    expect(await submit()).toMatchObject({ status: 200 });
  });

  test("is shown and blocks nothing where the call does not ask for it (ELG-06)", async () => {
    const { documentSha256, version } = await written();
    expect(await placeOf("p002")).toMatchObject({ signOff: "missing" });
    expect(
      await api.send("POST", at("/submission"), { as: ann.user, ifMatch: version, body: { documentSha256 } }),
    ).toMatchObject({ status: 200 });
  });
});

describe("leaving a consortium, and being taken out of it", () => {
  test("clears the frozen document; who signed it off is a member no more", async () => {
    const { documentSha256, version } = await written();
    await signOff(bob.user, documentSha256);
    expect((await api.send("POST", at("/partners/p002/removal"), { as: ann.user, ifMatch: version })).status).toBe(200);
    expect(await api.send("GET", at(""), { as: bob.user })).toMatchObject({ status: 404 });
    const { body } = await api.send("GET", at(""), { as: ann.user });
    expect(body).toMatchObject({ version: version + 1, proposal: { state: "writing" } });
    expect(JSON.stringify(body["parts"])).not.toContain("p002");
    expect(
      await api.send("POST", at("/submission"), { as: ann.user, ifMatch: version + 1, body: { documentSha256 } }),
    ).toMatchObject({
      status: 409,
      body: { code: "ProposalNotFrozen" },
    });
    const { places } = await consortium();
    expect(places).toHaveLength(1);
  });

  /** What a partner can say of itself and its money; the costs of twenty work packages are the most that a place has. */
  const packages = Array.from({ length: 20 }, (_, place) => `w${String(place + 1).padStart(2, "0")}`);
  const says = { kind: "declaration", edition: "2026-1", slot: "p002", answers: {} };
  const everything = (): readonly (readonly [string, object])[] => [
    ["budget.p002", aBudget("p002")],
    ...packages.map((number) => [`costs.p002.${number}`, aCosts("p002", number, aLine({}))] as const),
    ...["exclusion", "ownership", "standing"].map(
      (declaration) => [`declaration.${declaration}.p002`, { ...says, declaration }] as const,
    ),
  ];
  const saveAll = async () => {
    const saved = await Promise.all(everything().map(([path, body]) => save(bob.user, path, body)));
    expect(saved.map(({ status }) => status)).toEqual(everything().map(() => 200));
  };
  const removeBob = (ifMatch: number) => api.send("POST", at("/partners/p002/removal"), { as: ann.user, ifMatch });
  const left = async () =>
    JSON.stringify((await api.send("GET", at(""), { as: ann.user })).body["parts"]).match(/p002/gu) ?? [];
  const stores = () => ({
    proposals: createProposalStore({
      db: database.db,
      cursors: createCursorSeal("x".repeat(32)),
      now: () => Instant.parse(whileOpen),
    }),
    consortium: createConsortiumStore(database.db),
  });
  const commandOf = (caller: UserId, key: string): Command => ({
    ...aCommand({ key: `${key} ${proposalId}`, at: Instant.parse(whileOpen) }),
    caller,
  });

  test("takes all twenty-five parts that a place can have with it", async () => {
    await steps.join(ann.user, proposalId, bob);
    await saveAll();
    expect((await removeBob(await versionNow())).status).toBe(200);
    expect(await left()).toEqual([]);
  });

  test("takes with it what its people save between the reading and the writing of the removal", async () => {
    await steps.join(ann.user, proposalId, bob);
    const expectedVersion = await versionNow();
    const { proposals, consortium: store } = stores();
    const overtaken: ConsortiumStore = {
      ...store,
      commitStep: async (...step) => {
        await saveAll();
        return store.commitStep(...step);
      },
    };
    const command = commandOf(ann.user, "remove while they write");
    const asked = { proposalId: ProposalId.parse(proposalId), slot: "p002", expectedVersion, command };
    expect((await removePartner({ proposals, consortium: overtaken }, asked)).ok).toBe(true);
    expect(await left()).toEqual([]);
  });

  test("leaves nothing behind that its people send off before it and that arrives after it", async () => {
    await steps.join(ann.user, proposalId, bob);
    const { proposals: store } = stores();
    const proposals: ProposalStore = {
      ...store,
      savePart: async (...asked) => {
        expect((await removeBob(await versionNow())).status).toBe(200);
        return store.savePart(...asked);
      },
    };
    const content = BudgetPart.parse(aBudget("p002"));
    const path = PartPath.parse("budget.p002");
    const asked = { proposalId: ProposalId.parse(proposalId), path, content, expectedVersion: 0 };
    const saved = await savePart({ proposals }, { save: asked, command: commandOf(bob.user, "save late") });
    expect(saved).toMatchObject({ ok: false, error: { kind: "Busy" } });
    expect(await left()).toEqual([]);
    expect(await save(bob.user, "budget.p002", content)).toMatchObject({ status: 404 });
  });

  test("leaves nothing behind of a workbook that is taken over at the same time, and says so", async () => {
    await steps.join(ann.user, proposalId, bob);
    const { proposals: store } = stores();
    const proposals: ProposalStore = {
      ...store,
      saveParts: async (...asked) => {
        expect((await removeBob(await versionNow())).status).toBe(200);
        return store.saveParts(...asked);
      },
    };
    const changes = packages.map((number) => ({
      content: CostsPart.parse(aCosts("p002", number, aLine({}))),
      expectedVersion: 0,
    }));
    const asked = { proposalId: ProposalId.parse(proposalId), changes };
    const taken = await importBudget({ proposals }, { ...asked, command: commandOf(ann.user, "import late") });
    expect(taken).toMatchObject({ ok: false, error: { kind: "Busy" } });
    expect(await left()).toEqual([]);
    const again = await importBudget({ proposals: store }, { ...asked, command: commandOf(ann.user, "import again") });
    expect(again).toEqual({ ok: false, error: { kind: "PartnerNotFound", slot: "p002" } });
    expect(await left()).toEqual([]);
  });

  test("leaves what is submitted as it is, until another document is", async () => {
    const { documentSha256, version } = await written();
    await api.send("POST", at("/submission"), { as: ann.user, ifMatch: version, body: { documentSha256 } });
    await api.send("POST", at("/partners/p002/removal"), { as: ann.user, ifMatch: version + 1 });
    const { proposal } = (await api.send("GET", at(""), { as: ann.user })).body;
    expect(proposal).toMatchObject({ state: "submitted", submitted: { sha256: documentSha256 } });
    expect(proposal).not.toHaveProperty("frozen");
  });

  test("and a submission at the same instant: one of the two comes whole, the other is stale", async () => {
    const { documentSha256, version } = await written();
    const replies = await Promise.all([
      api.send("POST", at("/partners/p002/removal"), { as: ann.user, ifMatch: version }),
      api.send("POST", at("/submission"), { as: ann.user, ifMatch: version, body: { documentSha256 } }),
    ]);
    expect(replies.map(({ status }) => status).toSorted(ascending)).toEqual([200, 412]);
  });

  test("is a person's own choice: with the last one the organisation is out, and its parts stay", async () => {
    const { joined, version } = await written();
    expect(
      (await api.send("POST", at(`/memberships/${joined.id}/end`), { as: bob.user, ifMatch: joined.version })).status,
    ).toBe(200);
    expect(await placeOf("p002")).toMatchObject({ state: "left", partner: { pic: "912345678" } });
    expect(await versionNow()).toBe(version + 1);
    expect(await typesOf(joined.id)).toEqual(["PartnerInvited", "PartnerJoined", "MemberLeft"]);
  });

  test("is refused for the coordinator, for who is not there, and for another's colleague", async () => {
    const joined = await steps.join(ann.user, proposalId, bob);
    const other = await steps.join(ann.user, proposalId, eve);
    const version = await versionNow();
    const remove = (slot: string) =>
      api.send("POST", at(`/partners/${slot}/removal`), { as: ann.user, ifMatch: version });
    expect(await remove("p001")).toMatchObject({ status: 404, body: { code: "PartnerNotFound" } });
    expect(await remove("p009")).toMatchObject({ status: 404 });
    const end = (id: string) => api.send("POST", at(`/memberships/${id}/end`), { as: bob.user, ifMatch: 2 });
    expect(await end(other.id)).toMatchObject({ status: 403, body: { code: "CoordinatorOnly" } });
    expect((await end(joined.id)).status).toBe(200);
  });
});

describe("the checklist of a consortium", () => {
  test("is the rule of its call, live, and a freeze refuses the same lines (HSC-06, DEP-02)", async () => {
    const rule = { partnersMin: 3, countriesMin: 2, memberStatesMin: 1, countries: ["BE", "NL", "IE"] };
    proposalId = await thread.draftProposal(
      ann,
      await thread.publishCall({ reference: "CONSORTIUM-RULE", consortiumRule: rule }),
    );
    await thread.writeProposal(ann.user, proposalId);
    await save(ann.user, "partner.p002", aPartner("p002", { country: "US" }));
    const { shortcomings } = (await api.send("GET", at(""), { as: ann.user })).body;
    expect(shortcomings).toEqual(
      expect.arrayContaining([
        { code: "TOO_FEW_PARTNERS", path: "consortium", there: 1, limit: 3 },
        { code: "TOO_FEW_COUNTRIES", path: "consortium", there: 1, limit: 2 },
        { code: "COUNTRY_NOT_ELIGIBLE", path: "partner.p002", country: "US" },
      ]),
    );
    expect(await api.send("POST", at("/freeze"), { as: ann.user, ifMatch: 1 })).toMatchObject({
      status: 422,
      body: { shortcomings },
    });
  });

  test("asks for what the call has declared, of each partner (ELG-04)", async () => {
    const asking = await thread.publishCall({ reference: "DECLARATIONS", declarations: ["ethics", "exclusion"] });
    proposalId = await thread.draftProposal(ann, asking);
    await thread.writeProposal(ann.user, proposalId);
    const lacks = async () => (await api.send("GET", at(""), { as: ann.user })).body["shortcomings"];
    expect(await lacks()).toEqual([
      { code: "DECLARATION_MISSING", path: "declaration.ethics" },
      { code: "DECLARATION_MISSING", path: "declaration.exclusion.p001" },
    ]);
    await save(ann.user, "declaration.ethics", {
      kind: "declaration",
      declaration: "ethics",
      edition: "2026-1",
      answers: { humans: { answer: "yes" } },
    });
    expect(await lacks()).toContainEqual({ code: "DECLARATION_INCOMPLETE", path: "declaration.ethics", count: 5 });
  });
});

describe("copying an earlier proposal", () => {
  test("takes over what is written, never what is signed or declared, and says what was lost", async () => {
    await written();
    const national = { national: { funder: "BE", requestedCents: 1_000_00 } };
    await save(ann.user, "budget.p001", aBudget("p001", national), 1);
    await save(ann.user, "declaration.ethics", {
      kind: "declaration",
      declaration: "ethics",
      edition: "2026-1",
      answers: {},
    });
    const copy = await api.send("POST", at("/copies"), {
      as: ann.user,
      body: { callId, topicId: "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH" },
    });
    expect(copy).toMatchObject({ status: 201, body: { proposal: { state: "writing" } } });
    expect(copy.body["notCarried"]).toEqual(
      expect.arrayContaining([
        { path: "budget.p001", because: "NO_JOINT_ACTION" },
        { path: "declaration.ethics", because: "DECLARED_ANEW" },
        { path: "partner.p002", because: "INVITED_ANEW" },
      ]),
    );
    const { id } = Object(copy.body["proposal"]);
    const draft = (await api.send("GET", `/v1/proposals/${id}`, { as: ann.user })).body;
    expect(draft["shortcomings"]).toEqual([]);
    expect(await api.send("GET", `/v1/proposals/${id}`, { as: bob.user })).toMatchObject({ status: 404 });
  });
});

describe("comparing versions", () => {
  test("names each field that differs, amounts with their difference and texts by words", async () => {
    const { version, documentSha256 } = await written();
    await save(
      ann.user,
      "text.impact",
      aText("impact", { text: "Why the proposal now does very well on impact, for all of us." }),
      1,
    );
    await save(bob.user, "budget.p002", aBudget("p002", { categoriesCents: { A: 12_500_00 } }), 1);
    await thread.freezeProposal(ann.user, proposalId, version);
    const { changes, from } = (await api.send("GET", at("/comparison"), { as: bob.user })).body;
    expect(from).toBe(documentSha256);
    expect(changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: "budget.p002",
          field: "categoriesCents.A",
          before: "1000000",
          after: "1250000",
          differenceCents: 250_000,
        }),
        expect.objectContaining({
          path: "text.impact",
          words: expect.arrayContaining([{ kind: "added", text: " now" }]),
        }),
      ]),
    );
    expect(await api.send("GET", at(`/comparison?from=${"0".repeat(64)}`), { as: bob.user })).toMatchObject({
      status: 404,
      body: { code: "DocumentNotFound" },
    });
    expect(await api.send("GET", at("/comparison"), { as: eve.user })).toMatchObject({
      status: 404,
      body: { code: "ProposalNotFound" },
    });
  });
});
