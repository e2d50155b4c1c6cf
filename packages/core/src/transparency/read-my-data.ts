import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import { type ErasureRefused, decideErasure } from "./decide-erasure.ts";
import type { PersonalDataStore, PersonalRecord } from "./personal-data-store.ts";

export type MyData = {
  readonly user: UserId;
  readonly at: Instant;
  readonly records: readonly PersonalRecord[];
  /** Why it cannot be erased now; `null` when it can. */
  readonly erasure: ErasureRefused | null;
};

/** Everything that the platform keeps of whoever asks, and whether it can go (Regulation (EU) 2018/1725, Articles 17, 19 and 22). */
export const readMyData = async (
  { personalData }: { readonly personalData: PersonalDataStore },
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<MyData> => {
  const { records, facts } = await personalData.loadPerson(caller, caller);
  const decided = decideErasure(facts, now);
  return { user: caller, at: now, records, erasure: decided.ok ? null : decided.error };
};
