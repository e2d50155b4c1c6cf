import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { namePeople } from "../../name-people.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { agreementPath } from "../agreements/agreement-facts.tsx";
import { readableRate } from "../calls/rates.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { LineForm, RevenueForm } from "./line-form.tsx";
import {
  StatementStateLabel,
  offerOf,
  placeOf,
  readStatement,
  reportPath,
  reportsPath,
  statementPath,
  type Place,
  type StatementFile,
} from "./reporting-facts.tsx";
import { verificationPath } from "./verification-page.tsx";

export type StatementProps = { readonly place: Place; readonly file: StatementFile };

/** Each line with what takes it out again. */
const Lines: FC<StatementProps> = ({ place, file }) => {
  const page = usePage();
  const { t, href } = page;
  const mayChange = offerOf(file.allowedActions, "saveStatement", page).disabledBecause === undefined;
  const rows = file.content.lines.map((line, index) => ({ ...line, number: index + 1 }));
  return (
    <Section title={t("reporting.lines")}>
      <Table
        caption={t("reporting.linesCaption")}
        columns={[
          { header: t("reporting.line"), namesRow: true, cell: ({ description }) => description },
          { header: t("reporting.category"), cell: ({ category }) => t(`calls.category.${category}`) },
          { header: t("reporting.incurredOn"), noWrap: true, cell: ({ incurredOn }) => <DateOf on={incurredOn} /> },
          {
            header: t("reporting.amount"),
            align: "right",
            noWrap: true,
            cell: ({ cents: amount }) => <Amount cents={amount} />,
          },
          ...(mayChange
            ? [
                {
                  header: t("reporting.change"),
                  cell: ({ number, description }: (typeof rows)[number]) => (
                    <Form
                      action={href(`${statementPath(place)}/lines/removal`)}
                      hidden={{ ...hiddenVersion(file.version), line: String(number) }}
                    >
                      <Button kind="secondary">
                        <span aria-hidden="true">{t("reporting.remove")}</span>
                        <span class="ecl-u-sr-only">{t("reporting.removeLine", { line: description })}</span>
                      </Button>
                    </Form>
                  ),
                },
              ]
            : []),
        ]}
        rows={rows}
        empty={t("reporting.noLines")}
      />
    </Section>
  );
};

/** From the lines to the Union's share, step by step, beside what the agreement foresees for the beneficiary. */
const Worked: FC<StatementProps> = ({ file }) => {
  const page = usePage();
  const { t } = page;
  const { computed, party } = file;
  const rows = [
    ...computed.categories.map(({ category, cents }) => ({ what: t(`calls.category.${category}`), cents })),
    { what: t("reporting.direct"), cents: computed.directCents },
    { what: t("reporting.indirect"), cents: computed.indirectCents },
    { what: t("reporting.eligible"), cents: computed.totalEligibleCents },
  ];
  return (
    <Section title={t("reporting.worked")}>
      <Table
        caption={t("reporting.workedCaption")}
        columns={[
          { header: t("reporting.step"), namesRow: true, cell: ({ what }) => what },
          {
            header: t("reporting.amount"),
            align: "right",
            noWrap: true,
            cell: ({ cents: amount }) => <Amount cents={amount} />,
          },
        ]}
        rows={rows}
        empty=""
        totals={[
          t("reporting.contributionAt", { rate: readableRate(party.rate, page) }),
          <Amount cents={computed.unionContributionCents} />,
        ]}
      />
      <DescriptionList
        items={[
          { term: t("reporting.foreseenCosts"), detail: <Amount cents={party.eligibleCents} /> },
          { term: t("reporting.foreseenContribution"), detail: <Amount cents={party.maxContributionCents} /> },
          ...(file.content.revenueCents === 0
            ? []
            : [{ term: t("reporting.revenue"), detail: <Amount cents={file.content.revenueCents} /> }]),
        ]}
      />
      <p>{t("reporting.workedNote")}</p>
    </Section>
  );
};

const Certificate: FC<StatementProps> = ({ file: { certificate } }) => {
  const { t, format } = usePage();
  return certificate.isAsked ? (
    <Notification kind="warning" title={t("reporting.certificateTitle")}>
      <p>
        {t("reporting.certificateText", {
          from: format.money(certificate.fromCents),
          sum: format.money(certificate.contributionCents),
        })}
      </p>
    </Notification>
  ) : null;
};

