import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from "playwright-core";
import { expect } from "vitest";
import { type Chromium, findChromium } from "./find-chromium.ts";

export type Viewport = { readonly width: number; readonly height: number };

export const phone: Viewport = { width: 390, height: 844 };
export const desk: Viewport = { width: 1280, height: 900 };

const flags = [
  "--no-sandbox",
  // A page is gone before code that was compiled to run fast has paid for its compilation.
  "--js-flags=--no-opt --no-maglev",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

type PageOptions = {
  readonly javaScript?: boolean;
  readonly viewport?: Viewport;
  /** As a browser would say it: "nl-NL". */
  readonly locale?: string;
  readonly cookies?: Readonly<Record<string, string>>;
};

export type TestBrowser = {
  /** A page of its own session, with nothing kept from other pages. */
  readonly openPage: (url: string, options?: PageOptions) => Promise<Page>;
  /** Ends the sessions of a test; for `afterEach`, since every open page costs time. */
  readonly closePages: () => Promise<void>;
  /** Leaves the browser to the next test file. */
  readonly close: () => Promise<void>;
};

const consoleErrors = new WeakMap<Page, string[]>();

const withoutScripts = new WeakSet<Page>();

const collectErrors = (page: Page): void => {
  const errors: string[] = [];
  consoleErrors.set(page, errors);
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => errors.push(error.message));
};

type Session = { readonly kind: string; readonly context: BrowserContext; isFree: boolean };

const launch = async ({ executablePath, env }: Chromium): Promise<Browser> =>
  // Playwright gives every launch a new profile folder, and removes it when the process that runs the tests ends.
  chromium
    .launch({ executablePath, args: flags, env: { ...process.env, ...env }, headless: true })
    .catch((cause: unknown) => {
      throw new Error(`The browser ${executablePath} does not start; set CHROMIUM_PATH to another.`, { cause });
    });

const kindOf = ({ javaScript = true, viewport = desk, locale = "en-GB" }: PageOptions): string =>
  JSON.stringify([javaScript, viewport, locale]);

const openSession = async (browser: Browser, options: PageOptions): Promise<Session> => {
  const { javaScript = true, viewport = desk, locale = "en-GB" } = options;
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    viewport,
    locale,
    reducedMotion: "reduce",
  });
  return { kind: kindOf(options), context, isFree: false };
};

const openIn = async (context: BrowserContext, url: string, options: PageOptions): Promise<Page> => {
  const { origin } = new URL(url);
  await context.addCookies(
    Object.entries(options.cookies ?? {}).map(([name, value]) => ({ name, value, url: origin, httpOnly: true })),
  );
  const page = await context.newPage();
  collectErrors(page);
  if (options.javaScript === false) withoutScripts.add(page);
  await page.goto(url, { waitUntil: "load" });
  return page;
};

const leave = async (session: Session): Promise<void> => {
  await Promise.all(session.context.pages().map((page) => page.close()));
  await session.context.clearCookies();
  session.isFree = true;
};

const answerMsMax = 45_000;
let silence: Error | undefined;

