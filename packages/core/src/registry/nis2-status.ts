import { LineText } from "@grants/kernel/text";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CountryCode } from "../proposals/part.ts";
import { memberStates } from "../reference/states.ts";

/** Sectors of high criticality (Directive (EU) 2022/2555, Annex I) and the other critical ones (Annex II). */
export const Nis2Sector = z
  .enum([
    "ENERGY",
    "TRANSPORT",
    "BANKING",
    "FINANCIAL_MARKET",
    "HEALTH",
    "DRINKING_WATER",
    "WASTE_WATER",
    "DIGITAL_INFRASTRUCTURE",
    "ICT_SERVICE_MANAGEMENT",
    "PUBLIC_ADMINISTRATION",
    "SPACE",
    "POSTAL",
    "WASTE",
    "CHEMICALS",
    "FOOD",
    "MANUFACTURING",
    "DIGITAL_PROVIDERS",
    "RESEARCH",
  ])
  .meta({ id: "Nis2Sector" });

const MemberState = CountryCode.refine((code) => memberStates.has(code), "This is no Member State.");

/** What an organisation is under NIS2, and who says so (NIS-06). */
export const Nis2Status = z
  .discriminatedUnion("status", [
    z.strictObject({
      status: z.enum(["ESSENTIAL", "IMPORTANT"]),
      memberState: MemberState,
      sector: Nis2Sector,
      /** The national list, the authority's letter, or its own assessment. */
      source: z.enum(["NATIONAL_LIST", "AUTHORITY", "SELF_ASSESSMENT"]),
      since: LocalDate,
      /** Number in the list, where there is one. */
      reference: LineText.min(1).max(60).optional(),
    }),
    z.strictObject({ status: z.enum(["OUT_OF_SCOPE", "UNKNOWN"]) }),
  ])
  .meta({ id: "Nis2Status" });
export type Nis2Status = z.infer<typeof Nis2Status>;
