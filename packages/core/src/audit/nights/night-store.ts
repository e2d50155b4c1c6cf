import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Rights } from "../../access/rights.ts";
import type { Change } from "../change.ts";
import type { Command } from "../command.ts";
import type { CursorInvalid } from "../cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../stored.ts";
import type { Night, NightFinding } from "./night.ts";

/** What came into the log of all decisions: where it ends, and which aggregates have news from a place up to that end. */
export type LoggedNews = { readonly to: number; readonly aggregates: readonly string[] };

/** Why the auditors are told of a night. */
export type NightNews = { readonly on: LocalDate; readonly because: "FOUND" | "LATE" };
export type Auditor = { readonly to: string; readonly language: "en" | "nl" };

/** What the worker of the nights reads and writes: its own record, and nothing of anybody else's. */
export type NightWork = {
  /** The latest night, finished or not. */
  loadLatest(): Promise<Stored<Night> | null>;
  /** Leaves of the log of two days, from a place on. With `to` none behind it. */
  loadNews(days: readonly LocalDate[], range: { readonly from: number; readonly to?: number }): Promise<LoggedNews>;
  /** A step of a night with what it found, and that the auditors are to be told. */
  commit(
    change: Change<Night>,
    beside: { readonly findings: readonly NightFinding[]; readonly news: NightNews | null },
    command: Command,
  ): Promise<Result<Stored<Night>, CommitRefusal>>;
  /** Nights that the auditors are not told of yet, the earliest first. */
  listNews(): Promise<readonly NightNews[]>;
  /** Who holds the role of an auditor and has given an address. */
  listAuditors(): Promise<readonly Auditor[]>;
  told(news: NightNews): Promise<void>;
};

export type NightPage = { readonly cursor: string | null; readonly rowsMax: number };

/** What an auditor reads of the nights. */
export type NightReader = {
  /** The latest first. */
  list(
    caller: UserId,
    page: NightPage,
  ): Promise<
    Result<
      { readonly rights: Rights | null; readonly nights: readonly Stored<Night>[]; readonly next: string | null },
      CursorInvalid
    >
  >;
  /** A night with a page of what it found, by the ids of the decisions. */
  load(
    asked: { readonly on: LocalDate; readonly caller: UserId },
    page: NightPage,
  ): Promise<
    Result<
      {
        readonly rights: Rights | null;
        readonly night: Stored<Night> | null;
        readonly findings: readonly NightFinding[];
        readonly next: string | null;
      },
      CursorInvalid
    >
  >;
};
