import type { RoleGrant } from "@grants/core/access/rights";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { anOrganisation, nch, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { problem } from "../support/refusal.ts";
import { aLegalEntity } from "../support/payee.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let administrator: UserId;
let hubAdministrator: UserId;
const hub = anOrganisation("hub of people");
const lab = anOrganisation("lab of people");

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  administrator = await api.person("platform administrator", [{ role: "administrator" }]);
  hubAdministrator = await api.person("hub administrator", [administers(hub)]);
});
afterAll(() => database.stop());

const administers = (organisation: OrganisationId): RoleGrant => ({ role: "organisationAdministrator", organisation });
const GrantReply = z.object({
  version: z.int(),
  grant: z.object({ id: z.string(), user: z.string(), state: z.string() }),
});
const InvitationReply = z.object({ version: z.int(), invitation: z.object({ id: z.string(), state: z.string() }) });
const MeReply = z.object({
  roles: z.array(z.string()),
  grants: z.array(z.looseObject({ id: z.string().optional(), role: z.string() })),
  organisations: z.array(z.object({ id: z.string(), name: z.string().optional() })),
});

const must = async (method: string, path: string, ask: Ask) => {
  const reply = await api.send(method, path, ask);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
};
const card = (as: UserId, body: object, ifMatch: number, more: Ask = {}) =>
  api.send("PUT", "/v1/people/me", { as, ifMatch, body, ...more });
const grant = (as: UserId, body: object, more: Ask = {}) =>
  api.send("POST", "/v1/people/grants", { as, body, ...more });
const granted = async (as: UserId, body: object) => GrantReply.parse((await grant(as, body)).body);
const end = (as: UserId, id: string, more: Ask = {}) =>
  api.send("POST", `/v1/people/grants/${id}/end`, { as, ifMatch: 1, ...more });
const me = async (as: UserId, at = whileOpen) => MeReply.parse(await must("GET", "/v1/people/me", { as, at }));
const invite = (as: UserId, organisation: OrganisationId, over: object = {}) =>
  must("POST", "/v1/people/invitations", {
    as,
    body: { mail: "ada@example.eu", language: "en", role: "applicant", organisation, ...over },
  }).then((body) => InvitationReply.parse(body));
/** The secret of the link in the last mail. */
const lastLink = (): string => /\/invitations\/([\w-]{22})/.exec(api.mails.at(-1)?.text ?? "")?.[1] ?? "no link";
const answer = (as: UserId, how: "acceptance" | "refusal", token = lastLink(), more: Ask = {}) =>
  api.send("POST", `/v1/people/invitation-links/${token}/${how}`, { as, ifMatch: 1, ...more });
const twin = (key: { pk: string; sk: string }) => getOne(database.db, "people", key);
const dueDay = (as: UserId, at = whileOpen) =>
  api.send("GET", "/v1/treasury/due/2027-02-01", { as, at }).then(({ status }) => status);

