import type { DemoPerson } from "@grants/local/actors";
import { createTranslate } from "@grants/portal/words/translate";
import type { Page } from "playwright-core";

/** The site's words, as an English reader sees them: when a word changes, a journey finds its button all the same. */
export const words = createTranslate("en");

/** Scripts or no scripts: whoever clicks through a journey gets through it either way. */
export const readers = [
  ["with JavaScript", true],
  ["without JavaScript", false],
] as const;

/** Longer than any page takes on a busy machine, and shorter than a test. */
const actionMsMax = 15_000;

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).first().click({ timeout: actionMsMax });

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole("link", { name, exact: true }).first().click({ timeout: actionMsMax });

/** Writes into the fields of a form, by their labels. */
export const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) {
    // A required field's label ends in an asterisk.
    const field = page.getByLabel(label, { exact: true }).or(page.getByLabel(`${label}*`, { exact: true }));
    await field.fill(value, { timeout: actionMsMax });
  }
};

/** The heading of the page, once it is there. */
export const titleOf = async (page: Page): Promise<string> =>
  (await page.getByRole("heading", { level: 1 }).textContent({ timeout: actionMsMax })) ?? "";

/** Waits for the page with this heading. */
export const arriveAt = (page: Page, title: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor({ timeout: actionMsMax });

const pick = async (page: Page, { name, role }: DemoPerson): Promise<void> => {
  await page.getByRole("button", { name: new RegExp(`^${name}\\s*${role}`) }).click({ timeout: actionMsMax });
  await page.getByLabel(words("shell.signedInAs", { name }), { exact: true }).waitFor({ timeout: actionMsMax });
};

/** From nobody to somebody, by the link in the header. One comes back to where one was. */
export const choosePerson = async (page: Page, person: DemoPerson): Promise<void> => {
  await follow(page, words("shell.choosePerson"));
  await pick(page, person);
};

/** From somebody to somebody else. */
export const switchPerson = async (page: Page, from: DemoPerson, to: DemoPerson): Promise<void> => {
  await page
    .getByLabel(words("shell.signedInAs", { name: from.name }), { exact: true })
    .click({ timeout: actionMsMax });
  await follow(page, words("shell.switchPerson"));
  await pick(page, to);
};
