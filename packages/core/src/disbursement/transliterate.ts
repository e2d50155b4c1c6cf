import { transliterationTable } from "./transliteration-table.ts";

/** The SEPA basic character set (PAYX-01). */
const basicCharacter = /^[a-zA-Z0-9/\-?:().,'+ ]$/;
const basicText = /^[a-zA-Z0-9/\-?:().,'+ ]*$/;
const letters = /\p{L}/gu;
const lowerCaseLetter = /\p{Ll}/u;
/** Written for a character that the table does not know. */
const fallback = ".";

export const isBasicText = (text: string): boolean => basicText.test(text);

/**
 * A text in the SEPA basic character set (PAYX-01, CLR-PAYX-01): character by character, without digraphs. An upper-case letter keeps
 * its case, and in a word of upper-case letters alone ("ȚEAVĂ", "ЩИТ") everything written for it is upper case. The result may be longer than the
 * original, so lengths are checked on the result. Text that is already basic stays as it is.
 */
export const transliterate = (text: string): string =>
  text.normalize("NFC").split(" ").map(transliterateWord).join(" ");

const transliterateWord = (word: string): string => {
  if (isBasicText(word)) return word;
  const isUpperCaseWord = (word.match(letters) ?? []).length > 1 && !lowerCaseLetter.test(word);
  return Array.from(word, (character) => transliterateCharacter(character, isUpperCaseWord)).join("");
};

const transliterateCharacter = (character: string, isUpperCaseWord: boolean): string => {
  if (basicCharacter.test(character)) return character;
  const known = transliterationTable.get(character);
  if (known !== undefined) return known;
  const written = transliterationTable.get(character.toLowerCase());
  if (written === undefined) return fallback;
  return isUpperCaseWord ? written.toUpperCase() : `${written.slice(0, 1).toUpperCase()}${written.slice(1)}`;
};
