import type { CallContent } from "./call.ts";

/** One difference between two contents, at a place such as `topics.NCH.budgetCents`; `null` where there is nothing on that side. */
export type ContentChange = {
  /** The part of the call that it belongs to, which the change log gives a reason for. */
  readonly field: string;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What names an element of a list, so that a topic is compared with itself wherever it stands. */
const nameMembers = ["topicId", "annexId", "section", "name", "ictCategory", "title"] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nameOf = (element: Readonly<Record<string, unknown>>, index: number): string => {
  const name = nameMembers.map((member) => element[member]).find((value) => typeof value === "string");
  return typeof name === "string" ? name.replaceAll(".", "·") : String(index + 1);
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Every leaf of a value under its path. A list of plain values is one leaf: its order is part of what it says. */
const leaves = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    return elements.every(isRecord)
      ? elements.flatMap((element, index) => leaves(element, `${path}.${nameOf(element, index)}`))
      : [[path, elements.map(textOf).join(", ")]];
  }
  if (isRecord(value)) return Object.entries(value).flatMap(([name, member]) => leaves(member, `${path}.${name}`));
  return [[path, textOf(value)]];
};

type Content = Readonly<Record<string, unknown>>;

const fieldsOf = (before: Content, after: Content): readonly string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
];

const isSame = (a: unknown, b: unknown): boolean => {
  const [was, is] = [new Map(leaves(a, "")), new Map(leaves(b, ""))];
  return was.size === is.size && [...was].every(([path, text]) => is.get(path) === text);
};

/** The parts of a call that two contents differ in, each of which a change log explains (CALL-03). */
export const changedFields = (before: CallContent, after: CallContent): readonly string[] => {
  const [old, next]: readonly [Content, Content] = [before, after];
  return fieldsOf(old, next).filter((field) => !isSame(old[field], next[field]));
};

/** All differences between two contents, field by field, in the order in which the call says them. */
export const compareContents = (before: CallContent, after: CallContent): readonly ContentChange[] => {
  const [old, next]: readonly [Content, Content] = [before, after];
  return changedFields(before, after).flatMap((field) => {
    const [was, is] = [new Map(leaves(old[field], field)), new Map(leaves(next[field], field))];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((path): readonly ContentChange[] => {
      const [first, second] = [was.get(path) ?? null, is.get(path) ?? null];
      return first === second ? [] : [{ field, path, before: first, after: second }];
    });
  });
};
