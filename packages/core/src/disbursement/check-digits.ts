const capitalOffset = 55;
const modulus = 97;

/**
 * ISO 7064 MOD 97-10 over digits and capital letters (A = 10 … Z = 35), with the first four characters moved to the end, as IBANs
 * (ISO 13616) and creditor references (ISO 11649) have it. The remainder of a correct one is 1.
 */
export const remainderOf97 = (text: string): number => {
  let remainder = 0;
  for (const character of `${text.slice(4)}${text.slice(0, 4)}`) {
    const isDigit = character >= "0" && character <= "9";
    const value = isDigit ? Number(character) : character.charCodeAt(0) - capitalOffset;
    remainder = (remainder * (isDigit ? 10 : 100) + value) % modulus;
  }
  return remainder;
};

/** Check digits run from 02 to 98: 00, 01 and 99 would pass the remainder test, and are never issued. */
const issuedCheckDigits = /^..(?:0[2-9]|[1-8]\d|9[0-8])/;

export const hasRightCheckDigits = (text: string): boolean => issuedCheckDigits.test(text) && remainderOf97(text) === 1;

/** Without the spaces that print groups it, ASCII letters in upper case; other characters stay, to be refused. */
export const withoutGroups = (text: string): string =>
  text.replace(/\s/gu, "").replace(/[a-z]/g, (letter) => letter.toUpperCase());
