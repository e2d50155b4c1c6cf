import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant, LocalDate } from "@grants/kernel/time";
import type { UserId } from "@grants/kernel/id";
import { type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { CursorInvalid } from "../cursor-invalid.ts";
import type { Stored } from "../stored.ts";
import type { Night, NightFinding } from "./night.ts";
import type { NightPage, NightReader } from "./night-store.ts";

/** No night of that day was worked on. */
export type NightNotFound = { readonly kind: "NightNotFound"; readonly on: LocalDate };

type Asked = { readonly caller: UserId; readonly now: Instant; readonly page: NightPage };
type Deps = { readonly nights: NightReader };

/** The nights, the latest first. */
export const listNights = async (
  { nights }: Deps,
  { caller, now, page }: Asked,
): Promise<
  Result<{ readonly nights: readonly Stored<Night>[]; readonly next: string | null }, NotAllowed | CursorInvalid>
> => {
  const listed = await nights.list(caller, page);
  if (!listed.ok) return listed;
  const { rights, ...rows } = listed.value;
  const role = decideAccess("listNights", rights, {}, now);
  return role.ok ? ok(rows) : role;
};

export type ReadNight = {
  readonly night: Stored<Night>;
  readonly findings: readonly NightFinding[];
  readonly next: string | null;
};

/** One night with a page of what it found. */
export const readNight = async (
  { nights }: Deps,
  { on, caller, now, page }: Asked & { readonly on: LocalDate },
): Promise<Result<ReadNight, NotAllowed | NightNotFound | CursorInvalid>> => {
  const loaded = await nights.load({ on, caller }, page);
  if (!loaded.ok) return loaded;
  const { rights, night, findings, next } = loaded.value;
  const role = decideAccess("readNight", rights, {}, now);
  if (!role.ok) return role;
  return night === null ? err({ kind: "NightNotFound", on }) : ok({ night, findings, next });
};