/** A browser that does not answer is said to be one, at once to every test that comes after: none of them waits for it again. */
const answered = async <T>(what: string, ask: () => Promise<T>): Promise<T> => {
  if (silence !== undefined) throw silence;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    silence = new Error(`The browser has not answered within ${String(answerMsMax)} ms: ${what}.`);
    late.reject(silence);
  }, answerMsMax);
  try {
    return await Promise.race([ask(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** Sessions that pages of a kind have one after the other: what a session has read of the site's files stays, what its visitor has does not. */
const createSessions = (browser: Browser): TestBrowser => {
  const sessions: Session[] = [];
  const take = async (options: PageOptions): Promise<Session> => {
    const free = sessions.find(({ kind, isFree }) => isFree && kind === kindOf(options));
    if (free !== undefined) {
      free.isFree = false;
      return free;
    }
    const session = await openSession(browser, options);
    sessions.push(session);
    return session;
  };
  const closePages = async (): Promise<void> => {
    const busy = sessions.filter(({ isFree }) => !isFree);
    await answered("closing pages", () => Promise.all(busy.map(leave)));
  };
  return {
    openPage: (url, options = {}) =>
      answered(`opening ${url}`, async () => openIn((await take(options)).context, url, options)),
    closePages,
    close: closePages,
  };
};

let opened: Promise<TestBrowser> | undefined;

/** The browser of this process, which its test files use one after the other. It ends with the process. */
export const startBrowser = async (): Promise<TestBrowser> => {
  opened ??= findChromium().then(launch).then(createSessions);
  return opened;
};

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

export type AccessibilityFinding = {
  readonly impact: string;
  readonly rule: string;
  readonly elements: readonly string[];
};

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Only what fails, found in one look: our pages have no frames of other sites, and nobody reads the list of what passed. */
const runAxe = `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ["violations"] }).then(({ violations }) => violations)`;

const lookWithAxe = async (page: Page): Promise<AxeResults["violations"]> => {
  await page.evaluate(await axeSource);
  return page.evaluate<AxeResults["violations"]>(runAxe);
};

const scriptSwitches = new WeakMap<Page, CDPSession>();

/** Stays open as long as the page: without it, the page would run scripts from then on. */
const scriptSwitchOf = async (page: Page): Promise<CDPSession> => {
  const known = scriptSwitches.get(page);
  if (known !== undefined) return known;
  const session = await page.context().newCDPSession(page);
  // What a session has not switched off itself, it cannot switch on.
  await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  scriptSwitches.set(page, session);
  return session;
};

/** Lets scripts run on a page that was loaded without them, while axe looks: the page's own were passed over for good. */
const lookWithoutScripts = async (page: Page): Promise<AxeResults["violations"]> => {
  const scripts = await scriptSwitchOf(page);
  await scripts.send("Emulation.setScriptExecutionDisabled", { value: false });
  const violations = await lookWithAxe(page);
  await scripts.send("Emulation.setScriptExecutionDisabled", { value: true });
  return violations;
};

/** What axe finds on a page as it stands, also on one without scripts. */
const findAccessibilityProblems = async (page: Page): Promise<readonly AccessibilityFinding[]> => {
  const violations = await (withoutScripts.has(page) ? lookWithoutScripts(page) : lookWithAxe(page));
  return violations.map(({ id, impact, nodes }) => ({
    impact: impact ?? "minor",
    rule: id,
    elements: nodes.map(({ html, failureSummary }) => `${html} → ${failureSummary ?? ""}`),
  }));
};

/** Fails on what keeps people out; tells of the rest, which is returned. */
export const expectAccessible = async (page: Page): Promise<readonly AccessibilityFinding[]> => {
  const findings = await findAccessibilityProblems(page);
  const isGrave = ({ impact }: AccessibilityFinding): boolean => impact === "serious" || impact === "critical";
  const lesser = findings.filter((finding) => !isGrave(finding));
  if (lesser.length > 0) console.warn(`axe, lesser findings on ${page.url()}`, lesser);
  expect(findings.filter(isGrave), `axe on ${page.url()}`).toEqual([]);
  return lesser;
};

/** Nothing may be wider than the window: a phone would have to scroll sideways. */
export const expectNoOverflow = async (page: Page): Promise<void> => {
  const before = page.viewportSize();
  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport);
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width, `width of ${page.url()} at ${String(viewport.width)} px`).toBeLessThanOrEqual(viewport.width);
  }
  if (before !== null) await page.setViewportSize(before);
};

/** The title of the page that a click led to: the click is over when the answer begins, before its head has been read. */
export const pageTitle = async (page: Page): Promise<string> => {
  await page.waitForLoadState("domcontentloaded");
  return page.title();
};

/** No script failed, nothing was refused by the content security policy, no file was missing. */
export const expectNoConsoleErrors = (page: Page): void => {
  expect(consoleErrors.get(page) ?? [], `console of ${page.url()}`).toEqual([]);
};

const screenshotFolder = `${import.meta.dirname}/../../reports/screenshots`;

/** Keeps a picture of the whole page in reports/screenshots, for people to look at; with SCREENSHOTS=1 only, since nothing is held to it. */
export const takeScreenshot = async (page: Page, name: string): Promise<void> => {
  if (process.env["SCREENSHOTS"] !== "1") return;
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: `${screenshotFolder}/${name}.png`, fullPage: true });
};
