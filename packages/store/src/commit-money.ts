import type { CommitRefusal, Stored } from "@grants/core/audit/stored";
import { type Result, err, ok } from "@grants/kernel/result";
import type { commit } from "./commit.ts";
import type { PotRefusal } from "./pots.ts";

/** The heads of a commit that moves money, with the type of what was written; unlike `commitOne` a pot may refuse it. */
export const commitMoney = async <S extends object>(
  committed: ReturnType<typeof commit<never>>,
): Promise<Result<readonly Stored<S>[], CommitRefusal | PotRefusal>> => {
  const result = await committed;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the heads were written from values of this type.
  return result.ok ? ok(result.value as readonly Stored<S>[]) : err(result.error);
};

/** The same for one head. */
export const commitOneMoney = async <S extends object>(
  committed: ReturnType<typeof commit<never>>,
): Promise<Result<Stored<S>, CommitRefusal | PotRefusal>> => {
  const result = await commitMoney<S>(committed);
  if (!result.ok) return result;
  const [first] = result.value;
  if (first === undefined) throw new Error("A commit without a head.");
  return ok(first);
};