const SignForm: FC<StatementProps> = ({ place, file }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "signStatement", page);
  if (!isOffered || file.state === "signed") return null;
  return (
    <Section title={t("reporting.sign")}>
      <p>{t("reporting.signText")}</p>
      <DescriptionList items={[{ term: t("reporting.digest"), detail: <code>{file.contentSha256}</code> }]} />
      <Form
        action={href(`${statementPath(place)}/signature`)}
        hidden={{ ...hiddenVersion(file.version), contentSha256: file.contentSha256 }}
      >
        <Button disabledBecause={disabledBecause}>{t("reporting.sign")}</Button>
      </Form>
    </Section>
  );
};

const Signed: FC<StatementProps> = ({ place, file }) => {
  const page = usePage();
  const { t, href } = page;
  if (file.signature === null) return null;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "reopenStatement", page);
  const isCheckShown = offerOf(file.allowedActions, "readVerification", page).disabledBecause === undefined;
  return (
    <Section title={t("reporting.signed")}>
      <DescriptionList
        items={[
          { term: t("reporting.signedBy"), detail: <PersonReference userId={file.signature.by} /> },
          { term: t("reporting.signedAt"), detail: <DateTimeOf at={file.signature.at} exact /> },
          { term: t("reporting.digest"), detail: <code>{file.contentSha256}</code> },
        ]}
      />
      {isCheckShown && (
        <p>
          <Link href={href(verificationPath(place))}>{t("reporting.toCheck")}</Link>
        </p>
      )}
      {isOffered && disabledBecause === undefined && (
        <Form action={href(`${statementPath(place)}/reopening`)} hidden={hiddenVersion(file.version)}>
          <p>{t("reporting.reopenText")}</p>
          <Button kind="secondary">{t("reporting.reopen")}</Button>
        </Form>
      )}
    </Section>
  );
};

const doneTitles = {
  saved: "reporting.doneSaved",
  signed: "reporting.doneSigned",
  reopened: "reporting.doneReopened",
} as const;
const isDone = (done: string): done is keyof typeof doneTitles => Object.hasOwn(doneTitles, done);

const Done: FC = () => {
  const { t, query } = usePage();
  const done = query.get("done") ?? "";
  return isDone(done) ? <Notification kind="success" title={t(doneTitles[done])} /> : null;
};

const leadOf = ({ state, allowedActions }: StatementFile, page: PageContext): string => {
  const { t } = page;
  if (state === "signed") return t("reporting.leadSigned");
  const { isOffered } = offerOf(allowedActions, "saveStatement", page);
  return t(isOffered ? "reporting.leadOwn" : "reporting.leadOther");
};

/** A statement as it stands now, with what was refused first, and with what was typed. */
export const showStatementWith = async (
  c: PortalContext,
  form: FormValues,
  refusal: Refusal | null,
): Promise<Response> => {
  const place = placeOf(c);
  const read = await readStatement(c, place);
  if (!read.ok) return showProblem(c, read.error);
  const file = read.value;
  if (file.signature !== null) await namePeople(c, file.signature);
  const page = c.get("page");
  const { t } = page;
  const { acronym, projectNumber } = file.project;
  return showForm(
    c,
    {
      title: t("reporting.statementTitle", { number: place.period, name: file.party.name }),
      lead: leadOf(file, page),
      crumbs: [
        { label: acronym, path: agreementPath(place.agreementId) },
        { label: t("reporting.titleShort"), path: reportsPath(place.agreementId) },
        { label: t("reporting.periodNumber", { number: place.period }), path: reportPath(place) },
      ],
      meta: [projectNumber, <StatementStateLabel state={file.state} />],
      content: (
        <>
          {refusal === null && <Done />}
          <Certificate place={place} file={file} />
          <Signed place={place} file={file} />
          <Lines place={place} file={file} />
          <LineForm place={place} file={file} form={form} refusal={refusal} />
          <RevenueForm place={place} file={file} form={form} refusal={refusal} />
          <Worked place={place} file={file} />
          <SignForm place={place} file={file} />
        </>
      ),
    },
    refusal,
  );
};

export const showStatement = (c: PortalContext): Promise<Response> => showStatementWith(c, formValues({}), null);
