import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";

type Negotiation = Schemas["Negotiation"];

const Selections: FC<{ found: Negotiation }> = ({ found }) => {
  const { t, format } = usePage();
  const rows = [
    { name: "inRankOrder" as const, projects: found.inRankOrder, more: null, fewer: null, isProven: true },
    { name: "most" as const, ...found.most },
    { name: "best" as const, ...found.best },
  ];
  const count = (number: number | null) => (number === null ? "–" : format.number(number));
  return (
    <Table
      caption={t("evaluation.negotiation.selection")}
      columns={[
        {
          header: t("evaluation.negotiation.selection"),
          namesRow: true,
          cell: ({ name }) => t(`evaluation.negotiation.${name}`),
        },
        { header: t("evaluation.negotiation.projects"), align: "right", cell: ({ projects }) => count(projects) },
        { header: t("evaluation.negotiation.more"), align: "right", cell: ({ more }) => count(more) },
        { header: t("evaluation.negotiation.fewer"), align: "right", cell: ({ fewer }) => count(fewer) },
        {
          header: t("evaluation.negotiation.proof"),
          cell: ({ isProven }) => t(isProven ? "evaluation.negotiation.proven" : "evaluation.negotiation.near"),
        },
      ]}
      rows={rows}
      empty=""
    />
  );
};

const purseName = (purse: string, { t }: Pick<ReturnType<typeof usePage>, "t">): string =>
  purse === "UNION" ? t("evaluation.negotiation.union") : purse;

const Next: FC<{ next: NonNullable<Negotiation["next"]> }> = ({ next }) => {
  const page = usePage();
  const { t, format } = page;
  return (
    <Section title={t("evaluation.negotiation.nextTitle")}>
      <p>{t("evaluation.negotiation.next", { acronym: next.acronym, amount: format.money(next.leastTotalCents) })}</p>
      <Table
        caption={t("evaluation.negotiation.shortfalls")}
        columns={[
          { header: t("evaluation.negotiation.purse"), namesRow: true, cell: ({ purse }) => purseName(purse, page) },
          {
            header: t("evaluation.negotiation.missing"),
            align: "right",
            cell: ({ missingCents }) => <Amount cents={missingCents} />,
          },
          {
            header: t("evaluation.negotiation.alone"),
            align: "right",
            cell: ({ purse }) => {
              const enough = next.alone.find((row) => row.purse === purse);
              return enough === undefined ? "–" : <Amount cents={enough.addCents} />;
            },
          },
        ]}
        rows={next.shortfalls}
        empty=""
      />
    </Section>
  );
};

/** What negotiators ask of a joint action's money: other selections, the next project, where the last euro counts (MAT-02). */
export const NegotiationSection: FC<{ found: Negotiation }> = ({ found }) => {
  const page = usePage();
  const { t } = page;
  return (
    <>
      <Section title={t("evaluation.negotiation.title")}>
        <p>{t("evaluation.negotiation.lead")}</p>
        <Selections found={found} />
      </Section>
      {found.next !== null && <Next next={found.next} />}
      <Section title={t("evaluation.negotiation.pricesTitle")}>
        <p>{t("evaluation.negotiation.prices")}</p>
        <Table
          caption={t("evaluation.negotiation.pricesTitle")}
          columns={[
            { header: t("evaluation.negotiation.purse"), namesRow: true, cell: ({ purse }) => purseName(purse, page) },
            {
              header: t("evaluation.negotiation.price"),
              align: "right",
              cell: ({ worthPerMillion }) => worthPerMillion,
            },
          ]}
          rows={found.prices}
          empty={t("evaluation.negotiation.noPrices")}
        />
      </Section>
    </>
  );
};
