import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Details } from "../../components/details.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Criterion, Sheet } from "./vocabulary.ts";

type Written = {
  readonly scores: Schemas["ScoresByCriterion"];
  readonly comments: Schemas["CommentsByCriterion"];
};

type AssessmentProps = {
  readonly sheet: Sheet;
  readonly written: Written;
  /** One person's own report, or what all of them agreed. */
  readonly of: "report" | "consensus";
};

/** What was written on every criterion, with the score before it. */
export const Assessment: FC<AssessmentProps> = ({ sheet, written: { scores, comments }, of }) => {
  const { t } = usePage();
  return (
    <Table
      caption={t(`evaluation.${of}.record`)}
      columns={[
        {
          header: t("evaluation.consensus.criterion"),
          namesRow: true,
          cell: (criterion: Criterion) => t(`evaluation.criterion.${criterion}`),
        },
        { header: t(`evaluation.${of}.agreed`), align: "right", cell: (criterion) => scores[criterion] ?? "" },
        { header: t("evaluation.ranking.why"), cell: (criterion) => <Paragraphs text={comments[criterion] ?? ""} /> },
      ]}
      rows={sheet.criteria}
      empty=""
    />
  );
};

type Report = Schemas["PlacedReport"];

/** The scores of the reports side by side; the words of each below. */
type ReportsProps = {
  readonly sheet: Sheet;
  readonly reports: readonly Report[];
  readonly divergences: Schemas["ConsensusPage"]["divergences"];
};

/** How far the experts are apart on a criterion; in words and in colour where they have to talk. */
const Spread: FC<{ divergence: ReportsProps["divergences"][number] | undefined }> = ({ divergence }) => {
  const { t } = usePage();
  if (divergence === undefined) return <>–</>;
  return divergence.isDivergent ? (
    <StatusLabel tone="attention">{t("evaluation.divergence.talk", { spread: divergence.spread })}</StatusLabel>
  ) : (
    <>{divergence.spread}</>
  );
};

export const ReportsTable: FC<ReportsProps> = ({ sheet, reports, divergences }) => {
  const { t } = usePage();
  const spreadOf = (name: Criterion) => divergences.find(({ criterion }) => criterion === name);
  return (
    <>
      <Table
        caption={t("evaluation.consensus.scores")}
        columns={[
          {
            header: t("evaluation.consensus.criterion"),
            namesRow: true,
            cell: (criterion: Criterion) => t(`evaluation.criterion.${criterion}`),
          },
          ...reports.map(({ place, scores }) => ({
            header: t("evaluation.consensus.expert", { place }),
            align: "right" as const,
            cell: (criterion: Criterion) => scores[criterion] ?? "",
          })),
          {
            header: t("evaluation.divergence.spread"),
            align: "right" as const,
            cell: (criterion: Criterion) => <Spread divergence={spreadOf(criterion)} />,
          },
        ]}
        rows={reports.length === 0 ? [] : sheet.criteria}
        empty={t("evaluation.consensus.noReports")}
      />
      {reports.map((report) => (
        <Details summary={t("evaluation.consensus.commentsOf", { place: report.place })}>
          {sheet.criteria.map((criterion) => (
            <>
              <p>
                <strong>{t(`evaluation.criterion.${criterion}`)}</strong>
              </p>
              <Paragraphs text={report.comments[criterion] ?? ""} />
            </>
          ))}
        </Details>
      ))}
    </>
  );
};
