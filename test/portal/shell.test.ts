import { buildAssets } from "@grants/portal/assets/build";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
  pageTitle,
} from "../support/browser.ts";
import { aPortal } from "./a-portal.ts";
import { servePortal, type ServedPortal } from "./serve-portal.ts";

let browser: TestBrowser;
let portal: ServedPortal;

beforeAll(async () => {
  portal = await servePortal(aPortal({ assets: await buildAssets() }));
  browser = await startBrowser();
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await browser.close();
  await portal.close();
});

const at = (path: string): string => `${portal.url}${path}`;
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const focusedText = (page: Page) => page.evaluate<string>("document.activeElement.textContent.trim()");

const englishPages = [
  ["/en", "Funding for Europe's cybersecurity"],
  ["/en/glossary", "Glossary"],
  ["/en/accessibility", "Accessibility statement"],
  ["/en/nowhere", "Page not found"],
] as const;
const dutchPages = [
  ["/nl", "Geld voor de cyberbeveiliging van Europa"],
  ["/nl/glossary", "Woordenlijst"],
  ["/nl/accessibility", "Toegankelijkheidsverklaring"],
  ["/nl/nergens", "Pagina niet gevonden"],
] as const;

describe.each(englishPages)("the page %s", (path, title) => {
  test("is accessible, and fits a phone and a desk screen", async () => {
    const page = await browser.openPage(at(path), { viewport: desk });
    await expect(heading(page).textContent()).resolves.toBe(title);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
  });
});

// The same markup: other words may be too wide, and no more.
describe.each(dutchPages)("the page %s", (path, title) => {
  test("fits a phone and a desk screen", async () => {
    const page = await browser.openPage(at(path), { viewport: desk });
    await expect(heading(page).textContent()).resolves.toBe(title);
    await expectNoOverflow(page);
  });
});

describe.each([...englishPages, ...dutchPages])("the page %s", (path, title) => {
  test("is whole without JavaScript", async () => {
    const page = await browser.openPage(at(path), { viewport: phone, javaScript: false });
    await expect(heading(page).textContent()).resolves.toBe(title);
    await page.locator(".portal-menu__drawer > summary").click();
    await expect(page.getByRole("navigation").getByRole("link").first().isVisible()).resolves.toBe(true);
    await expectNoOverflow(page);
  });
});

describe.each(["/en", "/en/glossary", "/en/nowhere"])("the page %s on a phone", (path) => {
  test("is accessible, its menu open too", async () => {
    const page = await browser.openPage(at(path), { viewport: phone });
    await page.locator(".portal-menu__drawer > summary").click();
    await expect(expectAccessible(page)).resolves.toEqual([]);
  });
});

describe("every component on one page", () => {
  test("is accessible, fits, and breaks no rule of the content security policy", async () => {
    const page = await browser.openPage(at("/en/showcase"));
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    expectNoConsoleErrors(page);
    await takeScreenshot(page, "showcase-desk");
  });

  test("keeps the last column of a table inside the window", async () => {
    const page = await browser.openPage(at("/en/showcase"));
    const rights = await page.evaluate<number[]>(
      "[...document.querySelectorAll('th:last-child')].map((cell) => cell.getBoundingClientRect().right)",
    );
    expect(Math.max(...rights)).toBeLessThanOrEqual(desk.width);
  });

  test("refused, names its errors first and leads to each field, its input kept", async () => {
    const page = await browser.openPage(at("/en/showcase"), { viewport: phone, javaScript: false });
    await page.getByRole("button", { name: "Save and continue" }).click();
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expect(pageTitle(page)).resolves.toBe("Error: All components | ECCC Grants");
    await page.getByRole("link", { name: "Write the amount with at most two decimals." }).click();
    await expect(page.getByLabel("Requested EU contribution").inputValue()).resolves.toBe("1 234,567");
    expect(new URL(page.url()).hash).toBe("#amount");
    await takeScreenshot(page, "showcase-errors-phone");
  });

  test("counts characters while a person types", async () => {
    const page = await browser.openPage(at("/en/showcase"));
    await page.getByLabel("Abstract").fill("x".repeat(101));
    await expect(page.locator(".portal-counter").textContent()).resolves.toBe(
      "101 of 100 characters used: too long, please shorten the text",
    );
  });

  test("says why a button does nothing, in reach of the keyboard", async () => {
    const page = await browser.openPage(at("/en/showcase"));
    const button = page.getByRole("button", { name: "Sign", exact: true });
    await button.focus();
    await expect(focusedText(page)).resolves.toBe("Sign");
    await expect(button.getAttribute("aria-disabled")).resolves.toBe("true");
  });
});

