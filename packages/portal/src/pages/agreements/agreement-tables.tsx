import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Link } from "../../components/link.tsx";
import { Table, type Column } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { agreementPath, AgreementState } from "./agreement-facts.tsx";

export type Listed = Schemas["ListedAgreement"];

const sharedColumns = ({ t, href }: PageContext): readonly Column<Listed>[] => [
  {
    header: t("agreements.column.project"),
    namesRow: true,
    cell: ({ agreement, project }) => (
      <>
        <Link href={href(agreementPath(agreement.id))}>{project.acronym}</Link>
        <br />
        {project.title}
      </>
    ),
  },
  { header: t("agreements.column.number"), noWrap: true, cell: ({ project }) => project.projectNumber },
  {
    header: t("agreements.column.grant"),
    align: "right",
    noWrap: true,
    cell: ({ project }) => <Amount cents={project.maxGrantCents} />,
  },
  { header: t("agreements.column.state"), cell: ({ agreement }) => <AgreementState state={agreement.state} /> },
];

/** What a coordinator has to do, and by when. */
export const MyAgreements: FC<{ readonly agreements: readonly Listed[] }> = ({ agreements }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Table
      caption={t("agreements.mineCaption")}
      columns={[
        ...sharedColumns(page),
        { header: t("agreements.column.due"), cell: ({ agreement }) => t(`agreements.due.${agreement.state}`) },
        {
          header: t("agreements.column.signBy"),
          cell: ({ agreement, project }) => (agreement.state === "inForce" ? "" : <DateOf on={project.signByOn} />),
        },
      ]}
      rows={agreements}
      empty={t("agreements.mineEmpty")}
    />
  );
};

type CallProps = { readonly call: string; readonly agreements: readonly Listed[] };

export const CallAgreements: FC<CallProps> = ({ call, agreements }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Table
      caption={t("agreements.callCaption", { call })}
      columns={[
        ...sharedColumns(page),
        { header: t("agreements.column.next"), cell: ({ agreement }) => t(`agreements.next.${agreement.state}`) },
      ]}
      rows={agreements}
      empty={t("agreements.callEmpty")}
    />
  );
};
