import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { EnterpriseSize } from "./enterprise-size.ts";
import { Nis2Status } from "./nis2-status.ts";

export const StandingId = prefixedId("std").brand("StandingId").meta({ id: "StandingId" });

/** What an organisation says of itself: its size, computed from its figures, and what it is under NIS2. The figures are kept in `people`. */
export const Standing = z
  .object({
    state: z.literal("stated"),
    id: StandingId,
    organisation: OrganisationId,
    size: z.object({ size: EnterpriseSize, declarationSha256: Digest, by: UserId, at: Instant }).optional(),
    nis2: z.object({ says: Nis2Status, by: UserId, at: Instant }).optional(),
  })
  .meta({ id: "Standing" });
export type Standing = z.infer<typeof Standing>;