describe.each(["403", "409", "412"])("the page of a refusal, %s,", (status) => {
  test("is accessible and gives the reason", async () => {
    const page = await browser.openPage(at(`/en/showcase/refused/${status}`));
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expect(page.getByText("Reason").isVisible()).resolves.toBe(true);
  });
});

describe("a reader with a keyboard", () => {
  test("skips to the content with the first key", async () => {
    const page = await browser.openPage(at("/en/glossary"));
    await page.keyboard.press("Tab");
    await expect(focusedText(page)).resolves.toBe("Skip to main content");
    await page.keyboard.press("Enter");
    await expect(page.evaluate<string>("document.activeElement.id")).resolves.toBe("main");
  });

  test("opens a menu of the header and leaves it with Escape", async () => {
    const page = await browser.openPage(at("/en"));
    const menu = page.locator("details.ecl-site-header__language");
    await menu.locator("summary").focus();
    await page.keyboard.press("Enter");
    await expect(menu.getAttribute("open")).resolves.toBe("");
    await page.keyboard.press("Escape");
    await expect(menu.getAttribute("open")).resolves.toBeNull();
  });
});

describe("changing the language", () => {
  test("keeps the page and what was asked of it", async () => {
    const page = await browser.openPage(at("/en/glossary?q=call"), { javaScript: false });
    await page.locator("details.ecl-site-header__language > summary").click();
    await page.getByRole("link", { name: "Nederlands" }).click();
    expect(page.url()).toBe(at("/nl/glossary?q=call"));
    await expect(page.locator("html").getAttribute("lang")).resolves.toBe("nl");
  });

  test("is not needed by who says what they read", async () => {
    const page = await browser.openPage(portal.url, { locale: "nl-BE" });
    expect(page.url()).toBe(at("/nl"));
  });
});

describe("a person who is signed in", () => {
  test("sees their name, their navigation and the way out", async () => {
    const page = await browser.openPage(at("/en"), { cookies: { person: "applicant" } });
    await page.getByText("Anna Verhoeven", { exact: true }).click();
    await expect(page.getByRole("button", { name: "Sign out" }).isVisible()).resolves.toBe(true);
    await expect(page.getByRole("navigation").getByRole("link", { name: "Your work" }).isVisible()).resolves.toBe(true);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await takeScreenshot(page, "home-signed-in-desk");
  });
});

describe("the checks of this file", () => {
  const planted = "<!doctype html><html><body><img src='' width=9999 height=9></body></html>";

  test("see what keeps people out", async () => {
    const page = await browser.openPage(at("/en"));
    await page.setContent(planted);
    await expect(expectAccessible(page)).rejects.toThrow("axe on");
  });

  test("see what is too wide", async () => {
    const page = await browser.openPage(at("/en"));
    await page.setContent(planted);
    await expect(expectNoOverflow(page)).rejects.toThrow("at 390 px");
  });

  test("see what the content security policy refused", async () => {
    const page = await browser.openPage(at("/en"));
    await page.evaluate("document.body.setAttribute('style', 'color: red')");
    expect(() => expectNoConsoleErrors(page)).toThrow("console of");
  });
});
