import { measureText } from "@grants/core/proposals/text-length";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectAccessible,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { closingInstant, justLate, whileOpen } from "../support/builders.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

const threeSecondsLeft = new Date(Date.parse(closingInstant) - 3_000).toISOString();

let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let callId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  anna = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall({ textLimits: [{ section: "impact", charactersMax: 60_000, pagesMax: 20 }] });
});

afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

const open = (path: string, options: { readonly javaScript?: boolean } = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { ...options, cookies: anna.cookies });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const aDraft = (): Promise<string> => site.thread.draftProposal(anna, callId);
const boxOf = (page: Page) => page.getByLabel("Text on Impact");

const paste = (page: Page, html: string): Promise<void> =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", ${JSON.stringify(html)});
    const box = document.querySelector("textarea[name=text]");
    box.focus();
    box.select();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  })()`);

/** As the clipboards of Word, Google Docs and LibreOffice hold it, shortened where they only repeat their looks. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {font-family:"Calibri"} --></style></head><body lang=EN-GB><!--StartFragment-->
<h2>Work <b>plan</b><o:p></o:p></h2>
<p class=MsoNormal><span lang=EN-US>The <b style='mso-bidi-font-weight:normal'>hub</b>&nbsp;trains
people,<i> each year</i>.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>first<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>second*</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Partner</b></p></td><td><p>Work</p></td></tr>
<tr><td><p class=MsoNormal>Hub | West</p></td><td><p>All</p><p>of it</p></td></tr></table><!--EndFragment--></body></html>`;
const inWords = `## Work plan

The **hub** trains people, *each year*.

- first
- second\\*

| **Partner** | Work |
| --- | --- |
| Hub \\| West | All of it |`;

