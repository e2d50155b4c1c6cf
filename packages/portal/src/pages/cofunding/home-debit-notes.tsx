import type { Child } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Card, CardList } from "../../components/card.tsx";
import { mayDo } from "../../may-do.ts";
import type { PageContext } from "../../page/page-context.ts";
import { debitNotePath } from "./debit-note-words.ts";
import { NoteStatus } from "./debit-notes-table.tsx";

type Shown = Schemas["ShownDebitNote"];

/** What somebody has to see to at a note; `null` where it asks nothing of them. */
const textOf = ({ debitNote, status, openCents }: Shown, { t, format, person }: PageContext): string | null => {
  const { dueOn, amountCents } = debitNote;
  const on = format.date(dueOn);
  if (status === "proposed")
    return mayDo(person, "issueDebitNote")
      ? t("debitNotes.homeProposed", { amount: format.money(amountCents), on })
      : null;
  if ("waiting" in debitNote && debitNote.waiting !== undefined && mayDo(person, "decideMovement"))
    return t("debitNotes.homeWaiting", { amount: format.money(debitNote.waiting.amountCents) });
  // A Member State sees what it owes, the Centre what has not come in time.
  const isAsked = status === "overdue" || (status === "issued" && mayDo(person, "pledgeContribution"));
  return isAsked ? t("debitNotes.homeText", { amount: format.money(openCents), on }) : null;
};

/** Whose work debit notes are: who pays them, who sends them, who books on them. */
const isConcerned = (person: Parameters<typeof mayDo>[0]): boolean =>
  mayDo(person, "pledgeContribution", "issueDebitNote", "reportMovement");

/** Debit notes that wait for the reader; nothing where none does. */
export const homeDebitNotes = async (c: PortalContext): Promise<Child> => {
  const page = c.get("page");
  const { person, t, href } = page;
  if (!isConcerned(person)) return null;
  const listed = await answerOf(apiOf(c).GET("/v1/cofunding/debit-notes", {}));
  if (!listed.ok) return <p>{t("debitNotes.homeUnavailable")}</p>;
  const open = listed.value.debitNotes.flatMap((shown) => {
    const text = textOf(shown, page);
    return text === null ? [] : [{ shown, text }];
  });
  if (open.length === 0) return null;
  return (
    <CardList>
      {open.map(({ shown: { debitNote, status }, text }) => (
        <Card
          title={t("debitNotes.nameOf", { funder: debitNote.funder, number: debitNote.number })}
          href={href(debitNotePath(debitNote.id))}
          status={<NoteStatus status={status} />}
          text={text}
        />
      ))}
    </CardList>
  );
};
