import type { ProposalDocument } from "./document.ts";
import { type WordChange, compareWords } from "./compare-words.ts";

/** One field that differs: an amount with its difference, a text word by word, anything else as it was and is. */
export type FieldChange = {
  readonly path: string;
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
  /** Of amounts: after less before. */
  readonly differenceCents?: number;
  readonly words?: readonly WordChange[];
};

type Leaf = string | number | boolean;
type Leaves = ReadonlyMap<string, Leaf>;

const leavesOf = (value: unknown, name: string): readonly (readonly [string, Leaf])[] => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [[name, value]];
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, place) => leavesOf(item, `${name}.${place + 1}`));
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, name === "" ? key : `${name}.${key}`));
};

/** Which part a content is, by what tells it from its like. */
const nameOf = (content: object): string =>
  ["kind", "section", "declaration", "slot", "workPackage"]
    .flatMap((key) => {
      const value: unknown = Reflect.get(content, key);
      return typeof value === "string" ? [value] : [];
    })
    .join(".");

const apart = new Set(["kind", "slot", "section", "declaration", "workPackage"]);
const ofPart = (content: object): Leaves => new Map(leavesOf(content, "").filter(([name]) => !apart.has(name)));

const partsOf = (document: ProposalDocument): ReadonlyMap<string, Leaves> => {
  const { totals, partVersions: _versions, callVersion: _call, ...rest } = document;
  const contents = Object.values(rest).flatMap((value): readonly object[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === "object") : typeof value === "object" ? [value] : [],
  );
  const { partners, ...sums } = totals;
  return new Map([
    ...contents.map((content) => [nameOf(content), ofPart(content)] as const),
    ["totals", new Map(leavesOf(sums, ""))],
    ...partners.map((partner) => [`totals.${partner.slot}`, ofPart(partner)] as const),
  ]);
};

const isAmount = (field: string): boolean => /Cents(?:\.|$)/.test(field);
/** A text is compared word by word from so many characters on: below, both are seen at a glance. */
const longText = 60;

const changeOf = (path: string, field: string, before: Leaf | undefined, after: Leaf | undefined): FieldChange => {
  const shared = {
    path,
    field,
    ...(before === undefined ? {} : { before: String(before) }),
    ...(after === undefined ? {} : { after: String(after) }),
  };
  if (isAmount(field)) return { ...shared, differenceCents: Number(after ?? 0) - Number(before ?? 0) };
  const isLong = [before, after].some((text) => typeof text === "string" && text.length >= longText);
  return isLong ? { ...shared, words: compareWords(String(before ?? ""), String(after ?? "")) } : shared;
};

/** Two frozen documents, field by field, in the order of the parts. What is the same in both is not named. */
export const compareDocuments = (before: ProposalDocument, after: ProposalDocument): readonly FieldChange[] => {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const [old, now] = [was.get(path) ?? new Map<string, Leaf>(), is.get(path) ?? new Map<string, Leaf>()];
    return [...new Set([...old.keys(), ...now.keys()])]
      .filter((field) => old.get(field) !== now.get(field))
      .map((field) => changeOf(path, field, old.get(field), now.get(field)));
  });
};
