import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Table, type Column } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { readableRate } from "../calls/rates.ts";

type Totals = Schemas["ProposalTotals"];
type PartnerTotals = Schemas["PartnerTotals"];
type CentsOf = "directCents" | "indirectCents" | "eligibleCents" | "requestedCents" | "nationalCents" | "ownCents";

type ConsortiumProps = {
  readonly totals: Totals;
  readonly nameOf: (slot: string) => Child;
  readonly empty: Child;
};

const sumOf = (partners: readonly PartnerTotals[], name: CentsOf): number =>
  partners.reduce((total, partner) => total + partner[name], 0);

const amount = (header: string, name: CentsOf): Column<PartnerTotals> => ({
  header,
  align: "right",
  cell: (partner) => <Amount cents={partner[name]} />,
});

/** Who costs what and who pays it, computed by the platform, with the sums of the whole. */
export const ConsortiumTable: FC<ConsortiumProps> = ({ totals: { partners }, nameOf, empty }) => {
  const page = usePage();
  const { t } = page;
  const sum = (name: CentsOf) => <Amount cents={sumOf(partners, name)} />;
  return (
    <Table
      wide
      caption={t("proposals.consortium.caption")}
      columns={[
        { header: t("proposals.consortium.partner"), namesRow: true, cell: ({ slot }) => nameOf(slot) },
        amount(t("proposals.consortium.direct"), "directCents"),
        amount(t("proposals.consortium.indirect"), "indirectCents"),
        amount(t("proposals.consortium.eligible"), "eligibleCents"),
        {
          header: t("proposals.consortium.rate"),
          align: "right",
          cell: ({ rate }) => readableRate(rate, page),
        },
        amount(t("proposals.consortium.requested"), "requestedCents"),
        amount(t("proposals.consortium.national"), "nationalCents"),
        amount(t("proposals.consortium.own"), "ownCents"),
      ]}
      rows={partners}
      empty={empty}
      totals={[
        t("proposals.consortium.sum"),
        sum("directCents"),
        sum("indirectCents"),
        sum("eligibleCents"),
        "",
        sum("requestedCents"),
        sum("nationalCents"),
        sum("ownCents"),
      ]}
    />
  );
};
