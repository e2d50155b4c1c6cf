import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Link } from "../../components/link.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { resultPath } from "../results/result-path.ts";
import { statusTone, sum, type Criterion } from "./vocabulary.ts";

type Row = Schemas["RankingRow"];

/** What placed a proposal where its total alone does not say it. */
const placedByInWords = ({ isTied, isOrderedByPanel, placedBy }: Row, { t }: PageContext): string | null => {
  if (isTied) return t("evaluation.ranking.tied");
  if (isOrderedByPanel || placedBy === "PANEL") return t("evaluation.ranking.byPanel");
  return placedBy === undefined || placedBy === "TOTAL"
    ? null
    : t("evaluation.ranking.placedBy", { step: t(`calls.tieStep.${placedBy}`) });
};

const Rank: FC<{ row: Row }> = ({ row }) => {
  const page = usePage();
  const { rank } = row;
  const remark = placedByInWords(row, page);
  return (
    <>
      {rank === undefined ? "–" : String(rank)}
      {remark !== null && (
        <>
          <br />
          <small>{remark}</small>
        </>
      )}
    </>
  );
};

const Total: FC<{ row: Row }> = ({ row: { total, weightedTotal } }) => {
  const { t } = usePage();
  return <>{total === weightedTotal ? total : t("evaluation.ranking.weighted", { total, weighted: weightedTotal })}</>;
};

/** Once the award is decided, the name leads to what its applicant is told. */
const Named: FC<{ row: Row; isDecided: boolean }> = ({ row: { proposalId, acronym }, isDecided }) => {
  const { href } = usePage();
  return isDecided ? <Link href={href(resultPath(proposalId))}>{acronym}</Link> : <>{acronym}</>;
};

const National: FC<{ row: Row }> = ({ row: { national } }) => {
  const { format } = usePage();
  return (
    <>
      {national.map(({ funder, cents }, place) => (
        <>
          {place > 0 && <br />}
          {`${funder} ${format.money(cents)}`}
        </>
      ))}
    </>
  );
};

const criteria = ["RELEVANCE", "IMPLEMENTATION", "IMPACT", "EXCELLENCE"] as const satisfies readonly Criterion[];

const rejectionInWords = ({ reason, criteria: below }: NonNullable<Row["rejection"]>, { t }: PageContext): string => {
  if (reason !== "BELOW_CRITERION_THRESHOLD") return t(`evaluation.rejection.${reason}`);
  const names = criteria.filter((name) => below.includes(name)).map((name) => t(`evaluation.criterion.${name}`));
  return t("evaluation.rejection.BELOW_CRITERION_THRESHOLD", { criteria: names.join(", ") });
};

const Why: FC<{ row: Row }> = ({ row: { status, rejection, missing, fromPot } }) => {
  const page = usePage();
  const { t, format } = page;
  const reasons: readonly Child[] = [
    ...(rejection === undefined ? [] : [rejectionInWords(rejection, page)]),
    ...missing.map(({ funder, cents }) => t("evaluation.ranking.missing", { funder, amount: format.money(cents) })),
    ...fromPot.map(({ funder, cents }) => t("evaluation.ranking.fromPot", { funder, amount: format.money(cents) })),
  ];
  return (
    <>
      <StatusLabel tone={statusTone[status]}>{t(`evaluation.status.${status}`)}</StatusLabel>
      {reasons.map((reason) => (
        <>
          <br />
          <small>{reason}</small>
        </>
      ))}
    </>
  );
};

type RankingTableProps = {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly empty: string;
  /** With a closing row of the Union contributions. */
  readonly hasTotal?: boolean | undefined;
  readonly isDecided?: boolean | undefined;
};

/** Proposals of a ranking that share a fate. */
export const RankingTable: FC<RankingTableProps> = ({ caption, rows, empty, hasTotal = false, isDecided = false }) => {
  const { t } = usePage();
  const isNational = rows.some(({ national }) => national.length > 0);
  const national = { header: t("evaluation.ranking.national"), cell: (row: Row) => <National row={row} /> };
  const total = <Amount cents={sum(rows.map(({ unionCents }) => unionCents))} />;
  return (
    <Table
      caption={caption}
      columns={[
        { header: t("evaluation.ranking.rank"), cell: (row) => <Rank row={row} /> },
        { header: t("evaluation.proposal"), namesRow: true, cell: (row) => <Named row={row} isDecided={isDecided} /> },
        { header: t("evaluation.ranking.total"), cell: (row) => <Total row={row} /> },
        {
          header: t("evaluation.ranking.union"),
          align: "right",
          cell: ({ unionCents }) => <Amount cents={unionCents} />,
        },
        ...(isNational ? [national] : []),
        { header: t("evaluation.ranking.why"), cell: (row) => <Why row={row} /> },
      ]}
      rows={rows}
      empty={empty}
      totals={hasTotal ? ["", t("evaluation.consensus.total"), "", total, ...(isNational ? [""] : []), ""] : undefined}
    />
  );
};
