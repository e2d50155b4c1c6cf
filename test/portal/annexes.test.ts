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
import { justLate, whileOpen } from "../support/builders.ts";
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
    // The page of the answer is there before it is asked for once more.
    await page.waitForURL(/done=added/);
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

describe("a file that cannot stay as it is, without scripts,", () => {
  /** Sends a file by its form and hands it in; gives the page of the annexes once the file was looked through. */
  const handIn = async (draftId: string, name: string, buffer: Buffer): Promise<Page> => {
    const page = await browser.openPage(`${site.url}/en/proposals/${draftId}/annexes`, {
      javaScript: false,
      cookies: anna.cookies,
    });
    await page
      .locator("#gantt")
      .getByRole("button", { name: /^Choose/u })
      .click();
    await page.getByLabel("File").setInputFiles({ name, mimeType: "application/pdf", buffer });
    await page.getByRole("button", { name: "Send the file" }).click();
    await page.getByRole("button", { name: "Hand in this file" }).click();
    // The page of the answer is there before it is asked for once more.
    await page.waitForURL(/done=added/);
    await storage.settled();
    await page.reload();
    return page;
  };
  const overview = async (draftId: string, language: "en" | "nl"): Promise<string> => {
    const page = await browser.openPage(`${site.url}/${language}/proposals/${draftId}`, {
      javaScript: false,
      cookies: anna.cookies,
    });
    return text(page);
  };
  const written = async () => {
    const draftId = await site.thread.draftProposal(anna, callId);
    await site.thread.writeProposal(anna.user, draftId);
    return draftId;
  };

  test("an executable that calls itself a PDF, is told from one by its content", async () => {
    const draftId = await written();
    const page = await handIn(
      draftId,
      "timetable.pdf",
      Buffer.concat([Buffer.from("MZ\x90\x00"), Buffer.alloc(4_000, 7)]),
    );
    const sentence = "By its content the file is none of the kinds that the call takes, whatever its name says.";
    expect(await text(page)).toContain(sentence);
    expect(await overview(draftId, "en")).toContain("The annex “Timetable” cannot be taken");
    expect(await overview(draftId, "nl")).toContain("De bijlage “Timetable” kan niet worden aangenomen");
    const freeze = await site.api.send("POST", `/v1/proposals/${draftId}/freeze`, { as: anna.user, ifMatch: 1 });
    expect(freeze).toMatchObject({ status: 422, body: { shortcomings: [{ code: "ANNEX_REFUSED" }] } });
  });

  test("a PDF of one page more than is allowed says so, until one of as many as are takes its place (ELG-01)", async () => {
    const draftId = await written();
    const said = await text(await handIn(draftId, "timetable.pdf", await aPdf(3)));
    expect(said).toContain("The file has 3 pages and may have 2. Shorten it and choose it again.");
    // What was handed in stays until a shorter one takes its place.
    expect(said).toContain("timetable.pdf");
    expect(await overview(draftId, "en")).toContain("The annex “Timetable” has 3 pages and may have 2");
    expect(await overview(draftId, "nl")).toContain("De bijlage “Timetable” telt 3 bladzijden en mag er 2 tellen");
    expect(await text(await handIn(draftId, "timetable.pdf", await aPdf(2)))).not.toContain("Shorten it");
    expect(await overview(draftId, "en")).toContain("Nothing is missing.");
  });

  test("one that was sent in time and is handed in after the deadline, is refused; the draft is as it was (CLR-CAL-01)", async () => {
    const draftId = await written();
    const page = await browser.openPage(`${site.url}/en/proposals/${draftId}/annexes`, {
      javaScript: false,
      cookies: anna.cookies,
    });
    await page.locator("#gantt").getByRole("button", { name: "Choose a file" }).click();
    await page
      .getByLabel("File")
      .setInputFiles({ name: "timetable.pdf", mimeType: "application/pdf", buffer: await aPdf(2) });
    // An upload is over after a day: it begins in the hour before the deadline.
    await page.getByRole("button", { name: "Send the file" }).click();
    site.setClock(justLate);
    await page.getByRole("button", { name: "Hand in this file" }).click();
    expect(await text(page)).toContain("The call closed on 29 January 2027 at 17:00 (Brussels time).");
    site.setClock(whileOpen);
    expect(await overview(draftId, "en")).toContain("Hand in the annex “Timetable”");
  });
});
