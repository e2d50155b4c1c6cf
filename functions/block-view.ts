import type { LetterBlock } from "@grants/documents/letters/compose-letter";

/** A block of a letter or a report as the contract gives it. */
export const blockView = (block: LetterBlock) => {
  switch (block.kind) {
    case "list":
      return { ...block, items: [...block.items] };
    case "facts":
      return { ...block, rows: block.rows.map((row) => ({ ...row })) };
    case "heading":
      return { kind: block.kind, text: block.text };
    case "text":
    case "note":
      return block;
  }
};
