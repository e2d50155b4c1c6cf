import type { Page } from "playwright-core";
import { uploadPieceBytes } from "@grants/kernel/limits";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openFileStore } from "../support/a-file-store.ts";
import { aPdf } from "../support/a-pdf.ts";
import {
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  type TestBrowser,
} from "../support/browser.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { readPdf } from "../support/read-pdf.ts";

let storage: Awaited<ReturnType<typeof openFileStore>>;
let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let callId: string;
let proposalId: string;

const annexes = [
  { annexId: "gantt", title: "Timetable", isMandatory: true, formats: ["pdf" as const], pagesMax: 2 },
  { annexId: "budget", title: "Detailed budget", isMandatory: false, formats: ["xlsx" as const], bytesMax: 5_000_000 },
];

beforeAll(async () => {
  [site, browser] = await Promise.all([
    openPortalSite(undefined, async (db) => {
      storage = await openFileStore(db, { isAllowedOrigin: () => true });
      return storage.files;
    }),
    startBrowser(),
  ]);
  anna = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall({ annexes });
  proposalId = await site.thread.draftProposal(anna, callId);
});

afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
  await storage.stop();
});

const open = (options: { javaScript?: boolean; viewport?: typeof phone } = {}): Promise<Page> =>
  browser.openPage(`${site.url}/en/proposals/${proposalId}/annexes`, { ...options, cookies: anna.cookies });
const text = (page: Page): Promise<string> => page.locator("main").innerText();

describe("a file of an applicant", () => {
  test("with JavaScript is sent in pieces, goes on where a connection broke, and is taken in", async () => {
    const page = await open();
    const file = Buffer.concat([await aPdf(2), Buffer.alloc(uploadPieceBytes, " ")]);
    const puts: string[] = [];
    await page.route(`${storage.url}/**`, async (route) => {
      const piece = new URL(route.request().url()).searchParams.get("partNumber") ?? "";
      puts.push(`${route.request().method()} ${piece}`);
      // The second piece is cut off once, after the first is through.
      await (puts.filter((one) => one === "PUT 2").length === 1 && piece === "2" && route.request().method() === "PUT"
        ? route.abort("connectionfailed")
        : route.continue());
    });
    const choosing = page.waitForEvent("filechooser");
    await page.locator("#gantt").getByRole("button", { name: "Choose a file" }).click();
    await (await choosing).setFiles({ name: "timetable.pdf", mimeType: "application/pdf", buffer: file });
    await page.getByText("The connection is gone.").waitFor();
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.waitForURL(/done=added/);
    expect(puts.filter((one) => one.startsWith("PUT"))).toEqual(["PUT 1", "PUT 2", "PUT 2"]);
    expect(await text(page)).toMatch(/The file is received\.[\s\S]+timetable\.pdf, 8\.4 MB/);
    await storage.settled();
    await page.reload();
    expect(await text(page)).toMatch(/In order[\s\S]+timetable\.pdf, 8\.4 MB · 2 pages/i);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
  });

  test("without JavaScript, on a phone, is sent by a form and handed in, and what is wrong with it is said", async () => {
    const page = await open({ javaScript: false, viewport: phone });
    await page.locator("#budget").getByRole("button", { name: "Choose a file" }).click();
    await page.getByLabel("File").setInputFiles({
      name: "budget 2027.xlsx",
      mimeType: "application/vnd.ms-excel",
      buffer: Buffer.concat([Buffer.from("MZ"), Buffer.alloc(2_000)]),
    });
    await page.getByRole("button", { name: "Send the file" }).click();
    expect(await text(page)).toContain("budget 2027.xlsx lies in the storage.");
    await page.getByRole("button", { name: "Hand in this file" }).click();
    await storage.settled();
    await page.reload();
    expect(await text(page)).toContain("By its content the file is none of the kinds that the call takes");
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Take out" }).last().click();
    expect(await text(page)).toContain("The file is taken out.");
    expectNoConsoleErrors(page);
  });

  test("and the whole draft as a PDF are downloads", async () => {
    const page = await open();
    const opening = page.waitForEvent("download");
    await page.getByRole("link", { name: "Open the file" }).click();
    expect((await opening).suggestedFilename()).toBe("timetable.pdf");
    const answer = await page.request.get(`${site.url}/nl/proposals/${proposalId}/pdf`);
    expect(answer.headers()["content-disposition"]).toBe(`attachment; filename="${proposalId}-nl.pdf"`);
    const { text: read } = await readPdf(await answer.body());
    expect(read).toContain("Concept van 10 januari 2027");
    expect(read).toContain("timetable.pdf");
  });
});
