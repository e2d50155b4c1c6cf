import { z } from "zod";

// Controls break lines and logs; bidirectional controls make a text read otherwise than it is stored. Written without properties and flags,
// so that the contract can carry the pattern as it is.
// oxlint-disable-next-line no-control-regex -- these are the characters that are kept out.
const line = /^[^\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]*$/;
// oxlint-disable-next-line no-control-regex -- the same without tab, line feed and the separators of lines.
const paragraphs = /^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]*$/;

/** Half of a surrogate pair is no text: it has no canonical bytes, and so no digest (RFC 8785). */
const isWhole = (text: string): boolean => text.isWellFormed();
const halfCharacter = "This holds half a character.";

/** A name, a title, a word: one line, without space around it. */
export const LineText = z
  .string()
  .trim()
  .regex(line, "This holds a character that a line of text cannot have.")
  .refine(isWhole, halfCharacter);

/** What people write at length: paragraphs, parted by line feeds. */
export const ParagraphText = z
  .string()
  .regex(paragraphs, "This holds a character that a text cannot have.")
  .refine(isWhole, halfCharacter);
