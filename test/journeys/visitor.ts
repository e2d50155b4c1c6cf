import { createTranslate } from "@grants/portal/words/translate";
import type { Page } from "playwright-core";
import { expectAccessible, expectNoConsoleErrors, expectNoOverflow } from "../support/browser.ts";

/** A person of the demonstration, as the page of the sign-in names them. */
export type Visitor = { readonly id: string; readonly name: string; readonly role: string };

/** The site's words, as an English reader sees them: when a word changes, a journey finds its button all the same. */
export const words = createTranslate("en");

/** Longer than any page takes on a busy machine, and shorter than a test. */
const actionMsMax = 15_000;

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).first().click({ timeout: actionMsMax });

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole("link", { name, exact: true }).first().click({ timeout: actionMsMax });

/** A required field's label ends in an asterisk. */
const fieldOf = (page: Page, label: string) =>
  page.getByLabel(label, { exact: true }).or(page.getByLabel(`${label}*`, { exact: true }));

/** Writes into the fields of a form, by their labels. */
export const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await fieldOf(page, label).fill(value, { timeout: actionMsMax });
};

/** Waits for the page with this heading. */
export const arriveAt = (page: Page, title: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor({ timeout: actionMsMax });

/** Chooses from the lists of a form, by their labels. */
export const choose = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values))
    await fieldOf(page, label).selectOption(value, { timeout: actionMsMax });
};

/** Follows the link in the row of a table that says this. */
export const followInRow = (page: Page, row: string, name: string): Promise<void> =>
  page
    .getByRole("row")
    .filter({ hasText: row })
    .getByRole("link", { name, exact: true })
    .click({ timeout: actionMsMax });

/** Chooses or ticks by its words. */
export const tick = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: true }).click({ timeout: actionMsMax });

/** Waits for these words. */
export const see = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: true }).first().waitFor({ timeout: actionMsMax });

const signedInAs = (page: Page, name = "") =>
  page.locator(`summary[aria-label^="${words("shell.signedInAs", { name }).trim()}"]`);

/** Signs in, from whatever page one is on, and comes back to it. */
const signIn = async (page: Page, { name, role }: Visitor): Promise<void> => {
  await follow(page, words("shell.signIn"));
  await page.getByRole("button", { name: new RegExp(`^${name}\\s*${role}`) }).click({ timeout: actionMsMax });
  await page.getByLabel(words("shell.signedInAs", { name }), { exact: true }).waitFor({ timeout: actionMsMax });
};

/** Becomes somebody, by the person's menu in the header. Who was somebody else is signed out first. */
export const become = async (page: Page, person: Visitor): Promise<void> => {
  const menu = signedInAs(page);
  if ((await menu.count()) > 0) {
    await menu.click({ timeout: actionMsMax });
    await press(page, words("signIn.signOut"));
    await arriveAt(page, words("signIn.signedOutTitle"));
  }
  await signIn(page, person);
};

/** Opens the site on another day: the session is over, and one signs in again. */
export const comeBack = async (page: Page, person: Visitor): Promise<void> => {
  await page.goto(new URL("/en", page.url()).href);
  if ((await signedInAs(page).count()) === 0) await signIn(page, person);
};

/** What every page is held to: no script failed, it fits a phone and a desk, and everybody can use it. */
export const expectGoodPage = async (page: Page): Promise<void> => {
  expectNoConsoleErrors(page);
  await expectNoOverflow(page);
  // Without scripts it is the same page: looking through it twice would take as long as the journey.
  const isScripted = (await page.locator("html.no-js").count()) === 0;
  if (isScripted) await expectAccessible(page);
};

/** Waits for the page with this heading, and holds it to what every page is held to. */
export const reach = async (page: Page, title: string): Promise<void> => {
  await arriveAt(page, title);
  await expectGoodPage(page);
};
