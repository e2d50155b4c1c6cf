import type { z } from "zod";
import type { Stored } from "../audit/stored.ts";

/**
 * The head alone of an aggregate that was read together with what hangs on it. The chain keeps heads; what is too long for an entry is named
 * in the head by its digest and rides on the item beside it (DATA §2).
 */
export const headOf = <H>(head: z.ZodType<H>, { state, ...envelope }: Stored<unknown>): Stored<H> => ({
  ...envelope,
  state: head.parse(state),
});