describe("granting a role", () => {
  test("holds from the next request on, is listed, and ends at once", async () => {
    const paula = await api.person("Paula", []);
    expect(await me(paula)).toMatchObject({ roles: [], grants: [] });
    const body = { user: paula, role: "applicant", organisation: hub };
    const made = await granted(hubAdministrator, body);
    expect(await me(paula)).toMatchObject({ roles: ["applicant"], organisations: [{ id: hub }] });
    const review = await must("GET", `/v1/people/grants?organisation=${hub}`, { as: hubAdministrator });
    expect(review["grants"]).toContainEqual(expect.objectContaining({ id: made.grant.id, user: paula }));
    expect(await end(hubAdministrator, made.grant.id)).toMatchObject({
      status: 200,
      body: { grant: { state: "ended" } },
    });
    expect(await me(paula)).toMatchObject({ roles: [], grants: [] });
    expect(await twin(keys.grantByOrganisation(hub, made.grant.id))).toBeNull();
    expect(await twin(keys.grantByRole("applicant", made.grant.id))).toBeNull();
    expect(await auditBodies(database.db, made.grant.id)).toMatchObject([
      { type: "RoleGranted", actor: hubAdministrator, role: "organisationAdministrator", facts: { user: paula } },
      { type: "RoleEnded", actor: hubAdministrator, facts: { endedBy: hubAdministrator } },
    ]);
  });

  test.each([
    ["to oneself", () => ({ user: hubAdministrator, role: "applicant", organisation: hub }), 403, "GrantToOneself"],
    ["of the Centre's staff", (user: UserId) => ({ user, role: "verifier" }), 403, "NotAllowed"],
    ["of another organisation", (user: UserId) => ({ user, role: "applicant", organisation: lab }), 403, "NotAllowed"],
    [
      "that the platform's administrator gives",
      (user: UserId) => ({ user, role: "nccOfficer", organisation: hub }),
      403,
      "RoleNotGrantable",
    ],
    ["that nobody has", (user: UserId) => ({ user, role: "system", organisation: hub }), 403, "RoleNotGrantable"],
    [
      "that is over already",
      (user: UserId) => ({ user, role: "applicant", organisation: hub, validTo: "2027-01-09" }),
      422,
      "GrantIncomplete",
    ],
  ])("is refused to an organisation's administrator for a role %s", async (_, body, status, code) => {
    const user = await api.person("Somebody", []);
    expect(await grant(hubAdministrator, body(user))).toMatchObject(problem(status, code));
    expect(await me(user)).toMatchObject({ grants: [] });
  });

  test("is refused where authorising and paying would meet in one person (SOD-01)", async () => {
    const officer = await api.person("Odile Officer", []);
    await granted(administrator, { user: officer, role: "authorisingOfficer" });
    expect(await grant(administrator, { user: officer, role: "accountingOfficer" })).toMatchObject(
      problem(409, "RolesExclusive", { roles: ["authorisingOfficer", "accountingOfficer"] }),
    );
  });

  test("is refused for a third member of the Board, and taken once one of the two has ended (VOTE-04)", async () => {
    const user = await api.person("Rosa Representative", []);
    const of = (funder: string, over: object = {}) => ({ user, role: "boardMember", funder, ...over });
    await granted(administrator, of("BE"));
    await granted(administrator, of("NL", { validTo: "2027-06-30" }));
    expect(await grant(administrator, of("LU"))).toMatchObject(
      problem(409, "RepresentsTwoMembers", { members: ["BE", "NL"] }),
    );
    const later = { at: "2027-06-30T22:00:00.000Z" };
    expect(await grant(administrator, of("LU"), later)).toMatchObject({ status: 201 });
  });

  test("is done once for one key, and answers the second time as the first", async () => {
    const user = await api.person("Twice", []);
    const body = { user, role: "verifier" };
    const first = await grant(administrator, body, { key: "once-and-again" });
    const again = await grant(administrator, body, { key: "once-and-again" });
    expect(again.body).toEqual(first.body);
    expect(await me(user)).toMatchObject({ roles: ["verifier"], grants: [{}] });
  });

  test("holds from its first day to its last one, in Brussels", async () => {
    const user = await api.person("For a while", []);
    await granted(administrator, { user, role: "accountingOfficer", validFrom: "2027-01-20", validTo: "2027-01-22" });
    const instants = [
      "2027-01-19T22:59:59.999Z",
      "2027-01-19T23:00:00.000Z",
      "2027-01-22T22:59:59.999Z",
      "2027-01-22T23:00:00.000Z",
    ];
    const answers = await Promise.all(instants.map((at) => dueDay(user, at)));
    expect(answers).toEqual([403, 200, 200, 403]);
    const soon = await must("GET", "/v1/people/grants?endingWithinDays=12", { as: administrator });
    const later = await must("GET", "/v1/people/grants?endingWithinDays=11", { as: administrator });
    expect(soon["grants"]).toContainEqual(expect.objectContaining({ user }));
    expect(later["grants"]).not.toContainEqual(expect.objectContaining({ user }));
  });

  test("answers who can pay, by one key", async () => {
    const { body } = await api.send("GET", "/v1/people/grants?role=accountingOfficer", { as: administrator });
    const Roles = z.object({ grants: z.array(z.object({ role: z.string() })) });
    expect(new Set(Roles.parse(body).grants.map(({ role }) => role))).toEqual(new Set(["accountingOfficer"]));
    const unclear = await api.send("GET", "/v1/people/grants", { as: administrator });
    expect(unclear).toMatchObject(problem(400, "ReviewUnclear"));
  });
});

