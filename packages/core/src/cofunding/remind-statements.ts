import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Mail, PersonLanguage } from "../access/access-store.ts";
import { composeStatementMail, type StatementMailText } from "./statement-mail.ts";
import { type MemberState, isStatementOverdue } from "./yearly-statement.ts";
import type { ListedStatement } from "./yearly-statement-store.ts";

/** A statement that has to be made, and the day on which people were told that it is overdue; `null` where they were not. */
export type AwaitedStatement = ListedStatement & { readonly toldOn: LocalDate | null };
export type Reader = { readonly to: string; readonly language: PersonLanguage };

export type StatementReminders = {
  listAwaited(): Promise<readonly AwaitedStatement[]>;
  /** Who acts for any of these Member States today, and who at the Centre asks for statements: those who said where they want to be told. */
  readersOf(
    members: readonly MemberState[],
    today: LocalDate,
  ): Promise<{ readonly byMember: ReadonlyMap<MemberState, readonly Reader[]>; readonly officers: readonly Reader[] }>;
  told(of: Pick<ListedStatement, "member" | "year">, on: LocalDate): Promise<void>;
};

export type ReminderPorts = {
  readonly mailer: { readonly send: (mail: Mail) => Promise<void> };
  /** A mail that did not leave stops no other one. */
  readonly report: (error: unknown) => void;
};
export type RemindStatementsDeps = ReminderPorts & {
  readonly reminders: StatementReminders;
  readonly mailText: StatementMailText;
};
export type RemindReport = { readonly statements: number; readonly mails: number };

/** How many of the mails left. */
export const sendAll = async ({ mailer, report }: ReminderPorts, mails: readonly Mail[]): Promise<number> => {
  let sent = 0;
  for (const mail of mails)
    try {
      await mailer.send(mail);
      sent += 1;
    } catch (error) {
      report(error);
    }
  return sent;
};

/** One mail for each address. */
export const uniqueReaders = (readers: readonly Reader[]): readonly Reader[] => [
  ...new Map(readers.map((reader) => [reader.to, reader])).values(),
];

/**
 * One pass: of each statement that is overdue and not signed, the Member State's people and the Centre's officers are told once (FIN-09). A
 * pass that broke off is done again, so that somebody may be told twice and nobody not at all.
 */
export const remindStatements = async (deps: RemindStatementsDeps, now: Instant): Promise<RemindReport> => {
  const today = dateInZone(now);
  const overdue = (await deps.reminders.listAwaited()).filter(
    ({ year, statement, toldOn }) =>
      toldOn === null && isStatementOverdue(year, statement?.state.state ?? "missing", today),
  );
  if (overdue.length === 0) return { statements: 0, mails: 0 };
  const { byMember, officers } = await deps.reminders.readersOf(
    [...new Set(overdue.map(({ member }) => member))],
    today,
  );
  let mails = 0;
  for (const { member, year } of overdue) {
    const readers = uniqueReaders([...(byMember.get(member) ?? []), ...officers]);
    const written = readers.map((reader) => composeStatementMail(deps.mailText, { ...reader, member, year }));
    // oxlint-disable-next-line no-await-in-loop -- one statement after the other.
    mails += await sendAll(deps, written);
    // oxlint-disable-next-line no-await-in-loop -- whoever was told is not told again.
    await deps.reminders.told({ member, year }, today);
  }
  return { statements: overdue.length, mails };
};
