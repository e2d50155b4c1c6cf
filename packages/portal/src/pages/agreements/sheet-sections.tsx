import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { packageNumber } from "../proposals/work-plan.ts";
import { usePage } from "../../page/page-context.ts";
import { TrailLink } from "../audit/trail-link.tsx";
import { readableRate } from "../calls/rates.ts";
import { coordinatorName, sumOf, type AgreementFile, type Sheet } from "./agreement-facts.tsx";

type SheetProps = { readonly sheet: Sheet };

type ProjectProps = SheetProps & { readonly call: Schemas["CallSummary"] | null };

export const ProjectSection: FC<ProjectProps> = ({ sheet, call }) => {
  const { t, format, href } = usePage();
  const callName = t("agreements.fact.callVersion", {
    call: call?.reference ?? call?.title ?? sheet.callId,
    version: sheet.callVersion,
  });
  return (
    <Section title={t("agreements.section.project")}>
      <DescriptionList
        items={[
          { term: t("agreements.fact.number"), detail: sheet.projectNumber },
          { term: t("agreements.fact.acronym"), detail: sheet.acronym },
          { term: t("agreements.fact.title"), detail: sheet.title },
          { term: t("agreements.fact.coordinator"), detail: coordinatorName(sheet) },
          {
            term: t("agreements.fact.duration"),
            detail: `${t("agreements.fact.months", { count: sheet.durationMonths })}: ${t("agreements.fact.period", {
              from: format.date(sheet.startsOn),
              to: format.date(sheet.endsOn),
            })}`,
          },
          { term: t("agreements.fact.call"), detail: <Link href={href(`/calls/${sheet.callId}`)}>{callName}</Link> },
          { term: t("agreements.fact.topic"), detail: sheet.topicId },
          {
            term: t("agreements.fact.action"),
            detail: `${t(`calls.action.${sheet.actionType}`)}, ${t(`calls.programme.${sheet.programme}`)}`,
          },
        ]}
      />
    </Section>
  );
};

export const PartiesSection: FC<SheetProps> = ({ sheet: { parties } }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Section title={t("agreements.section.parties")}>
      <Table
        caption={t("agreements.parties.caption")}
        columns={[
          {
            header: t("agreements.parties.name"),
            namesRow: true,
            cell: ({ name, pic }) => (
              <>
                {name}
                <br />
                <small>{t("agreements.parties.pic", { pic })}</small>
              </>
            ),
          },
          { header: t("agreements.parties.country"), cell: ({ country }) => country },
          {
            header: t("agreements.parties.rate"),
            align: "right",
            cell: ({ rate }) => readableRate(rate, page),
          },
          {
            header: t("agreements.parties.eligible"),
            align: "right",
            noWrap: true,
            cell: ({ eligibleCents }) => <Amount cents={eligibleCents} />,
          },
          {
            header: t("agreements.parties.contribution"),
            align: "right",
            noWrap: true,
            cell: ({ maxContributionCents }) => <Amount cents={maxContributionCents} />,
          },
        ]}
        rows={parties}
        empty=""
        totals={
          parties.length > 1
            ? [
                t("agreements.parties.sum"),
                "",
                "",
                <Amount cents={sumOf(parties.map(({ eligibleCents }) => eligibleCents))} />,
                <Amount cents={sumOf(parties.map(({ maxContributionCents }) => maxContributionCents))} />,
              ]
            : undefined
        }
      />
    </Section>
  );
};

/** What is paid for each work package once it is accepted; there are no financial statements (GA-13). */
export const LumpSumSection: FC<SheetProps> = ({ sheet: { lumpSum, parties } }) => {
  const page = usePage();
  const { t } = page;
  if (lumpSum === undefined) return null;
  const nameOf = (slot: string): string => parties.find((party) => party.slot === slot)?.name ?? slot;
  const rows = lumpSum.flatMap(({ workPackage, title, shares }) =>
    shares.map(({ slot, unionCents }) => ({ workPackage, title, slot, unionCents })),
  );
  return (
    <Section title={t("agreements.section.lumpSum")}>
      <p>{t("agreements.lumpSum.text")}</p>
      <Table
        caption={t("agreements.lumpSum.caption")}
        columns={[
          {
            header: t("agreements.lumpSum.workPackage"),
            namesRow: true,
            cell: ({ workPackage, title }) => `${packageNumber(workPackage, page)} ${title}`,
          },
          { header: t("agreements.parties.name"), cell: ({ slot }) => nameOf(slot) },
          {
            header: t("agreements.lumpSum.share"),
            align: "right",
            noWrap: true,
            cell: ({ unionCents }) => <Amount cents={unionCents} />,
          },
        ]}
        rows={rows}
        empty=""
        totals={[t("agreements.parties.sum"), "", <Amount cents={sumOf(rows.map(({ unionCents }) => unionCents))} />]}
      />
    </Section>
  );
};

/** Days to pay (PAY-05, GA-07), the last day to sign (COMT-03), and the periods after which reports are due. */
export const LimitsSection: FC<SheetProps> = ({ sheet }) => {
  const { t, format } = usePage();
  const days = (count: number) => t("agreements.fact.days", { count });
  return (
    <Section title={t("agreements.section.limits")}>
      <DescriptionList
        items={[
          { term: t("agreements.budgetYear"), detail: String(sheet.budgetYear) },
          { term: t("agreements.signByOn"), detail: <DateOf on={sheet.signByOn} /> },
          { term: t("agreements.fact.prefinancingDays"), detail: days(sheet.prefinancingDays) },
          { term: t("agreements.fact.interimDays"), detail: days(sheet.interimDays) },
          { term: t("agreements.fact.finalDays"), detail: days(sheet.finalDays) },
        ]}
      />
      <Table
        caption={t("agreements.periods.caption")}
        columns={[
          { header: t("agreements.periods.number"), namesRow: true, cell: ({ number }) => format.number(number) },
          { header: t("agreements.periods.from"), cell: ({ from }) => <DateOf on={from} /> },
          { header: t("agreements.periods.to"), cell: ({ to }) => <DateOf on={to} /> },
        ]}
        rows={sheet.reportingPeriods}
        empty=""
      />
    </Section>
  );
};

/** What names this sheet: whoever computes the digest of the same sheet finds the same number. */
export const RecordSection: FC<{ readonly file: AgreementFile }> = ({ file: { agreement, sheet } }) => {
  const { t, format } = usePage();
  return (
    <Section title={t("agreements.section.record")}>
      <DescriptionList
        items={[
          { term: t("agreements.fact.sheetVersion"), detail: format.number(agreement.sheetVersion) },
          { term: t("agreements.fact.digest"), detail: <code>{agreement.sheetSha256}</code> },
          { term: t("agreements.fact.document"), detail: <code>{sheet.documentSha256}</code> },
          { term: t("agreements.fact.agreement"), detail: <TrailLink aggregate={agreement.id} /> },
          { term: t("agreements.fact.award"), detail: <TrailLink aggregate={sheet.awardId} /> },
          { term: t("agreements.fact.commitment"), detail: <TrailLink aggregate={sheet.commitmentId} /> },
        ]}
      />
    </Section>
  );
};
