import { Role } from "@grants/core/access/role";
import type { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aPartner } from "../support/builders.ts";
import { openDatabase } from "../support/dynamodb.ts";
import { createEvaluation, idIn, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies } from "../support/evidence.ts";
import { createPayees } from "../support/payee.ts";

const Pool = z.looseObject({
  experts: z.array(z.looseObject({ user: z.string(), conflict: z.looseObject({}).optional() })),
  next: z.string().optional(),
});
const CallConflicts = z.object({
  checked: z.int(),
  proposals: z.array(
    z.object({
      proposalId: z.string(),
      experts: z.array(z.object({ user: z.string(), conflict: z.object({ severity: z.string() }).optional() })),
    }),
  ),
  next: z.string().optional(),
});
const Prepared = z.looseObject({ profile: z.looseObject({}) });

let database: Awaited<ReturnType<typeof openDatabase>>;
let api: TestApi;
let evaluation: ReturnType<typeof createEvaluation>;
let officer: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  evaluation = createEvaluation(api, database.db);
  officer = await evaluation.officer();
});
afterAll(() => database.stop());

const aProfile = (over: object = {}) => ({
  expertise: ["CRYPTOLOGY", "NETWORKS"],
  expertiseText: "Post-quantum key exchange.",
  languages: ["en", "nl"],
  country: "BE",
  sector: "ACADEMIA",
  availability: [{ from: "2027-02-01", to: "2027-03-31" }],
  reportsMax: 6,
  interests: [],
  coAuthors: [],
  ...over,
});
const save = (as: UserId, over: object = {}, ifMatch = 0) =>
  api.send("PUT", "/v1/experts/me", { as, ifMatch, body: aProfile(over) });
const pool = async (query: string) => {
  const { status, body } = await api.send("GET", `/v1/experts?${query}`, { as: officer });
  expect(status).toBe(200);
  return Pool.parse(body);
};
const idsOf = ({ experts }: z.infer<typeof Pool>) => experts.map(({ user }) => user).toSorted();
const expertNamed = (name: string) => api.person(name, [{ role: "expert" }]);
const withProfile = async (name: string, over: object = {}) => {
  const user = await expertNamed(name);
  expect((await save(user, over)).status).toBe(200);
  return user;
};

describe("the profile of an expert", () => {
  test("is kept as the expert writes it, on top of what was read", async () => {
    const user = await withProfile("writer");
    const stale = await save(user, { reportsMax: 3 });
    const again = await save(user, { reportsMax: 3 }, 1);
    const read = await api.send("GET", "/v1/experts/me", { as: user });
    expect([stale.status, stale.body["code"], again.status]).toEqual([412, "StaleVersion", 200]);
    expect(Prepared.parse(read.body)).toMatchObject({ version: 2, profile: { reportsMax: 3 } });
  });

  test.each([
    ["a keyword that is not on the list", { expertise: ["ASTROLOGY"] }],
    [
      "seven keywords",
      { expertise: ["CRYPTOLOGY", "NETWORKS", "TRUST", "THEORY", "ASSURANCE", "IDENTITY", "EDUCATION"] },
    ],
    ["no language", { languages: [] }],
    ["a period that ends before it begins", { availability: [{ from: "2027-03-01", to: "2027-02-28" }] }],
  ])("is refused with %s", async (_, over) => {
    const reply = await save(await expertNamed("wrong"), over);
    expect([reply.status, reply.body["code"]]).toEqual([400, "InputInvalid"]);
  });

  test("is the expert's own: officers read it in the pool, nobody else does", async () => {
    const user = await withProfile("own");
    const other = await expertNamed("somebody else");
    const as = await Promise.all(
      [officer, other].map((one) => api.send("GET", `/v1/experts/people/${user}`, { as: one })),
    );
    const search = await api.send("GET", "/v1/experts", { as: other });
    const byOfficer = await save(officer);
    expect([...as, search, byOfficer].map(({ status }) => status)).toEqual([200, 403, 403, 403]);
  });

  test("keeps what was declared from whoever looks for experts: not in the pool, not one by one, in no role (EVA-02)", async () => {
    const declared = {
      expertise: ["INCIDENT_HANDLING"],
      interests: [{ pic: "912345678", nature: "FINANCIAL" }],
      coAuthors: [{ name: "Wietse Verborgen", on: "2026-05-04" }],
    };
    const user = await withProfile("declared a lot", declared);
    const paths = ["/v1/experts?expertise=INCIDENT_HANDLING", `/v1/experts/people/${user}`];
    const answers = await Promise.all(
      Role.options.map(async (role) => {
        const as = await api.person(`reader ${role}`, [{ role }]);
        const replies = await Promise.all(paths.map((path) => api.send("GET", path, { as })));
        return { role, statuses: replies.map(({ status }) => status), text: JSON.stringify(replies) };
      }),
    );
    const readers = answers.filter(({ statuses }) => statuses.includes(200));
    expect(readers.map(({ role, statuses }) => [role, statuses])).toEqual([["evaluationOfficer", [200, 200]]]);
    for (const { text } of answers) expect(text).not.toMatch(/interests|coAuthors|912345678|Verborgen|FINANCIAL/u);
    expect(readers[0]?.text).toMatch(/INCIDENT_HANDLING.*reportsMax/u);
    const own = await api.send("GET", "/v1/experts/me", { as: user });
    expect(own.body).toMatchObject({ profile: declared });
  });

  test("goes with its rows when the person is erased, and is in what they take along", async () => {
    const user = await withProfile("leaving", { expertise: ["STEGANOGRAPHY"] });
    await api.person("leaving", [{ role: "applicant", validTo: LocalDate.parse("2020-01-31") }]);
    const mine = await api.send("GET", "/v1/people/me/data", { as: user });
    expect(JSON.stringify(mine.body)).toContain("Post-quantum");
    expect((await api.send("POST", "/v1/people/me/erasure", { as: user })).status).toBe(200);
    const left = await Promise.all(
      [
        keys.expertProfile(user),
        keys.expertInPool("STEGANOGRAPHY", "nl", user),
        keys.expertInPool(null, null, user),
      ].map((key) => getOne(database.db, "people", key)),
    );
    expect(left).toEqual([null, null, null]);
  });
});

