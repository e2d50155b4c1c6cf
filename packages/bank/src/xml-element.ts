/**
 * An element of a message as data: where it stands in its list is its order, `isRequired` its presence, `charactersMax` its length.
 * Values come from what is written: none leaves an optional element out.
 */
export type XmlElement<From> = {
  readonly tag: string;
  readonly isRequired: boolean;
} & (
  | {
      readonly values: (from: From) => readonly string[];
      readonly charactersMax: number;
      readonly timesMax: number;
      readonly attributes: string;
    }
  | { readonly children: readonly XmlElement<From>[]; readonly isPresent: (from: From) => boolean }
);

type Value = string | undefined;
const one = (value: Value): readonly string[] => (value === undefined ? [] : [value]);
const always = () => true;

export const text = <From>(
  tag: string,
  charactersMax: number,
  value: (from: From) => string,
  attributes = "",
): XmlElement<From> => ({
  tag,
  isRequired: true,
  charactersMax,
  timesMax: 1,
  attributes,
  values: (from) => one(value(from)),
});

export const optionalText = <From>(
  tag: string,
  charactersMax: number,
  value: (from: From) => Value,
): XmlElement<From> => ({
  tag,
  isRequired: false,
  charactersMax,
  timesMax: 1,
  attributes: "",
  values: (from) => one(value(from)),
});

export const repeatedText = <From>(
  tag: string,
  charactersMax: number,
  timesMax: number,
  values: (from: From) => readonly string[],
): XmlElement<From> => ({ tag, isRequired: false, charactersMax, timesMax, attributes: "", values });

/** A code that is the same in every message. */
export const code = <From>(tag: string, value: string): XmlElement<From> => text(tag, value.length, () => value);

export const group = <From>(tag: string, children: readonly XmlElement<From>[]): XmlElement<From> => ({
  tag,
  isRequired: true,
  children,
  isPresent: always,
});

export const optionalGroup = <From>(
  tag: string,
  isPresent: (from: From) => boolean,
  children: readonly XmlElement<From>[],
): XmlElement<From> => ({ tag, isRequired: false, children, isPresent });

/** The text of an element. Throws on a value that its row does not allow: limits are checked before anything is written. */
export const writeElement = <From>(element: XmlElement<From>, from: From): string => {
  const { tag, isRequired } = element;
  if ("children" in element)
    return element.isPresent(from) ? `<${tag}>${writeElements(element.children, from)}</${tag}>` : "";
  const values = element.values(from);
  if (values.length > element.timesMax || (isRequired && values.length === 0))
    throw new RangeError(`${tag} cannot stand ${values.length} times.`);
  return values.map((value) => writeLeaf(tag, element.attributes, element.charactersMax, value)).join("");
};

export const writeElements = <From>(elements: readonly XmlElement<From>[], from: From): string =>
  elements.map((element) => writeElement(element, from)).join("");

const writeLeaf = (tag: string, attributes: string, charactersMax: number, value: string): string => {
  if (value === "" || value.length > charactersMax)
    throw new RangeError(`${tag} has ${value.length} characters, not 1 to ${charactersMax}.`);
  return `<${tag}${attributes}>${escapeXml(value)}</${tag}>`;
};

const entityByCharacter: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

const escapeXml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => entityByCharacter.get(character) ?? character);
