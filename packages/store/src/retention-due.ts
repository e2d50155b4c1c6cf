import type { InvitationId } from "@grants/core/access/grant";
import type { UserId } from "@grants/kernel/id";
import type { LocalDate } from "@grants/kernel/time";
import type { Beside } from "./commit.ts";
import type { Database } from "./database.ts";
import { retentionKeys } from "./tables/retention.ts";

/** A reminder that personal data is to be looked at on a day: what is decided then rests on what stands then. Written twice, it is one. */
export const dueWrite = (db: Database, on: LocalDate, subject: UserId | InvitationId) =>
  ({
    write: {
      Put: { TableName: db.tables.people, Item: { ...retentionKeys.retention(on, subject), schema: "retention/1" } },
    },
  }) satisfies Beside<never>;