const fromDocs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span style="font-weight:400">Impact</span></h1>
<p dir="ltr"><span style="font-size:11pt;font-weight:400;">Plain and </span><span style="font-weight:700;">bold</span></p><br/>
<ol><li dir="ltr"><p dir="ltr" role="presentation"><span>one</span></p></li><li><p>two</p><ul><li>deeper</li></ul></li></ol></b>
<script>alert(1)</script><img src="x" onerror="alert(2)"><p onclick="alert(3)">&lt;b&gt;safe&lt;/b&gt;</p>`;
const inDocs = "# Impact\n\nPlain and **bold**\n\n1. one\n2. two\n- deeper\n\n<b>safe</b>";

describe("what is pasted", () => {
  test("keeps headings, lists, tables and stresses, and is drawn as it will be read", async () => {
    const page = await open(`/en/proposals/${await aDraft()}/texts/impact`);
    await paste(page, fromDocs);
    await expect(boxOf(page).inputValue()).resolves.toBe(inDocs);
    await paste(page, fromWord);
    await expect(boxOf(page).inputValue()).resolves.toBe(inWords);
    const preview = page.locator("[data-portal-preview]");
    await preview.getByRole("cell", { name: "Hub | West" }).waitFor();
    await expect(preview.locator("h3").innerText()).resolves.toBe("Work plan");
    await page.getByText(`${measureText(inWords).characters} of 60,000 characters`).waitFor();
    await page.getByText("Last saved on 10 January 2027").waitFor();
    await takeScreenshot(page, "proposal-editor");
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
  });

  test("is shown without scripts too, by a button that saves nothing", async () => {
    const page = await open(`/en/proposals/${await aDraft()}/texts/impact`, { javaScript: false });
    await boxOf(page).fill(inWords);
    await press(page, "Show as it will be read");
    await expect(page.getByRole("cell", { name: "Hub | West" }).count()).resolves.toBe(1);
    await expect(boxOf(page).inputValue()).resolves.toBe(inWords);
  });
});

describe.concurrent("two people in one proposal", () => {
  test("in different texts are both kept", async () => {
    const proposalId = await aDraft();
    const pages = await Promise.all(
      ["impact", "relevance"].map((part) => open(`/en/proposals/${proposalId}/texts/${part}`)),
    );
    await Promise.all(pages.map((page, index) => page.locator("textarea").first().fill(`Text ${index}.`)));
    await Promise.all(pages.map((page) => page.getByText("Last saved on 10 January 2027").waitFor()));
    const { body } = await site.api.send("GET", `/v1/proposals/${proposalId}`, { as: anna.user });
    expect(JSON.stringify(body["parts"])).toMatch(/Text 0\..*Text 1\./);
  });

  test("in the same text see both, word by word, and lose nothing", async () => {
    const proposalId = await aDraft();
    const path = `/en/proposals/${proposalId}/texts/impact`;
    const [mine, theirs] = [await open(path), await open(path, { javaScript: false })];
    await boxOf(theirs).fill("The hub trains twenty people.\n\nTheir end.");
    await press(theirs, "Save");
    await boxOf(mine).fill("The hub trains ten people.\n\nMy end.");
    await mine.getByText("Not saved yet. Somebody saved this part").waitFor();
    await press(mine, "Save");
    await expect(mine.locator("mark").allInnerTexts()).resolves.toEqual(["ten", "My", "twenty", "Their"]);
    await takeScreenshot(mine, "proposal-conflict");
    await press(mine, "Put both together and go on writing");
    await expect(boxOf(mine).inputValue()).resolves.toBe(
      "The hub trains ten people.\nThe hub trains twenty people.\n\nMy end.\nTheir end.",
    );
    await press(mine, "Save");
    await mine.getByRole("status").filter({ hasText: "Saved" }).first().waitFor();
  });
});

describe.concurrent("without a connection", () => {
  const kept = (page: Page) => page.getByText("kept on this device. It is back in the form").waitFor();

  /** A browser loads a page that failed again by itself once it is connected; it is left before, so that the page is opened once. */
  const reloadAndComeBack = async (page: Page, address: string) => {
    await page.reload().catch(() => null);
    await page.waitForURL("chrome-error://chromewebdata/");
    await page.goto("about:blank");
    await page.context().setOffline(false);
    await page.goto(address);
  };

  test("typing goes on, a reload loses nothing, and it is saved when the connection is back", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/impact`);
    await page.context().setOffline(true);
    await boxOf(page).fill("Written in a tunnel.");
    await page.getByText("Not saved: there is no connection.").waitFor();
    await boxOf(page).pressSequentially(" And on.");
    await page.waitForFunction(() => Object.values(globalThis.localStorage).some((text) => text.includes("And on.")));
    await reloadAndComeBack(page, `${site.url}/en/proposals/${proposalId}/texts/impact`);
    // That it was kept is told until it is saved, which may be at once.
    await page.getByText("Last saved on 10 January 2027").waitFor();
    await expect(page.evaluate("localStorage.length")).resolves.toBe(0);
    const again = await open(`/en/proposals/${proposalId}/texts/impact`, { javaScript: false });
    await expect(boxOf(again).inputValue()).resolves.toBe("Written in a tunnel. And on.");
  });

  test("somebody else's save meanwhile is not overwritten", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/impact`);
    await page.context().setOffline(true);
    await boxOf(page).fill("Mine.");
    await page.waitForFunction(() => globalThis.localStorage.length > 0);
    const body = { kind: "text", section: "impact", text: "Theirs." };
    await site.thread.must("PUT", `/v1/proposals/${proposalId}/parts/text.impact`, { as: anna.user, body, ifMatch: 0 });
    await reloadAndComeBack(page, `${site.url}/en/proposals/${proposalId}/texts/impact`);
    await kept(page);
    await page.getByText("Not saved yet. Somebody saved this part").waitFor();
    await press(page, "Save");
    await expect(page.locator("mark").allInnerTexts()).resolves.toEqual(["Mine", "Theirs"]);
  });
});

describe("the clock of the page", () => {
  test.each([
    ["ahead", 7_200_000],
    ["behind", -7_200_000],
  ])(
    "is the platform's with a device two hours %s, and shows at the deadline what was received (CLR-CAL-01)",
    async (_, offMs) => {
      const proposalId = await aDraft();
      const page = await open("/en/about");
      site.setClock(threeSecondsLeft);
      await page.addInitScript(`const at = Date.now; Date.now = () => at() + ${String(offMs)};`);
      await page.goto(`${site.url}/en/proposals/${proposalId}/texts/impact`);
      await page.getByText(/Time left: [0-3] seconds? \(time of the platform\)/).waitFor();
      await expect(
        page.getByRole("button", { name: "Save", exact: true }).getAttribute("aria-disabled"),
      ).resolves.toBeNull();
      site.setClock(justLate);
      await page.getByText("Nothing was submitted.").waitFor();
      site.setClock(whileOpen);
    },
  );
});
