import type { Sha256 } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { z } from "zod";
import { CountryCode, Pic } from "../proposals/part.ts";

/** What anybody who builds a consortium may know of an organisation: name, PIC, country, and whether the Centre has validated it. */
export const PublicOrganisation = z
  .object({
    organisation: OrganisationId,
    name: z.string(),
    pic: Pic,
    country: CountryCode,
    state: z.enum(["registered", "validated", "refused"]),
  })
  .meta({ id: "PublicOrganisation" });
export type PublicOrganisation = z.infer<typeof PublicOrganisation>;

const provisionalDigits = 8;
const digitsOf = (hex: string): string =>
  String(Number.parseInt(hex.slice(0, 12), 16) % 10 ** provisionalDigits).padStart(provisionalDigits, "0");

/** A number for who has no PIC yet. The Union's own never begin with a zero, so that one of these is never taken for one of theirs. */
export const provisionalPic = (sha256: Sha256, seed: string): Pic => Pic.parse(`0${digitsOf(sha256(`pic:${seed}`))}`);

export const isProvisionalPic = (pic: string): boolean => pic.startsWith("0");

/** Letters and digits in lower case without accents, words apart by one space. */
const plainWords = (name: string): readonly string[] =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** A search asks for at least so many letters: fewer would be a list. */
export const searchedLettersMin = 3;
const indexedWordsMax = 6;
const indexedLettersMax = 60;
const bucketLetters = 2;

/** Where a name is found: its first letters are the bucket, the name from there on is the key. */
export type NameKey = { readonly bucket: string; readonly text: string };

const nameKey = (text: string): NameKey => ({
  bucket: text.slice(0, bucketLetters),
  text: text.slice(0, indexedLettersMax),
});

/** The keys of a name: one from each of its first words on, so that a name is found by its middle as well. */
export const nameKeysOf = (name: string): readonly NameKey[] => {
  const words = plainWords(name);
  const texts = words
    .map((_, place) => words.slice(place).join(" "))
    .filter((text) => text.length >= searchedLettersMin);
  return [...new Map(texts.slice(0, indexedWordsMax).map((text) => [text, nameKey(text)])).values()];
};

/** What is looked for; `null` when there are too few letters to look for. */
export const searchKeyOf = (written: string): NameKey | null => {
  const text = plainWords(written).join(" ");
  return text.length < searchedLettersMin ? null : nameKey(text);
};