describe("the last administrator of the platform", () => {
  const appointed = async (name: string) => {
    const user = await api.person(name, []);
    const { grant: made } = await granted(administrator, { user, role: "administrator" });
    return { user, id: made.id };
  };
  const giveUp = ({ user, id }: { readonly user: UserId; readonly id: string }) =>
    api.send("POST", `/v1/people/me/grants/${id}/end`, { as: user, ifMatch: 1 });

  test("stays, however the others leave: one after the other, or two at once", async () => {
    const [ada, ben, cleo] = [await appointed("Ada"), await appointed("Ben"), await appointed("Cleo")];
    expect((await giveUp(ada)).status).toBe(200);
    const both = await Promise.all([giveUp(ben), giveUp(cleo)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const [last] = (await Promise.all([ben, cleo].map(async (one) => ({ ...one, ...(await me(one.user)) })))).filter(
      ({ roles }) => roles.includes("administrator"),
    );
    const refused = await giveUp({ user: last?.user ?? ada.user, id: last?.id ?? "none" });
    expect(refused).toMatchObject(problem(409, "LastAdministrator"));
    expect(await end(administrator, last?.id ?? "none")).toMatchObject(problem(409, "LastAdministrator"));
    expect((await me(last?.user ?? ada.user)).roles).toEqual(["administrator"]);
  });
});

describe("the first administrator of an organisation", () => {
  test("is whoever registered it, from its validation on", async () => {
    const organisation = anOrganisation("new organisation");
    const founder = await api.person("Founder", [{ role: "applicant", organisation }]);
    const verifier = await api.person("Validating verifier", [{ role: "verifier" }]);
    const body = { organisationId: organisation, legalEntity: aLegalEntity(organisation, { name: "New House" }) };
    await must("POST", "/v1/registry/organisations", { as: founder, body });
    expect((await me(founder)).roles).toEqual(["applicant"]);
    await must("POST", `/v1/registry/organisations/${organisation}/validation`, { as: verifier, ifMatch: 1 });
    expect(await me(founder)).toMatchObject({
      roles: ["applicant", "organisationAdministrator"],
      organisations: [{ id: organisation, name: "New House" }],
    });
    const colleague = await api.person("Colleague", []);
    expect((await grant(founder, { user: colleague, role: "applicant", organisation })).status).toBe(201);
  });
});

describe("acting for somebody else", () => {
  const staff = async (name: string) => {
    const user = await api.person(name, []);
    const made = await granted(administrator, { user, role: "accountingOfficer" });
    return { user, grantId: made.grant.id };
  };
  const delegate = (as: UserId, body: object) => api.send("POST", "/v1/people/delegations", { as, body });

  test("lasts as long as it was handed on, and ends with what it is of", async () => {
    const { user: chief, grantId } = await staff("Chief accountant");
    const stand = await api.person("Stand-in", [{ role: "projectOfficer" }]);
    const made = await delegate(chief, { grantId, to: stand, validTo: "2027-01-31" });
    expect(made.status).toBe(201);
    expect([await dueDay(stand), await dueDay(stand, "2027-02-01T09:00:00.000Z")]).toEqual([200, 403]);
    expect((await end(administrator, grantId)).status).toBe(200);
    expect([await dueDay(chief), await dueDay(stand)]).toEqual([403, 403]);
  });

  test("is taken back by whoever handed it on, and by nobody who has no part in it", async () => {
    const { user: chief, grantId } = await staff("Careful accountant");
    const stand = await api.person("Stand-in for a day", [{ role: "projectOfficer" }]);
    const made = GrantReply.parse((await delegate(chief, { grantId, to: stand, validTo: "2027-01-31" })).body);
    const path = `/v1/people/me/grants/${made.grant.id}/end`;
    const stranger = await api.person("Stranger", [{ role: "projectOfficer" }]);
    expect(await api.send("POST", path, { as: stranger, ifMatch: 1 })).toMatchObject(problem(404, "GrantNotFound"));
    expect((await api.send("POST", path, { as: chief, ifMatch: 1 })).status).toBe(200);
    expect(await dueDay(stand)).toBe(403);
  });

  test.each([
    ["beyond a year", { validTo: "2028-01-11" }, "LONGER"],
    ["in the past", { validTo: "2027-01-09" }, "OVER"],
    ["for what the role may not do", { actions: ["createCall"] }, "ACTION"],
    ["to say who may act", { actions: ["grantRole"] }, "ACTION"],
    ["with a ceiling for what has no amount", { actions: ["createRun"], ceilingCents: 1_00 }, "CEILING"],
  ])("is refused %s", async (_, over, because) => {
    const { user: chief, grantId } = await staff(`Accountant refused for ${because}`);
    const stand = await api.person("Another stand-in", [{ role: "projectOfficer" }]);
    const reply = await delegate(chief, { grantId, to: stand, validTo: "2027-01-31", ...over });
    expect(reply).toMatchObject(problem(422, "DelegationRefused", { because }));
  });

  test("is refused to somebody outside the staff, and to somebody who authorises", async () => {
    const { user: chief, grantId } = await staff("Accountant with friends");
    const outsider = await api.person("Outsider", [{ role: "applicant", organisation: hub }]);
    const terms = { grantId, validTo: "2027-01-31" };
    expect(await delegate(chief, { ...terms, to: outsider })).toMatchObject(
      problem(422, "DelegationRefused", { because: "OUTSIDE" }),
    );
    const director = await api.person("Director", [{ role: "authorisingOfficer" }]);
    expect(await delegate(chief, { ...terms, to: director })).toMatchObject(problem(409, "RolesExclusive"));
  });
});

describe("inviting somebody by mail", () => {
  test("sends a link that is used once, and forgets the address with the answer", async () => {
    const made = await invite(hubAdministrator, hub, { mail: "una@example.eu" });
    expect(api.mails.at(-1)).toMatchObject({ to: "una@example.eu", subject: "Invitation to ECCC Grants" });
    const letter = keys.openInvitation(hub, made.invitation.id);
    expect(await twin(letter)).toMatchObject({ mail: "una@example.eu" });
    const una = await api.person("Una", []);
    const token = lastLink();
    const shown = await must("GET", `/v1/people/invitation-links/${token}`, { as: una });
    expect(shown).toMatchObject({ role: "applicant", organisation: hub, allowedActions: [{ allowed: true }] });
    expect((await answer(una, "acceptance", token, { key: "first-time" })).status).toBe(200);
    expect((await answer(una, "acceptance", token, { key: "first-time" })).status).toBe(200);
    expect(await twin(letter)).toBeNull();
    const late = await api.person("Late", []);
    expect(await answer(late, "acceptance", token, { ifMatch: 2 })).toMatchObject(problem(409, "InvitationClosed"));
    const bodies = await auditBodies(database.db, made.invitation.id);
    expect(bodies).toMatchObject([
      { type: "PersonInvited", commitments: { mail: expect.any(String) } },
      { type: "InvitationAccepted", actor: una },
    ]);
    expect(JSON.stringify(bodies)).not.toContain("example.eu");
  });

  test("opens nothing with an older link, a withdrawn one, or a guessed one", async () => {
    const made = await invite(hubAdministrator, hub);
    const older = lastLink();
    const path = `/v1/people/invitations/${made.invitation.id}`;
    await must("POST", `${path}/resending`, { as: hubAdministrator, ifMatch: 1 });
    const reader = await api.person("Reader of old mail", []);
    expect(lastLink()).not.toBe(older);
    expect(await answer(reader, "acceptance", older)).toMatchObject(problem(404, "InvitationNotFound"));
    await must("POST", `${path}/withdrawal`, { as: hubAdministrator, ifMatch: 2 });
    expect(await answer(reader, "acceptance", lastLink(), { ifMatch: 3 })).toMatchObject(
      problem(409, "InvitationClosed", { state: "withdrawn" }),
    );
    expect(await answer(reader, "acceptance", "A".repeat(22))).toMatchObject(problem(404, "InvitationNotFound"));
  });

  test.each([
    ["at its last instant", "2027-02-09T09:00:00.000Z", 200],
    ["a millisecond later", "2027-02-09T09:00:00.001Z", 409],
  ])("may be accepted for thirty days: %s", async (_, at, status) => {
    await invite(hubAdministrator, hub);
    const reader = await api.person(`Reader at ${at}`, []);
    expect((await answer(reader, "acceptance", lastLink(), { at })).status).toBe(status);
  });

  test("is not answered by whoever invited, nor twice by one person", async () => {
    await invite(hubAdministrator, hub);
    expect(await answer(hubAdministrator, "acceptance")).toMatchObject(problem(409, "InvitedOneself"));
    const held = await api.person("Holds it already", [{ role: "applicant", organisation: hub }]);
    expect(await answer(held, "acceptance")).toMatchObject(problem(409, "RoleHeld"));
    expect((await answer(held, "refusal")).status).toBe(200);
  });

  test("is answered alike for an address with an account and without, and stands when the mail cannot leave", async () => {
    const [known, unknown] = await Promise.all([
      invite(hubAdministrator, hub, { mail: "known@example.eu" }),
      invite(hubAdministrator, hub, { mail: "unknown@example.eu" }),
    ]);
    expect(Object.keys(known.invitation)).toEqual(Object.keys(unknown.invitation));
    const listed = await must("GET", `/v1/people/invitations?organisation=${hub}`, { as: hubAdministrator });
    expect(listed["invitations"]).toContainEqual(
      expect.objectContaining({ mail: "unknown@example.eu", isExpired: false }),
    );
  });
});

describe("a person of two organisations", () => {
  test("works for each with its own rights, leaves one, and is still named by what they decided", async () => {
    const thread = createThread(api);
    const callId = await thread.publishCall();
    const labAdministrator = await api.person("lab administrator", [administers(lab)]);
    const mira = await api.person("Mira", []);
    await invite(hubAdministrator, hub);
    await answer(mira, "acceptance");
    await invite(labAdministrator, lab, { role: "organisationAdministrator", language: "nl" });
    expect(api.mails.at(-1)).toMatchObject({ subject: "Uitnodiging voor ECCC Grants" });
    await answer(mira, "acceptance");
    expect(await me(mira)).toMatchObject({
      roles: ["applicant", "organisationAdministrator"],
      organisations: [{ id: hub }, { id: lab }],
    });
    // Rights do not mix: applicant here, administrator there.
    const start = (coordinator: OrganisationId) =>
      api.send("POST", "/v1/proposals", { as: mira, body: { callId, topicId: nch, coordinator } });
    expect(await start(lab)).toMatchObject(problem(403, "NotAllowed"));
    const proposal = await thread.draftProposal({ user: mira, organisation: hub }, callId);
    const nils = await api.person("Nils", []);
    const forHub = { user: nils, role: "applicant", organisation: hub };
    expect(await grant(mira, forHub)).toMatchObject(problem(403, "NotAllowed"));
    await granted(mira, { ...forHub, organisation: lab });
    const held = (await me(mira)).grants.find(({ role }) => role === "applicant");
    const read = () => api.send("GET", `/v1/proposals/${proposal}`, { as: mira });
    expect((await read()).status).toBe(200);
    await must("POST", `/v1/people/me/grants/${held?.id ?? ""}/end`, { as: mira, ifMatch: 1 });
    expect(await read()).toMatchObject(problem(404, "ProposalNotFound"));
    expect(await start(hub)).toMatchObject(problem(403, "NotAllowed"));
    expect(await me(mira)).toMatchObject({ roles: ["organisationAdministrator"], organisations: [{ id: lab }] });
    const auditor = await api.person("Reading auditor", [{ role: "auditor" }]);
    const trail = await must("GET", `/v1/transparency/trails/${proposal}`, { as: auditor });
    expect(trail).toMatchObject({ entries: [{ body: { actor: mira, role: "applicant" } }] });
  });
});

describe("what the rules are told", () => {
  test("rewrites the reporting line of everybody below, and refuses a circle", async () => {
    const [top, middle, bottom] = await Promise.all(["Top", "Middle", "Bottom"].map((name) => api.person(name, [])));
    const record = (user: UserId | undefined, superior: UserId | undefined, ifMatch = 0) =>
      api.send("PUT", `/v1/people/staff/${user ?? ""}`, { as: administrator, body: { superior }, ifMatch });
    expect((await record(bottom, middle)).status).toBe(200);
    expect((await record(middle, top)).status).toBe(200);
    expect(await twin(keys.rights(bottom ?? ""))).toMatchObject({ superiors: [middle, top] });
    expect(await record(top, bottom)).toMatchObject(problem(422, "ReportingLineInvalid", { because: "CIRCLE" }));
    expect(await record(top, top)).toMatchObject(problem(422, "ReportingLineInvalid", { because: "ONESELF" }));
  });

  test("puts the accounts of one person beside each other, whichever of them is named (CLR-SOD-01)", async () => {
    const [chief, one, two] = await Promise.all(["Chief", "One", "Two"].map((name) => api.person(name, [])));
    const put = (user: UserId | undefined, body: object) =>
      api.send("PUT", `/v1/people/staff/${user ?? ""}`, { as: administrator, body, ifMatch: 0 });
    expect((await put(one, { superior: chief, accounts: [two] })).status).toBe(200);
    expect(await twin(keys.rights(one ?? ""))).toMatchObject({ accounts: [two], superiors: [chief] });
    expect(await twin(keys.rights(two ?? ""))).toMatchObject({ accounts: [one], superiors: [chief] });
    expect(await put(two, { superior: one, accounts: [] })).toMatchObject(
      problem(422, "ReportingLineInvalid", { because: "ONESELF" }),
    );
    const others = await Promise.all(["3", "4", "5", "6", "7"].map((name) => api.person(`Account ${name}`, [])));
    expect((await put(others[0], { accounts: others.slice(1) })).status).toBe(200);
    expect(await put(two, { accounts: [others[0]] })).toMatchObject(
      problem(422, "TooManyAccounts", { accountsMax: 5 }),
    );
  });

  test("keeps who helped whom, for the Coordination Centre itself and for its controllers", async () => {
    const centre = anOrganisation("coordination centre");
    const officer = await api.person("NCC officer", [{ role: "nccOfficer", organisation: centre }]);
    const body = { centre, applicant: hub, assistedOn: "2027-01-05" };
    expect((await api.send("POST", "/v1/people/assistances", { as: officer, body })).status).toBe(201);
    const future = { ...body, assistedOn: "2027-01-11" };
    expect(await api.send("POST", "/v1/people/assistances", { as: officer, body: future })).toMatchObject(
      problem(422, "AssistanceInvalid", { because: "FUTURE", field: "assistedOn" }),
    );
    const all = await must("GET", `/v1/people/assistances?applicant=${hub}`, { as: administrator });
    expect(all["assistances"]).toMatchObject([{ assistance: { officer, applicant: hub } }]);
    const own = await api.send("GET", `/v1/people/assistances?applicant=${hub}`, { as: officer });
    expect(own).toMatchObject(problem(403, "NotAllowed"));
  });
});

describe("my card", () => {
  const written = { name: "Jana Nováková", language: "en", mail: "jana@example.eu" };
  const readCard = async (as: UserId) => {
    const { body, headers } = await api.send("GET", "/v1/people/me", { as });
    const { version, name, language, isToldByMail } = body;
    return { version, name, language, isToldByMail, etag: headers.get("etag") };
  };

  test("is saved whole on the version that was read; what a save leaves out is taken out", async () => {
    const jana = await api.person("jana of the card", []);
    expect(await readCard(jana)).toMatchObject({ version: 0, etag: '"0"', isToldByMail: false });
    const first = await card(jana, written, 0);
    expect([first.status, first.headers.get("etag")]).toEqual([200, '"1"']);
    expect(await readCard(jana)).toMatchObject({ version: 1, name: written.name, isToldByMail: true });
    expect((await card(jana, { name: "Jana Malá", language: "nl" }, 1)).status).toBe(200);
    const now = { version: 2, name: "Jana Malá", language: "nl", isToldByMail: false, etag: '"2"' };
    expect(await readCard(jana)).toEqual(now);
  });

  test("is not overwritten by who read an earlier one, and one save answers twice", async () => {
    const kaja = await api.person("kaja of the card", []);
    expect((await card(kaja, written, 0)).status).toBe(200);
    expect((await card(kaja, written, 0)).status).toBe(200);
    const other = { ...written, mail: "somewhere-else@example.eu" };
    expect(await card(kaja, other, 0)).toMatchObject(
      problem(412, "StaleVersion", { expectedVersion: 0, actualVersion: 1 }),
    );
    const both = await Promise.all([card(kaja, other, 1), card(kaja, { name: "Kaja", language: "nl" }, 1)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect(await readCard(kaja)).toMatchObject({ version: 2 });
  });

  test("is not saved without saying on top of what", async () => {
    const lena = await api.person("lena of the card", []);
    expect((await api.send("PUT", "/v1/people/me", { as: lena, body: written })).status).toBe(400);
    expect(await readCard(lena)).toMatchObject({ version: 0 });
  });
});
