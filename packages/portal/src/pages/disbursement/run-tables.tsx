import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";

type Contents = Schemas["RunContents"];
type Payment = Schemas["RunPayment"];
type Status = Payment["status"];

const tones: Readonly<Record<Status, StatusTone>> = {
  waiting: "neutral",
  pending: "neutral",
  accepted: "neutral",
  inSettlement: "neutral",
  settled: "neutral",
  booked: "active",
  rejected: "attention",
  returned: "attention",
};

/** Every payment of one part of the run with what the bank has said about it. */
export const RunPayments: FC<{ readonly contents: Contents }> = ({ contents: { payments } }) => {
  const { t } = usePage();
  return (
    <Section title={t("disbursement.section.payments")}>
      <Table
        caption={t("disbursement.paymentsCaption")}
        columns={[
          { header: t("disbursement.column.name"), namesRow: true, cell: ({ endToEndId }) => endToEndId },
          {
            header: t("disbursement.column.amount"),
            align: "right",
            noWrap: true,
            cell: ({ amountCents }) => <Amount cents={amountCents} />,
          },
          {
            header: t("disbursement.column.status"),
            cell: ({ status }) => <StatusLabel tone={tones[status]}>{t(`disbursement.status.${status}`)}</StatusLabel>,
          },
          {
            header: t("disbursement.column.bookedOn"),
            cell: ({ bookedOn }) => (bookedOn === null ? "" : <DateOf on={bookedOn} />),
          },
        ]}
        rows={payments}
        empty=""
      />
    </Section>
  );
};

/** Where the money of a payment lies in the ledger, by what the bank has said. */
const accountOf = (status: Status): "payable" | "paid" | "committed" => {
  if (status === "booked") return "paid";
  return status === "rejected" || status === "returned" ? "committed" : "payable";
};

const accounts = ["payable", "paid", "committed"] as const;

/** The postings of this part, by account: what is still owed, what was paid, and what went back to the commitments. */
export const Postings: FC<{ readonly contents: Contents }> = ({ contents: { payments } }) => {
  const { t, format } = usePage();
  const rows = accounts.map((account) => {
    const held = payments.filter(({ status }) => accountOf(status) === account);
    return { account, count: held.length, cents: held.reduce((sum, { amountCents }) => sum + amountCents, 0) };
  });
  return (
    <Section title={t("disbursement.section.postings")}>
      <Table
        caption={t("disbursement.postingsCaption")}
        columns={[
          {
            header: t("disbursement.column.account"),
            namesRow: true,
            cell: ({ account }) => t(`disbursement.account.${account}`),
          },
          { header: t("disbursement.column.payments"), align: "right", cell: ({ count }) => format.number(count) },
          {
            header: t("disbursement.column.amount"),
            align: "right",
            noWrap: true,
            cell: ({ cents }) => <Amount cents={cents} />,
          },
        ]}
        rows={rows}
        empty=""
      />
    </Section>
  );
};
