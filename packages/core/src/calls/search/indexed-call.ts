import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallSummary } from "../call.ts";

/** When a call of this platform was first published and last changed; a record from elsewhere has no such history. */
const Publication = z.object({ publishedAt: Instant, updatedAt: Instant, contentVersion: z.int().min(1) });

/** A call as the search keeps it: its public row, and the words that it is found by. */
export const IndexedCall = z.object({
  summary: CallSummary,
  publication: z.union([Publication, z.null()]),
  topicTitles: z.array(z.string()),
  /** What the call says, by paragraphs, in the order in which an excerpt is looked for. */
  texts: z.array(z.string()),
});
export type IndexedCall = z.infer<typeof IndexedCall>;
