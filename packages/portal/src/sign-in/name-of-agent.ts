const browsers: readonly (readonly [name: string, mark: RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];
const systems: readonly (readonly [name: string, mark: RegExp])[] = [
  ["Windows", /Windows/],
  ["Android", /Android/],
  ["iPhone or iPad", /iPhone|iPad/],
  ["macOS", /Mac OS X|Macintosh/],
  ["Linux", /Linux/],
];

/** What a browser calls itself, as people call it: "Firefox, Windows". Null where it says nothing that is known. */
export const nameOfAgent = (agent: string): string | null => {
  const nameIn = (list: typeof browsers) => list.find(([, mark]) => mark.test(agent))?.[0];
  const names = [nameIn(browsers), nameIn(systems)].filter((name) => name !== undefined);
  return names.length === 0 ? null : names.join(", ");
};
