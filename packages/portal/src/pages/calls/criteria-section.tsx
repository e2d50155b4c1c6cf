import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { readableWeight } from "./rates.ts";

type Profile = Schemas["ProgrammeProfile"];

/** How proposals are scored and ordered, with everything that decides it. */
export const CriteriaSection: FC<{ readonly profile: Profile }> = ({ profile }) => {
  const page = usePage();
  const { t } = page;
  const { criterionMax: max, criterionThreshold, overallThreshold, criteria, weights, tieBreak } = profile;
  const overallMax = String(Number(max) * criteria.length);
  return (
    <Section title={t("calls.section.criteria")}>
      <Table
        caption={t("calls.criteria.caption")}
        columns={[
          { header: t("calls.criteria.criterion"), namesRow: true, cell: (name) => t(`calls.criterion.${name}`) },
          {
            header: t("calls.criteria.threshold"),
            align: "right",
            cell: () => t("calls.criteria.score", { threshold: criterionThreshold, max }),
          },
          {
            header: t("calls.criteria.weight"),
            align: "right",
            cell: (name) => readableWeight(weights[name] ?? "1", page),
          },
        ]}
        rows={criteria}
        empty=""
        totals={[
          t("calls.criteria.overall"),
          t("calls.criteria.score", { threshold: overallThreshold, max: overallMax }),
          "",
        ]}
      />
      <p>{t("calls.criteria.step", { step: profile.scoreStep })}</p>
      {tieBreak.length > 0 && (
        <>
          <p>{t("calls.criteria.tie")}</p>
          <ol>
            {tieBreak.map((step) => (
              <li>{t(`calls.tieStep.${step}`)}</li>
            ))}
          </ol>
          <p>{t("calls.criteria.tiePanel")}</p>
        </>
      )}
    </Section>
  );
};
