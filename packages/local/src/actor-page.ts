import type { DemoPerson } from "./actors.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const style = `
  body { font: 1rem/1.5 Arial, sans-serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem; color: #26324b; }
  ul { list-style: none; padding: 0; display: grid; gap: .75rem; }
  button { font: inherit; text-align: left; width: 100%; padding: .75rem 1rem; cursor: pointer; color: inherit;
    background: #fff; border: 1px solid #6b7896; border-radius: .25rem; }
  button:hover, button:focus-visible { outline: 3px solid #3e6fe5; }
  button[aria-current] { background: #eaf0fe; border-color: #0d3f9b; }
  strong, span { display: block; }`;

const choice = (person: DemoPerson, current: DemoPerson | undefined): string => {
  const { id, name, role, organisation } = person;
  const mark = id === current?.id ? ' aria-current="true"' : "";
  return (
    `<li><button type="submit" name="actor" value="${escapeHtml(id)}"${mark}>` +
    `<strong>${escapeHtml(name)}</strong><span>${escapeHtml(role)} · ${escapeHtml(organisation)}</span></button></li>`
  );
};

/** The picker as a page: one form, one button for each person. */
export const actorPage = (
  people: readonly DemoPerson[],
  current: DemoPerson | undefined,
  returnTo: string,
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Choose a person – demonstration</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Whose part do you play?</h1>
<p>This platform runs on one machine, for demonstrations and tests. Everybody here is invented.</p>
<form method="post" action="/_local/actor">
<input type="hidden" name="returnTo" value="${escapeHtml(returnTo)}">
<ul>
${people.map((person) => choice(person, current)).join("\n")}
<li><button type="submit" name="actor" value=""${current === undefined ? ' aria-current="true"' : ""}><strong>Nobody</strong><span>Only what is public</span></button></li>
</ul>
</form>
</main>
</body>
</html>
`;
