import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { lineTone } from "./vocabulary.ts";

type ShownLine = Schemas["ShownLine"];

const Status: FC<{ shown: ShownLine }> = ({ shown: { line, status } }) => {
  const { t, format } = usePage();
  return (
    <>
      <StatusLabel tone={lineTone[status]}>{t(`cofunding.status.${status}`)}</StatusLabel>
      {"dueOn" in line && (
        <>
          <br />
          <small>{t("cofunding.lines.due", { on: format.date(line.dueOn) })}</small>
        </>
      )}
      {(status === "remedyPeriod" || status === "default") && "remedyByOn" in line && (
        <>
          <br />
          <small>{t("cofunding.lines.remedyBy", { on: format.date(line.remedyByOn) })}</small>
        </>
      )}
    </>
  );
};

export const committedOf = ({ line }: ShownLine): number =>
  line.state === "pledged" || line.state === "withdrawn" ? 0 : line.committedCents;
const contributedOf = ({ line }: ShownLine): number => ("contributedCents" in line ? line.contributedCents : 0);

type LinesTableProps = {
  readonly lines: readonly ShownLine[];
  readonly empty: Child;
  /** What may be done with a line; the column is left out where there is nothing to do. */
  readonly action?: ((shown: ShownLine) => Child) | undefined;
};

/** Contributions one by one: who, for what, on which way, how far. */
export const LinesTable: FC<LinesTableProps> = ({ lines, empty, action }) => {
  const { t } = usePage();
  return (
    <Table
      caption={t("cofunding.lines.caption")}
      columns={[
        { header: t("cofunding.funders.funder"), namesRow: true, cell: ({ line }) => line.funder },
        {
          header: t("cofunding.lines.purpose"),
          cell: ({ line }) => (
            <>
              {t(`cofunding.purpose.${line.purpose}`)}
              <br />
              <small>{t("cofunding.lines.forYear", { year: `${line.forYear}` })}</small>
            </>
          ),
        },
        { header: t("cofunding.lines.channel"), cell: ({ line }) => t(`cofunding.channel.${line.channel}`) },
        { header: t("cofunding.lines.status"), cell: (shown) => <Status shown={shown} /> },
        {
          header: t("cofunding.funders.pledged"),
          align: "right" as const,
          cell: ({ line }) => <Amount cents={line.pledgedCents} />,
        },
        {
          header: t("cofunding.funders.committed"),
          align: "right" as const,
          cell: (shown) => <Amount cents={committedOf(shown)} />,
        },
        {
          header: t("cofunding.funders.contributed"),
          align: "right" as const,
          cell: (shown) => <Amount cents={contributedOf(shown)} />,
        },
        ...(action === undefined ? [] : [{ header: t("cofunding.lines.action"), cell: action }]),
      ]}
      rows={lines}
      empty={empty}
    />
  );
};
