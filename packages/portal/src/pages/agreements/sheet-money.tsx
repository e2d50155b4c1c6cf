import { computePrefinancing } from "@grants/core/disbursement/compute-payments";
import { parseFraction, Rate } from "@grants/kernel/fraction";
import { cents, shareOf } from "@grants/kernel/money";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { readableRate } from "../calls/rates.ts";
import { accountPath, AccountState, groupedIban, type OrganisationFile } from "../registry/registry-facts.tsx";
import { sumOf, type Sheet } from "./agreement-facts.tsx";

type SheetProps = { readonly sheet: Sheet };

/** By the rule that a payment is computed with, so that this page and the payment say the same. */
const prefinancingOf = ({ maxGrantCents, prefinancingRate, mimRate }: Sheet) =>
  computePrefinancing({
    maxGrantCents: cents(maxGrantCents),
    prefinancingRate: Rate.parse(prefinancingRate),
    mimRate: Rate.parse(mimRate),
  });

export const MoneySection: FC<SheetProps> = ({ sheet }) => {
  const page = usePage();
  const { t, format } = page;
  const { prefinancingGrossCents, mimRetainedCents, prefinancingTransferCents } = prefinancingOf(sheet);
  const ceilingCents = shareOf(cents(sheet.maxGrantCents), parseFraction(sheet.paymentCeilingRate));
  const ofGrant = (amountCents: number, rate: string) =>
    t("agreements.fact.ofGrant", { amount: format.money(amountCents), rate: readableRate(rate, page) });
  const names = (categories: readonly Schemas["CostCategory"][]): string =>
    categories.map((category) => t(`calls.category.${category}`)).join("; ");
  return (
    <Section title={t("agreements.section.money")}>
      <DescriptionList
        items={[
          { term: t("agreements.fact.maxGrant"), detail: <Amount cents={sheet.maxGrantCents} /> },
          {
            term: t("agreements.fact.prefinancing"),
            detail: ofGrant(prefinancingGrossCents, sheet.prefinancingRate),
          },
          ...(mimRetainedCents === 0
            ? []
            : [
                { term: t("agreements.fact.insurance"), detail: ofGrant(mimRetainedCents, sheet.mimRate) },
                { term: t("agreements.fact.transfer"), detail: <Amount cents={prefinancingTransferCents} /> },
              ]),
          { term: t("agreements.fact.ceiling"), detail: ofGrant(ceilingCents, sheet.paymentCeilingRate) },
          { term: t("agreements.fact.categories"), detail: names(sheet.costCategories) },
          {
            term: t("agreements.fact.indirect"),
            detail: t("agreements.fact.indirectText", {
              rate: readableRate(sheet.indirectRate, page),
              categories: names(sheet.indirectBase),
            }),
          },
          {
            term: t("agreements.fact.certificate"),
            detail: t("agreements.fact.certificateText", { amount: format.money(sheet.certificateFromCents) }),
          },
        ]}
      />
    </Section>
  );
};

/** The lines of the commitment, the Union's first. */
export const SourcesSection: FC<SheetProps> = ({ sheet: { maxGrantCents, commonPotCents, national } }) => {
  const { t } = usePage();
  const rows = [
    { source: t("agreements.sources.union"), amountCents: maxGrantCents - commonPotCents },
    ...(commonPotCents === 0 ? [] : [{ source: t("agreements.sources.pot"), amountCents: commonPotCents }]),
    ...national.map(({ funder, cents: amountCents }) => ({
      source: t("agreements.sources.funder", { funder }),
      amountCents,
    })),
  ];
  const total = <Amount cents={sumOf(rows.map(({ amountCents }) => amountCents))} />;
  return (
    <Section title={t("agreements.section.sources")}>
      <Table
        caption={t("agreements.sources.caption")}
        columns={[
          { header: t("agreements.sources.line"), namesRow: true, cell: ({ source }) => source },
          {
            header: t("agreements.sources.amount"),
            align: "right",
            noWrap: true,
            cell: ({ amountCents }) => <Amount cents={amountCents} />,
          },
        ]}
        rows={rows}
        empty=""
        totals={rows.length > 1 ? [t("agreements.sources.sum"), total] : undefined}
      />
      {national.length > 0 && <p>{t("agreements.sources.note")}</p>}
    </Section>
  );
};

type AccountProps = SheetProps & {
  /** The coordinator as it is registered today; null where this reader may not see it. */
  readonly coordinator: OrganisationFile | null;
};

const AccountFacts: FC<AccountProps> = ({ sheet, coordinator }) => {
  const { t, href } = usePage();
  const shown = coordinator?.accounts.find(({ account }) => account.id === sheet.bankAccountId);
  const reference = { term: t("agreements.fact.account"), detail: sheet.bankAccountId };
  if (shown === undefined)
    return (
      <>
        <DescriptionList items={[reference]} />
        <p>{t("agreements.account.hidden")}</p>
      </>
    );
  return (
    <>
      <DescriptionList
        items={[
          reference,
          { term: t("agreements.fact.holder"), detail: shown.holderName },
          { term: t("registry.field.iban"), detail: groupedIban(shown.iban) },
          { term: t("agreements.fact.accountState"), detail: <AccountState state={shown.account.state} /> },
        ]}
      />
      <p>
        <Link href={href(accountPath(shown.account))} standalone>
          {t("agreements.account.open")}
        </Link>
      </p>
    </>
  );
};

export const AccountSection: FC<AccountProps> = ({ sheet, coordinator }) => {
  const { t } = usePage();
  return (
    <Section title={t("agreements.section.account")}>
      {sheet.bankAccountId === undefined ? (
        <p>{t("agreements.account.none")}</p>
      ) : (
        <AccountFacts sheet={sheet} coordinator={coordinator} />
      )}
      <p>{t("agreements.account.note")}</p>
    </Section>
  );
};