describe("looking for experts", () => {
  test("finds them by keyword and language, and leaves out who is not free on the day", async () => {
    const both = await withProfile("both", { expertise: ["HUMAN_ASPECTS"], languages: ["fr"] });
    const german = await withProfile("german", { expertise: ["HUMAN_ASPECTS"], languages: ["de"], availability: [] });
    const sorted = [both, german].toSorted();
    expect(idsOf(await pool("expertise=HUMAN_ASPECTS"))).toEqual(sorted);
    expect(idsOf(await pool("expertise=HUMAN_ASPECTS&language=fr"))).toEqual([both]);
    expect(idsOf(await pool("expertise=HUMAN_ASPECTS&availableOn=2027-03-31"))).toEqual(sorted);
    expect(idsOf(await pool("expertise=HUMAN_ASPECTS&availableOn=2027-04-01"))).toEqual([german]);
  });

  test("forgets the keywords that an expert takes back", async () => {
    const user = await withProfile("changing", { expertise: ["MEASUREMENT"] });
    await save(user, { expertise: ["TRUST"] }, 1);
    expect(idsOf(await pool("expertise=MEASUREMENT"))).toEqual([]);
    expect(idsOf(await pool("expertise=TRUST"))).toEqual([user]);
  });

  test("goes through the pool page by page", async () => {
    await Promise.all(
      Array.from({ length: 26 }, (_, place) => withProfile(`many ${String(place)}`, { expertise: ["THEORY"] })),
    );
    const first = await pool("expertise=THEORY");
    const second = await pool(`expertise=THEORY&cursor=${first.next ?? ""}`);
    expect([first.experts.length, second.experts.length, second.next]).toEqual([25, 1, undefined]);
    const elsewhere = await api.send("GET", `/v1/experts?expertise=TRUST&cursor=${first.next ?? ""}`, { as: officer });
    expect(elsewhere.body["code"]).toBe("CursorInvalid");
  });
});

