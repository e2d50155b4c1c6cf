import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { Rights } from "./rights.ts";
import { Role } from "./role.ts";

/** A role that somebody ended, on its last day: files ask for years who held it (RECD-02). One for each role, the latest. */
export const PastRole = z.object({ role: Role, endedOn: LocalDate });
export type PastRole = z.infer<typeof PastRole>;

/** A person's rights as they are written, with what was held before: of no use to a request, which asks what is held now. */
export const KeptRights = Rights.extend({ past: z.array(PastRole).max(Role.options.length).optional() });
export type KeptRights = z.infer<typeof KeptRights>;
