import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";

export type LetterList = Schemas["LetterList"];
type Listed = Schemas["ListedLetter"];

const tones: Readonly<Record<Listed["letter"]["state"], StatusTone>> = {
  sent: "attention",
  opened: "active",
  answered: "quiet",
};

const Received: FC<{ listed: Listed }> = ({ listed: { receipt, letter } }) => {
  const { t, format } = usePage();
  return receipt === undefined ? (
    <>{t("letters.notReceived", { date: format.date(letter.presumedOn) })}</>
  ) : (
    <DateOf on={receipt.receivedOn} />
  );
};

/** What stands on the envelopes. */
export const LetterTable: FC<{ readonly list: LetterList; readonly path: string }> = ({ list, path }) => {
  const { t, href } = usePage();
  return (
    <>
      <Table
        caption={t("letters.caption")}
        columns={[
          {
            header: t("letters.what"),
            namesRow: true,
            cell: ({ letter, label }) => (
              <>
                <Link href={href(`/letters/${letter.id}`)}>{t(`letters.template.${letter.template}`)}</Link>
                <br />
                {label}
              </>
            ),
          },
          { header: t("letters.sent"), cell: ({ letter }) => <DateTimeOf at={letter.sentAt} /> },
          { header: t("letters.received"), cell: (listed) => <Received listed={listed} /> },
          {
            header: t("letters.answerBy"),
            cell: ({ reply }) => (reply === undefined ? "–" : <DateOf on={reply.legalDueOn} />),
          },
          {
            header: t("letters.state"),
            cell: ({ letter: { state } }) => (
              <StatusLabel tone={tones[state]}>{t(`letters.state.${state}`)}</StatusLabel>
            ),
          },
        ]}
        rows={list.letters}
        empty={t("letters.empty")}
      />
      <Pagination
        nextHref={list.next === undefined ? undefined : href(`${path}?after=${encodeURIComponent(list.next)}`)}
      />
    </>
  );
};