describe("conflicts of interest before anybody is assigned", () => {
  const reason = "They left the organisation long before this call was written.";
  const sealedProposal = async (acronym: string) => {
    const callId = await evaluation.thread.publishCall();
    const { proposalId, applicant } = await evaluation.submitProposal(callId, { acronym });
    await evaluation.sealCall(callId);
    await evaluation.admitAll(callId);
    return { proposalId, organisation: applicant.organisation };
  };
  const conflictOf = async (proposalId: string, user: UserId, keyword: string) =>
    (await pool(`expertise=${keyword}&proposalId=${proposalId}`)).experts.find((one) => one.user === user)?.conflict;
  const picOf = async (proposalId: string): Promise<string> => {
    const dossier = await getOne(database.db, "grants", keys.dossier(proposalId));
    return z.object({ pics: z.tuple([z.string()]) }).parse(dossier).pics[0];
  };
  const setAside = (proposalId: string, user: UserId, ifMatch = 0) =>
    api.send("POST", `/v1/experts/people/${user}/conflicts/${proposalId}/override`, {
      as: officer,
      ifMatch,
      body: { reason },
    });

  test("are shown with what they rest on; a potential one is set aside with a reason, and then assigned (EVA-03)", async () => {
    const { proposalId, organisation } = await sealedProposal("FORMER");
    const validTo = LocalDate.parse("2024-12-31");
    const former = await api.person("former member", [
      { role: "expert" },
      { role: "applicant", organisation, validTo },
    ]);
    await save(former, { expertise: ["GOVERNANCE"] });
    const others = await evaluation.experts("first free", "second free");
    const assign = () =>
      api.send("PUT", `/v1/evaluation/proposals/${proposalId}/experts`, {
        as: officer,
        ifMatch: 0,
        body: { experts: [former, ...others] },
      });
    expect(await conflictOf(proposalId, former, "GOVERNANCE")).toMatchObject({
      severity: "POTENTIAL",
      facts: [{ because: "FORMER_ORGANISATION", organisation }],
      organisations: [],
      isSetAside: false,
    });
    expect((await assign()).body).toMatchObject({ code: "ConflictOfInterest", severity: "POTENTIAL" });
    const done = await setAside(proposalId, former);
    expect(done).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await auditBodies(database.db, idIn(done.body, "override"))).toMatchObject([{ type: "ConflictSetAside" }]);
    expect(await conflictOf(proposalId, former, "GOVERNANCE")).toMatchObject({ isSetAside: true, overrideVersion: 1 });
    expect((await assign()).status).toBe(200);
    // Once the organisation is public it goes by its name, and what was set aside stays so.
    const user = await api.person("its administrator", [{ role: "organisationAdministrator", organisation }]);
    await createPayees(api).register({ user, organisation });
    expect(await conflictOf(proposalId, former, "GOVERNANCE")).toMatchObject({
      organisations: [{ organisation, name: "Cyber Hub" }],
      isSetAside: true,
    });
  });

  test("are not set aside where they disqualify, nor where there is none (EVA-02)", async () => {
    const { proposalId, organisation } = await sealedProposal("OWN");
    const own = await api.person("own member", [{ role: "expert" }, { role: "applicant", organisation }]);
    const free = await expertNamed("free of ties");
    const replies = await Promise.all([setAside(proposalId, own), setAside(proposalId, free)]);
    expect(replies.map(({ status, body }) => [status, body["code"]])).toEqual([
      [409, "ConflictDisqualifies"],
      [409, "NoConflict"],
    ]);
  });

  test("that appear after one was set aside count anew (EVA-03)", async () => {
    const { proposalId, organisation } = await sealedProposal("LATER");
    const validTo = LocalDate.parse("2024-12-31");
    const user = await api.person("later", [{ role: "expert" }, { role: "applicant", organisation, validTo }]);
    await save(user, { expertise: ["LEGAL_ASPECTS"] });
    await setAside(proposalId, user);
    const pic = await picOf(proposalId);
    const interests = [
      { pic, nature: "FAMILY" },
      { pic: "987654321", nature: "FINANCIAL" },
    ];
    await save(user, { expertise: ["LEGAL_ASPECTS"], interests }, 1);
    const conflict = await conflictOf(proposalId, user, "LEGAL_ASPECTS");
    expect(conflict).toMatchObject({ severity: "DISQUALIFYING", isSetAside: false });
    // What makes the conflict is explained; what ties the expert to others is not told.
    expect(conflict?.["facts"]).toContainEqual({ because: "DECLARED_INTEREST", pic, nature: "FAMILY" });
    expect(JSON.stringify(conflict)).not.toContain("987654321");
  });

  test("that came up after the assignment are found on the experts who have a place, and on nobody else (EVA-02)", async () => {
    const { proposalId, organisation } = await sealedProposal("AFTER");
    const experts = await evaluation.experts("tied afterwards", "untied", "untied too");
    const [tied] = experts;
    const path = `/v1/evaluation/proposals/${proposalId}/experts`;
    const known = () => api.send("GET", `/v1/experts/conflicts/${proposalId}`, { as: officer });
    const place = (user: string | undefined, over = {}) => ({
      user,
      name: "",
      isReportIn: false,
      isWithdrawn: false,
      ...over,
    });
    expect((await known()).body).toMatchObject({ acronym: "AFTER", experts: [] });
    await api.send("PUT", path, { as: officer, ifMatch: 0, body: { experts } });
    expect((await known()).body["experts"]).toEqual(experts.map((user) => place(user)));
    const pic = await picOf(proposalId);
    await save(tied ?? officer, { interests: [{ pic, nature: "FAMILY" }] });
    const facts = [{ because: "DECLARED_INTEREST", pic, nature: "FAMILY" }];
    const conflict = { severity: "DISQUALIFYING", facts, organisations: [], overrideVersion: 0, isSetAside: false };
    const rest = experts.slice(1).map((user) => place(user));
    expect((await known()).body["experts"]).toEqual([place(tied, { conflict }), ...rest]);
    const body = { reason: "A spouse works for the coordinator, as came out." };
    await api.send("POST", `${path}/${tied ?? ""}/withdrawal`, { as: officer, body });
    expect((await known()).body["experts"]).toEqual([place(tied, { conflict, isWithdrawn: true }), ...rest]);
    expect((await known()).text).not.toContain(organisation);
  });

  test("are listed for a whole call, some proposals at a time, without those whom nothing ties (EVA-02)", async () => {
    const proposalsAtOnce = 25;
    const firstPic = 100_000_000;
    const callId = await evaluation.thread.publishCall();
    const submitted = await Promise.all(
      Array.from({ length: proposalsAtOnce + 1 }, (_, place) =>
        evaluation.submitProposal(callId, {
          acronym: `MANY${String(place)}`,
          parts: { "partner.p001": aPartner("p001", { pic: String(firstPic + place) }) },
        }),
      ),
    );
    const ids = submitted.map(({ proposalId }) => proposalId).toSorted();
    await evaluation.sealCall(callId);
    await evaluation.admitAll(callId);
    const experts = await evaluation.experts("tied to the first", "tied to the last", "tied to none");
    const [toFirst = officer, toLast = officer] = experts;
    const [first = "", last = ""] = [ids[0], ids.at(-1)];
    for (const id of [first, last, ids[1] ?? ""]) {
      const path = `/v1/evaluation/proposals/${id}/experts`;
      expect((await api.send("PUT", path, { as: officer, ifMatch: 0, body: { experts } })).status).toBe(200);
    }
    await save(toFirst, { interests: [{ pic: await picOf(first), nature: "FAMILY" }] });
    await save(toLast, { interests: [{ pic: await picOf(last), nature: "ADVICE" }] });
    const path = `/v1/experts/calls/${callId}/conflicts`;
    const ask = async (query = "", as = officer) => api.send("GET", `${path}${query}`, { as });
    const listed = ({ body }: Awaited<ReturnType<typeof ask>>) => CallConflicts.parse(body);
    const one = listed(await ask());
    const two = listed(await ask(`?cursor=${one.next ?? ""}`));
    const facts = ({ checked, proposals }: typeof one) => ({
      checked,
      proposals: proposals.map(({ proposalId, experts: tied }) => [
        proposalId,
        tied.map(({ user, conflict }) => [user, conflict?.severity]),
      ]),
    });
    expect(facts(one)).toEqual({ checked: proposalsAtOnce, proposals: [[first, [[toFirst, "DISQUALIFYING"]]]] });
    expect(facts(two)).toEqual({ checked: 1, proposals: [[last, [[toLast, "POTENTIAL"]]]] });
    expect(two.next).toBeUndefined();
    const other = await evaluation.thread.publishCall();
    const elsewhere = `/v1/experts/calls/${other}/conflicts`;
    const replies = await Promise.all([
      api.send("GET", `${elsewhere}?cursor=${one.next ?? ""}`, { as: officer }),
      api.send("GET", elsewhere, { as: officer }),
      api.send("GET", `/v1/experts/calls/call_${"0".repeat(26)}/conflicts`, { as: officer }),
      ask("", toFirst),
    ]);
    expect(replies.map(({ status, body }) => [status, body["code"] ?? body["checked"]])).toEqual([
      [400, "CursorInvalid"],
      [200, 0],
      [404, "CallNotFound"],
      [403, "NotAllowed"],
    ]);
  });

  test("are told to no expert, by no status: not of one's own, not of another's, not of a proposal that is none (EVA-02)", async () => {
    const { proposalId } = await sealedProposal("SILENT");
    const user = await expertNamed("curious expert");
    const ask = async (id: string) => {
      const path = `/v1/experts/people/${user}/conflicts/${id}/override`;
      const replies = await Promise.all([
        api.send("GET", `/v1/experts?proposalId=${id}`, { as: user }),
        api.send("GET", `/v1/experts/conflicts/${id}`, { as: user }),
        api.send("POST", path, { as: user, ifMatch: 0, body: { reason } }),
      ]);
      return replies.map(({ status, body }) => [status, body["code"], body["detail"]]);
    };
    const unknown = `prop_${"0".repeat(26)}`;
    const real = await ask(proposalId);
    expect(real).toEqual(await ask(unknown));
    expect(real.map(([status]) => status)).toEqual([403, 403, 403]);
  });
});
