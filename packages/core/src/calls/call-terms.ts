import { annexBytesMax, annexesPerProposalMax } from "@grants/kernel/limits";
import { LineText } from "@grants/kernel/text";
import { z } from "zod";

/** What a call may say beyond its mandatory content. Each is optional: absence means that the call has no such rule. */

export const AnnexFormat = z.enum(["pdf", "xlsx", "docx", "ods", "odt", "png", "jpg"]).meta({ id: "AnnexFormat" });
export type AnnexFormat = z.infer<typeof AnnexFormat>;

/** A file that a proposal has to carry, or may. */
export const CallAnnex = z
  .strictObject({
    annexId: z.string().regex(/^[a-z0-9-]{2,40}$/),
    title: LineText.min(3).max(200),
    isMandatory: z.boolean(),
    formats: z.array(AnnexFormat).min(1).max(AnnexFormat.options.length),
    pagesMax: z.int().min(1).max(1_000).optional(),
    bytesMax: z.int().min(1).max(annexBytesMax).optional(),
    /** The form to fill in, where the call gives one. */
    templateUrl: z
      .url({ protocol: /^https$/, hostname: z.regexes.domain })
      .max(500)
      .optional(),
  })
  .meta({ id: "CallAnnex" });
export type CallAnnex = z.infer<typeof CallAnnex>;

/** Optional members of a call's content. */
export const callTerms = {
  /** Documents that a proposal carries, beside its form (CALL-01). */
  annexes: z.array(CallAnnex).max(annexesPerProposalMax).optional(),
};
