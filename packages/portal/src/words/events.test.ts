import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { events } from "./en/events.ts";

const root = `${import.meta.dirname}/../../../..`;

const sources = globSync("{packages/core/src,functions}/**/*.ts", { cwd: root })
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(`${root}/${path}`, "utf8"));

/** Where core names what an entry records: as a member or a variable, in a table by step, or as what a use case is told to write. */
const placesOfTypes = [
  /\btype(?:: \w+)?\s*[:=]\s*([^;,{}]*)/g,
  /\bconst \w*[tT]ypes?\b[^=]*= \{([^}]*)\}/g,
  /\b(?:stillOpen|decided|cleared|headChange)\((.*)\)/g,
];

/** Two words or more, so that a state or a kind of one word is not taken for an event. */
const typesIn = (place: string): readonly string[] =>
  [...place.matchAll(/"((?:[A-Z][a-z0-9]+){2,})"/g)].flatMap(([, type]) => type ?? []);

const types = new Set(
  sources.flatMap((source) =>
    placesOfTypes.flatMap((pattern) => [...source.matchAll(pattern)].flatMap(([, place]) => typesIn(place ?? ""))),
  ),
);

test("every type of audit entry has a title in words, and every title its type", () => {
  expect(types.size).toBeGreaterThan(100);
  expect(Object.keys(events).toSorted()).toEqual([...types].map((type) => `events.${type}`).toSorted());
});
