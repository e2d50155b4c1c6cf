import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

export const ErasureId = prefixedId("ers").brand("ErasureId").meta({ id: "ErasureId" });
export type ErasureId = z.infer<typeof ErasureId>;

/** A person has one erasure: whoever comes back and goes again gets another version of it. */
export const erasureIdOf = (newId: NewId, user: UserId): ErasureId =>
  ErasureId.parse(`ers_${newId(`erasure:${user}`)}`);

/** What is left of a person: an id that names nobody, and that it was emptied. */
export const PersonErasure = z
  .object({
    state: z.literal("erased"),
    id: ErasureId,
    user: UserId,
    erasedOn: LocalDate,
    /** From then on no copy of the tables holds it either. */
    completeOn: LocalDate,
  })
  .meta({ id: "PersonErasure" });
export type PersonErasure = z.infer<typeof PersonErasure>;
