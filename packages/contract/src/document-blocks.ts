import { z } from "@hono/zod-openapi";

const Fact = z.object({ term: z.string(), detail: z.string() });

/** What a letter or a report says, in the order in which it is read. */
export const LetterBlock = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("heading"), text: z.string() }),
    z.object({ kind: z.literal("text"), text: z.string() }),
    z.object({ kind: z.literal("note"), text: z.string() }),
    z.object({ kind: z.literal("list"), isOrdered: z.boolean(), items: z.array(z.string()) }),
    z.object({ kind: z.literal("facts"), caption: z.string(), rows: z.array(Fact) }),
  ])
  .meta({ id: "LetterBlock" });
