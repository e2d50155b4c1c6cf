import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { ShareBar } from "./share-bar.tsx";
import { sum } from "./vocabulary.ts";

type Page = Schemas["JointActionPage"];
type Matching = Schemas["MatchingStatement"];

const Explained: FC<{ readonly cents: number; readonly help: string }> = ({ cents, help }) => (
  <>
    <Amount cents={cents} />
    <br />
    <small>{help}</small>
  </>
);

/** What the Union gives, what is missing, and what that could cost (FIN-02, FIN-11). */
export const UnionSide: FC<{ readonly page: Page }> = ({ page: { jointAction, matching } }) => {
  const { t } = usePage();
  const items: readonly { readonly term: string; readonly detail: Child }[] = [
    { term: t("cofunding.matching.mode"), detail: t(`cofunding.matching.${jointAction.matching}`) },
    { term: t("cofunding.matching.amount"), detail: <Amount cents={jointAction.unionAmountCents} /> },
    { term: t("cofunding.matching.cap"), detail: <Amount cents={jointAction.unionCapCents} /> },
    {
      term: t("cofunding.matching.share"),
      detail: <Explained cents={matching.unionShareCents} help={t("cofunding.matching.shareHelp")} />,
    },
    {
      term: t("cofunding.matching.shortfall"),
      detail: <Explained cents={matching.shortfallCents} help={t("cofunding.matching.shortfallHelp")} />,
    },
    {
      term: t("cofunding.matching.reduction"),
      detail: <Explained cents={matching.unionReductionCents} help={t("cofunding.matching.reductionHelp")} />,
    },
    { term: t("cofunding.matching.after"), detail: <Amount cents={matching.unionAfterReductionCents} /> },
  ];
  return (
    <Section title={t("cofunding.matching.title")}>
      <DescriptionList items={items} />
    </Section>
  );
};

export const FundersSection: FC<{ readonly matching: Matching }> = ({ matching: { funders, ...sums } }) => {
  const { t } = usePage();
  return (
    <Section title={t("cofunding.funders.title")}>
      <Table
        caption={t("cofunding.funders.caption")}
        columns={[
          { header: t("cofunding.funders.funder"), namesRow: true, cell: ({ funder }) => funder },
          {
            header: t("cofunding.funders.pledged"),
            align: "right",
            cell: ({ pledgedCents }) => <Amount cents={pledgedCents} />,
          },
          {
            header: t("cofunding.funders.committed"),
            align: "right",
            cell: ({ committedCents }) => <Amount cents={committedCents} />,
          },
          {
            header: t("cofunding.funders.picture"),
            cell: ({ committedCents, pledgedCents }) => (
              <ShareBar partCents={committedCents} wholeCents={pledgedCents} />
            ),
          },
          {
            header: t("cofunding.funders.inKind"),
            align: "right",
            cell: ({ committedInKindCents }) => <Amount cents={committedInKindCents} />,
          },
          {
            header: t("cofunding.funders.contributed"),
            align: "right",
            cell: ({ contributedCents }) => <Amount cents={contributedCents} />,
          },
          {
            header: t("cofunding.funders.shortfall"),
            align: "right",
            cell: ({ shortfallCents }) => <Amount cents={shortfallCents} />,
          },
        ]}
        rows={funders}
        empty={t("cofunding.funders.empty")}
        totals={[
          t("cofunding.together"),
          <Amount cents={sums.pledgedCents} />,
          <Amount cents={sums.committedCents} />,
          "",
          <Amount cents={sum(funders.map(({ committedInKindCents }) => committedInKindCents))} />,
          <Amount cents={sum(funders.map(({ contributedCents }) => contributedCents))} />,
          <Amount cents={sums.shortfallCents} />,
        ]}
      />
    </Section>
  );
};

/** Who bears the administrative costs, in money and in proportion (MAT-06). */
export const AdministrativeSection: FC<{ readonly page: Page }> = ({ page: { jointAction, matching } }) => {
  const { t, format } = usePage();
  const { administrativeCents } = jointAction;
  return (
    <Section title={t("cofunding.admin.title")}>
      <p>{t("cofunding.admin.total", { amount: format.money(administrativeCents) })}</p>
      <Table
        caption={t("cofunding.admin.caption")}
        columns={[
          {
            header: t("cofunding.funders.funder"),
            namesRow: true,
            cell: ({ member }) => (member === "UNION" ? t("cofunding.union") : member),
          },
          { header: t("cofunding.admin.share"), align: "right", cell: ({ cents }) => <Amount cents={cents} /> },
          {
            header: t("cofunding.admin.picture"),
            cell: ({ cents }) => <ShareBar partCents={cents} wholeCents={administrativeCents} />,
          },
        ]}
        rows={matching.administrative}
        empty={t("cofunding.admin.empty")}
      />
    </Section>
  );
};
