import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { debitNotePath, noteActOf, noteTone } from "./debit-note-words.ts";

type Shown = Schemas["ShownDebitNote"];

/** What was just done, on the page that a command led to. */
export const NoteDone: FC = () => {
  const { t, query } = usePage();
  const act = noteActOf(query.get("done"));
  return act === undefined ? null : (
    <Notification kind="success" title={t("cofunding.done")}>
      <p>{t(`debitNotes.done.${act}`)}</p>
    </Notification>
  );
};

export const NoteStatus: FC<{ status: Shown["status"] }> = ({ status }) => {
  const { t } = usePage();
  return <StatusLabel tone={noteTone[status]}>{t(`debitNotes.status.${status}`)}</StatusLabel>;
};

type Props = { readonly notes: readonly Shown[]; readonly caption: string; readonly empty: Child };

/** Debit notes one by one: whose, how much, by when, how far. */
export const DebitNotesTable: FC<Props> = ({ notes, caption, empty }) => {
  const { t, href } = usePage();
  return (
    <Table
      caption={caption}
      columns={[
        {
          header: t("debitNotes.number"),
          namesRow: true,
          cell: ({ debitNote }) => <Link href={href(debitNotePath(debitNote.id))}>{debitNote.number}</Link>,
        },
        { header: t("cofunding.funders.funder"), cell: ({ debitNote }) => debitNote.funder },
        { header: t("debitNotes.tranche"), align: "right", cell: ({ debitNote }) => `${debitNote.tranche}` },
        { header: t("debitNotes.dueOn"), noWrap: true, cell: ({ debitNote }) => <DateOf on={debitNote.dueOn} /> },
        { header: t("cofunding.state"), cell: ({ status }) => <NoteStatus status={status} /> },
        {
          header: t("debitNotes.amount"),
          align: "right",
          cell: ({ debitNote }) => <Amount cents={debitNote.amountCents} />,
        },
        { header: t("debitNotes.open"), align: "right", cell: ({ openCents }) => <Amount cents={openCents} /> },
      ]}
      rows={notes}
      empty={empty}
    />
  );
};
