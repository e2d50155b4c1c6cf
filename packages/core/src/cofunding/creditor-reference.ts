import { z } from "zod";

/** A structured reference of a creditor (ISO 11649): RF, two check digits, at most 21 marks. */
export const CreditorReference = z
  .string()
  .regex(/^RF\d{2}[0-9A-Z]{1,21}$/)
  .brand("CreditorReference")
  .meta({ id: "CreditorReference", example: "RF18539007547034" });
export type CreditorReference = z.infer<typeof CreditorReference>;

const modulus = 97;
const letterBase = 36;

/** The remainder of the marks, letters read as numbers from A = 10 to Z = 35, taken mark by mark so that no number grows too large. */
const remainderOf = (marks: string): number => {
  let remainder = 0;
  for (const mark of marks)
    for (const digit of `${Number.parseInt(mark, letterBase)}`) remainder = (remainder * 10 + Number(digit)) % modulus;
  return remainder;
};

/** The reference of these marks, with the digits that tell a slip of the pen. Throws for marks that a reference cannot have. */
export const creditorReference = (marks: string): CreditorReference => {
  const check = modulus + 1 - remainderOf(`${marks}RF00`);
  return CreditorReference.parse(`RF${`${check}`.padStart(2, "0")}${marks}`);
};

/** What somebody wrote as a reference, without the blanks that paper puts into it; `null` where its check digits do not fit. */
export const readCreditorReference = (text: string): CreditorReference | null => {
  const written = CreditorReference.safeParse(text.replaceAll(/\s/g, "").toUpperCase());
  if (!written.success) return null;
  return remainderOf(`${written.data.slice(4)}${written.data.slice(0, 4)}`) === 1 ? written.data : null;
};
