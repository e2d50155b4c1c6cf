import type { Night, NightFinding } from "@grants/core/audit/nights/night";
import { nightIdOf } from "@grants/core/audit/nights/night";
import { addDays } from "@grants/kernel/calendar";
import { Instant, LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { createNightWork } from "@grants/store/nights";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { aCommand } from "../support/purse.ts";

const found = LocalDate.parse("2027-01-09");
const nightsInAll = 30;

let site: PortalSite;
let browser: TestBrowser;
let auditor: SitePerson;
let officer: SitePerson;

const requestId = `req_${newId("request of the night")}`;
const rankingId = `rank_${newId("ranking of the night")}`;
const callId = `call_${newId("call of the night")}`;
const ballotId = `bal_${newId("ballot of the night")}`;
const digest = "a".repeat(64);
const findings: readonly NightFinding[] = [
  {
    aggregate: requestId,
    kind: "payment",
    outcome: "DIFFERENT",
    figure: "amountCents",
    kept: "123456789",
    computed: "123456700",
  },
  {
    aggregate: rankingId,
    kind: "ranking",
    outcome: "DIFFERENT",
    figure: "listSha256",
    kept: digest,
    computed: "b".repeat(64),
    callId,
    topicId: "DIGITAL-ECCC-2026-DEPLOY-CYBER-11-SOC",
  },
  { aggregate: ballotId, kind: "ballot", outcome: "NOT_COMPUTED", figure: "Unreadable", kept: "", computed: "" },
];

type FinishedNight = Extract<Night, { state: "finished" }>;
const nightOf = (on: LocalDate, over: Partial<FinishedNight> = {}): FinishedNight => ({
  state: "finished",
  id: nightIdOf(newId, on),
  on,
  from: 10,
  to: 12,
  counts: { payment: [2, 0, 0] },
  isLate: false,
  finishedAt: Instant.parse(`${addDays(on, 1)}T02:00:00.000Z`),
  ...over,
});

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  auditor = await site.person("Auke Auditor", "auditor");
  officer = await site.person("Petra Programme", "programmeOfficer");
  const nights = createNightWork(site.db);
  const put = async (next: Night, of: readonly NightFinding[] = []) => {
    const change = {
      aggregate: next.id,
      before: null,
      next,
      type: "DecisionsReplayed",
      role: "system",
      terms: [],
    } as const;
    expect(await nights.commit(change, { findings: of, news: null }, aCommand({ key: next.on }))).toMatchObject({
      ok: true,
    });
  };
  const earlier = Array.from({ length: nightsInAll - 1 }, (_, place) => addDays(found, 0 - 1 - place));
  await Promise.all(earlier.map((on) => put(nightOf(on, { counts: {} }))));
  await put(nightOf(found, { counts: { payment: [2, 1, 0], ranking: [0, 1, 0], ballot: [0, 0, 1] } }), findings);
  const { finishedAt: _at, ...running } = nightOf(addDays(found, 1), { isLate: true });
  await put({ ...running, state: "running", upTo: requestId });
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const open = (path: string, person: SitePerson, viewport = desk) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies: person.cookies, viewport });
const expectWell = async (page: Awaited<ReturnType<typeof open>>): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};

describe("the nights", () => {
  test("are found from the audit trail and listed by day, with what each found, page by page", async () => {
    const page = await open("/en/audit", auditor);
    await page.getByRole("link", { name: "Decisions computed once more, night by night" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Nightly replay");
    const rows = page.getByRole("table", { name: "Nights, the latest first" }).getByRole("row");
    expect(await rows.count()).toBe(26);
    expect(await rows.nth(1).textContent()).toContain("Late: goes on");
    expect(await rows.nth(2).textContent()).toContain("3 findings");
    expect(await rows.nth(3).textContent()).toContain("Nothing to compute");
    await expectWell(page);
    await takeScreenshot(page, "nights-desk");
    await page.getByRole("link", { name: "Next" }).click();
    expect(await page.getByRole("table", { name: "Nights, the latest first" }).getByRole("row").count()).toBe(7);
    await expectWell(page);
  });

  test("name each decision that differs, both values, and the way to its replay", async () => {
    const page = await open(`/en/audit/nights/${found}`, auditor);
    expect(await page.getByRole("alert").textContent()).toContain("Something did not come out as it is kept");
    const table = page.getByRole("table", { name: "What differs" });
    const row = table.getByRole("row", { name: requestId });
    expect(await row.textContent()).toContain("Amount to transfer");
    expect(await row.textContent()).toContain("€1,234,567.89");
    expect(await row.textContent()).toContain("€1,234,567.00");
    const look = (name: string) => table.getByRole("link", { name, exact: true }).getAttribute("href");
    expect(await look("Payment: compute it now")).toBe(`/en/audit/${requestId}/replay`);
    expect(await look("Ranking: compute it now")).toBe(
      `/en/audit/replay/${callId}/DIGITAL-ECCC-2026-DEPLOY-CYBER-11-SOC`,
    );
    expect(await look("Ballot of the Board: compute it now")).toBe(`/en/board/ballots/${ballotId}`);
    expect(await table.getByRole("row", { name: ballotId }).textContent()).toContain(
      "Could not be computed (Unreadable)",
    );
    const counts = page.getByRole("table", { name: "How many, by kind" });
    expect(await counts.getByRole("row", { name: "Payment" }).textContent()).toBe("Payment210");
    await expectWell(page);
    await takeScreenshot(page, "night-found-desk");
  });

  test("read the same on a telephone, in Dutch", async () => {
    const list = await open("/nl/audit/nights", auditor, phone);
    expect(await list.locator("main").textContent()).toContain("3 bevindingen");
    await expectWell(list);
    await takeScreenshot(list, "nights-phone");
    const one = await open(`/nl/audit/nights/${found}`, auditor, phone);
    expect(await one.locator("main").textContent()).toContain("Er kwam iets anders uit dan is bewaard");
    await expectWell(one);
    await takeScreenshot(one, "night-found-phone");
    const late = await open(`/nl/audit/nights/${addDays(found, 1)}`, auditor, phone);
    expect(await late.locator("main").textContent()).toContain("Deze nacht is niet klaar");
    const quiet = await open(`/nl/audit/nights/${addDays(found, -1)}`, auditor, phone);
    expect(await quiet.locator("main").textContent()).toContain("Op die dag is niets beslist");
    await expectWell(quiet);
  });

  test("lead to their own entries, whose chain holds", async () => {
    const page = await open(`/en/audit/nights/${found}`, auditor);
    await page.getByRole("link", { name: nightIdOf(newId, found) }).click();
    expect(await page.locator("main").textContent()).toContain("The chain holds");
    expect(await page.locator("main").textContent()).toContain("Decisions of a day computed once more");
  });

  test("are an auditor's alone, and an address that is no day is no night", async () => {
    const refused = await open("/en/audit/nights", officer);
    expect(await refused.locator("main").textContent()).toContain("You may not");
    const [never, noDay, word] = await Promise.all(
      ["2020-01-01", "2027-02-30", "yesterday"].map(async (on) => {
        const page = await open(`/en/audit/nights/${on}`, auditor);
        return page.locator("main").textContent();
      }),
    );
    const none = "No decisions of that day were computed once more.";
    expect(never).toContain(none);
    expect(noDay).not.toContain("went wrong");
    expect(word).toContain(none);
  });
});
