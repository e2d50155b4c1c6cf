import { createHash } from "node:crypto";
import type { DemoPerson } from "./people.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const style = `
  body { font: 1rem/1.5 Arial, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #26324b; }
  ul { list-style: none; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
  h2 { margin: 1.5rem 0 .5rem; font-size: 1.125rem; }
  label { display: block; }
  input { font: inherit; padding: .5rem; border: 1px solid #6b7896; border-radius: .25rem; max-width: 100%; }
  button { font: inherit; padding: .5rem 1rem; cursor: pointer; color: inherit; background: #fff;
    border: 1px solid #6b7896; border-radius: .25rem; }
  li button { text-align: left; width: 100%; height: 100%; padding: .75rem 1rem; }
  button:hover, button:focus-visible, input:focus-visible { outline: 3px solid #3e6fe5; }
  strong, span { display: block; overflow-wrap: anywhere; }`;

/** The page has no script, and no style but its own. */
export const signInPageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    // A form leads on through the provider to the portal, which may be called by another name of this machine.
    "form-action 'self' http://127.0.0.1:* http://localhost:*",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  // With none at all, the browser would not even say which site a form is from.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
} as const;

const choice = ({ id, name, role, organisation }: DemoPerson): string =>
  `<li><button type="submit" name="person" value="${escapeHtml(id)}">` +
  `<strong>${escapeHtml(name)}</strong><span>${escapeHtml(role)} · ${escapeHtml(organisation)}</span></button></li>`;

const group = (role: string, people: readonly DemoPerson[]): string =>
  `<h2>${escapeHtml(role)}</h2>\n<ul>\n${people.map(choice).join("\n")}\n</ul>`;

const fits = ({ name, role, organisation }: DemoPerson, search: string): boolean =>
  [name, role, organisation].some((text) => text.toLowerCase().includes(search.toLowerCase()));

const groups = (people: readonly DemoPerson[]): string =>
  people.length === 0
    ? "<p>Nobody here is called so.</p>"
    : [...Map.groupBy(people, ({ role }) => role)].map(([role, some]) => group(role, some)).join("\n");

export type SignInPage = {
  readonly action: string;
  readonly people: readonly DemoPerson[];
  readonly search: string;
  /** Who is asked to prove again that it is them; then the page offers nobody else at first. */
  readonly expected: DemoPerson | undefined;
};

const heading = ({ expected, action }: SignInPage): string =>
  expected === undefined
    ? `<h1>Sign in</h1>
<p>This platform runs on one machine, for demonstrations and tests. Everybody here is invented: choose whose part you play.</p>`
    : `<h1>Confirm that it is you</h1>
<p>In the real world you would now prove it, with a second factor. Here a click is enough.</p>
<form method="post" action="${escapeHtml(action)}">
<ul>
${choice(expected)}
</ul>
</form>
<p>Or be somebody else:</p>`;

/** The people of a demonstration by role: one button each. */
export const signInPage = (page: SignInPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in – demonstration</title>
<style>${style}</style>
</head>
<body>
<main>
${heading(page)}
<form method="get" role="search">
<label for="q">Name, role or organisation</label>
<input type="search" id="q" name="q" value="${escapeHtml(page.search)}">
<button type="submit">Search</button>
</form>
<form method="post" action="${escapeHtml(page.action)}">
${groups(page.people.filter((person) => fits(person, page.search)))}
<p><button type="submit" name="person" value="">Go back without signing in</button></p>
</form>
</main>
</body>
</html>
`;

/** Shown in the place of a sign-in that is none any more. */
export const lostSignInPage = (
  reason = "It took too long, or the platform was started anew in between.",
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in again – demonstration</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>This sign-in is over</h1>
<p>${escapeHtml(reason)} Nothing is lost.</p>
<p><a href="/auth/sign-in">Sign in</a></p>
</main>
</body>
</html>
`;
