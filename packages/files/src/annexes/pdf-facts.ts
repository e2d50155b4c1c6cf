import { z } from "zod";

/** What a PDF is to a reader. */
export const PdfFacts = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("readable"), pages: z.int().min(0), hasText: z.boolean() }),
  z.object({ kind: z.literal("encrypted") }),
  z.object({ kind: z.literal("unreadable") }),
]);
export type PdfFacts = z.infer<typeof PdfFacts>;
