import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { grantRangeText } from "./call-facts.tsx";
import { readableRate } from "./rates.ts";
import { Envelopes } from "./term-sections.tsx";
import { wordFor } from "./term-fields.tsx";
import { rateClasses } from "./vocabulary.ts";

type Content = Schemas["CallContent"];

/** Whole cents; their sum stays within what the platform counts (kernel/money). */
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

export const TopicsSection: FC<{ readonly content: Content }> = ({ content }) => {
  const page = usePage();
  const { t } = page;
  const { topics } = content;
  return (
    <Section title={t("calls.section.topics")}>
      <Table
        caption={t("calls.topics.caption")}
        columns={[
          {
            header: t("calls.topics.topic"),
            namesRow: true,
            cell: ({ title, topicId, closes }) => (
              <>
                {title}
                <br />
                <small>{topicId}</small>
                {closes !== undefined && (
                  <>
                    <br />
                    <strong>{t("calls.topicCloses", { at: closes.local.replace("T", ", ") })}</strong>
                  </>
                )}
              </>
            ),
          },
          {
            header: t("calls.topics.budget"),
            align: "right",
            noWrap: true,
            cell: ({ budgetCents }) => <Amount cents={budgetCents} />,
          },
          { header: t("calls.topics.grant"), align: "right", cell: (topic) => grantRangeText(topic, page) },
        ]}
        rows={topics}
        empty=""
        totals={
          topics.length > 1
            ? [t("calls.topics.sum"), <Amount cents={sum(topics.map(({ budgetCents }) => budgetCents))} />, ""]
            : undefined
        }
      />
      <Envelopes content={content} />
    </Section>
  );
};

const Rates: FC<{ profile: Content["profile"] }> = ({ profile }) => {
  const page = usePage();
  const { t } = page;
  const usual = profile.rates.DEFAULT;
  // A class with the rate of everybody else is no exception worth a row.
  const rows = rateClasses.toReversed().flatMap((name) => {
    const rate = profile.rates[name];
    return rate === undefined || (name !== "DEFAULT" && rate === usual) ? [] : [{ name, rate }];
  });
  return (
    <Table
      caption={t("calls.rates.caption")}
      columns={[
        {
          header: t("calls.rates.who"),
          namesRow: true,
          cell: ({ name }) => t(rows.length === 1 ? "calls.rateClass.everyone" : `calls.rateClass.${name}`),
        },
        { header: t("calls.rates.rate"), align: "right", cell: ({ rate }) => readableRate(rate, page) },
      ]}
      rows={rows}
      empty=""
    />
  );
};

export const FinancingSection: FC<{ readonly content: Content }> = ({ content }) => {
  const { financing, profile, declaredCosts = [] } = content;
  const page = usePage();
  const { t } = page;
  const names = (categories: readonly Schemas["CostCategory"][]): string =>
    categories.map((category) => t(`calls.category.${category}`)).join("; ");
  const rate = (text: string) => readableRate(text, page);
  return (
    <Section title={t("calls.section.financing")}>
      <Paragraphs text={financing} />
      <Rates profile={profile} />
      <DescriptionList
        items={[
          { term: t("calls.rates.categories"), detail: names(profile.costCategories) },
          ...(declaredCosts.length === 0
            ? []
            : [
                {
                  term: t("calls.term.declaredCosts"),
                  detail: declaredCosts.map((cost) => wordFor(`calls.choice.${cost}`, page)).join("; "),
                },
              ]),
          {
            term: t("calls.rates.indirect"),
            detail: t("calls.rates.indirectText", {
              rate: rate(profile.indirectRate),
              categories: names(profile.indirectBase),
            }),
          },
          {
            term: t("calls.rates.prefinancing"),
            detail: t("calls.rates.prefinancingText", { rate: rate(profile.prefinancingRate) }),
          },
          {
            term: t("calls.rates.interim"),
            detail: t("calls.rates.interimText", { rate: rate(profile.interimCeilingRate) }),
          },
          ...(profile.mutualInsuranceRate === "0"
            ? []
            : [
                {
                  term: t("calls.rates.insurance"),
                  detail: t("calls.rates.insuranceText", { rate: rate(profile.mutualInsuranceRate) }),
                },
              ]),
        ]}
      />
    </Section>
  );
};

export const NationalSection: FC<{ readonly funding: Content["nationalFunding"] }> = ({ funding }) => {
  const { t } = usePage();
  return (
    <Section title={t("calls.section.national")}>
      {funding.kind === "none" ? (
        <p>{t("calls.national.none")}</p>
      ) : (
        <>
          <p>{t("calls.national.joint")}</p>
          <DescriptionList
            items={[
              { term: t("calls.national.mode"), detail: t(`calls.mode.${funding.selectionMode}`) },
              { term: t("calls.national.pot"), detail: <Amount cents={funding.commonPotCents} /> },
              { term: t("calls.national.action"), detail: funding.jointActionId },
            ]}
          />
        </>
      )}
    </Section>
  );
};
