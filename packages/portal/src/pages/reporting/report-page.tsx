import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { namePeople } from "../../name-people.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { agreementPath } from "../agreements/agreement-facts.tsx";
import { PersonReference } from "../registry/person-reference.tsx";
import {
  PeriodState,
  StatementStateLabel,
  offerOf,
  placeOf,
  readReport,
  reportPath,
  reportsPath,
  statementPath,
  type Place,
  type ReportFile,
} from "./reporting-facts.tsx";

const summaryCharactersMax = 10_000;
const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  summary: { label: t("reporting.summary"), rule: t("reporting.summaryRule") },
});

type FileProps = { readonly place: Place; readonly file: ReportFile };

const Dates: FC<FileProps> = ({ file: { period, report } }) => {
  const { t, format } = usePage();
  const { from, to, legalDueOn, daysLate } = period;
  return (
    <DescriptionList
      items={[
        { term: t("reporting.days"), detail: t("reporting.fromTo", { from: format.date(from), to: format.date(to) }) },
        { term: t("reporting.dueOn"), detail: <DateOf on={legalDueOn} /> },
        ...(daysLate === 0 ? [] : [{ term: t("reporting.late"), detail: t("reporting.daysLate", { days: daysLate }) }]),
        ...(report === null
          ? []
          : [
              { term: t("reporting.sentAt"), detail: <DateTimeOf at={report.report.sentAt} /> },
              { term: t("reporting.sentBy"), detail: <PersonReference userId={report.report.sentBy} /> },
            ]),
      ]}
    />
  );
};

const Statements: FC<FileProps> = ({ place, file }) => {
  const { t, href } = usePage();
  const figures = file.statements.flatMap((statement) => statement.figures ?? []);
  return (
    <Section title={t("reporting.statements")}>
      <Table
        caption={t("reporting.statementsCaption")}
        columns={[
          {
            header: t("reporting.beneficiary"),
            namesRow: true,
            cell: ({ slot, name, country, isOwn, figures: shown }) => (
              <>
                {isOwn || shown !== null ? <Link href={href(statementPath({ ...place, slot }))}>{name}</Link> : name}
                {`, ${country}`}
              </>
            ),
          },
          { header: t("reporting.stateOf"), noWrap: true, cell: ({ state }) => <StatementStateLabel state={state} /> },
          {
            header: t("reporting.eligible"),
            align: "right",
            noWrap: true,
            cell: ({ figures: shown }) => (shown === null ? "" : <Amount cents={shown.eligibleCents} />),
          },
          {
            header: t("reporting.contribution"),
            align: "right",
            noWrap: true,
            cell: ({ figures: shown }) => (shown === null ? "" : <Amount cents={shown.contributionCents} />),
          },
        ]}
        rows={file.statements}
        empty=""
        totals={
          figures.length > 1
            ? [t("reporting.sum"), "", <Amount cents={file.eligibleCents} />, <Amount cents={file.contributionCents} />]
            : undefined
        }
      />
      <p>{t("reporting.statementsNote")}</p>
    </Section>
  );
};

type FormProps = FileProps & { readonly form: FormValues; readonly refusal: Refusal | null };

const SendForm: FC<FormProps> = ({ place, file, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "sendReport", page);
  if (!isOffered || file.report !== null) return null;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("reporting.send")}>
      <p>{t("reporting.sendText")}</p>
      <Form action={href(`${reportPath(place)}/sending`)} hidden={hiddenKeys(form)}>
        {disabledBecause === undefined && (
          <>
            <RequiredNote />
            <TextArea
              {...field("summary", t("reporting.summaryHelp"))}
              rows={8}
              charactersMax={summaryCharactersMax}
              required
            />
          </>
        )}
        <Button disabledBecause={disabledBecause}>{t("reporting.send")}</Button>
      </Form>
    </Section>
  );
};

const Sent: FC<FileProps> = ({ file: { paper } }) => {
  const { t } = usePage();
  return paper === null ? null : (
    <Section title={t("reporting.summary")}>
      <Paragraphs text={paper.summary} />
    </Section>
  );
};

const Done: FC = () => {
  const { t, query } = usePage();
  return query.get("done") === "sent" ? (
    <Notification kind="success" title={t("reporting.sentTitle")}>
      <p>{t("reporting.sentText")}</p>
    </Notification>
  ) : null;
};

const showReportWith = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t } = c.get("page");
  const place = placeOf(c);
  const read = await readReport(c, place);
  if (!read.ok) return showProblem(c, read.error);
  const file = read.value;
  if (file.report !== null) await namePeople(c, file.report);
  const { acronym, projectNumber } = file.project;
  const page = {
    title: t("reporting.reportTitle", { number: place.period, acronym }),
    lead: t(`reporting.next.${file.period.state}`),
    crumbs: [
      { label: t("agreements.title"), path: "/agreements" },
      { label: acronym, path: agreementPath(place.agreementId) },
      { label: t("reporting.titleShort"), path: reportsPath(place.agreementId) },
    ],
    meta: [projectNumber, <PeriodState state={file.period.state} />],
    content: (
      <>
        {refusal === null && <Done />}
        <Dates place={place} file={file} />
        <Statements place={place} file={file} />
        <Sent place={place} file={file} />
        <SendForm place={place} file={file} form={form} refusal={refusal} />
      </>
    ),
  };
  return showForm(c, page, refusal);
};

export const showReport = (c: PortalContext): Promise<Response> => showReportWith(c, formValues({}), null);

export const sendReport = async (c: PortalContext): Promise<Response> => {
  const place = placeOf(c);
  const form = await readForm(c);
  const { agreementId, period } = place;
  const sent = await answerOf(
    apiOf(c).POST("/v1/reporting/agreements/{agreementId}/periods/{period}/sending", {
      params: { path: { agreementId, period }, header: commandHeaders(form) },
      body: { summary: form.text("summary") },
    }),
  );
  if (sent.ok) return seeOther(c, `${reportPath(place)}?done=sent`);
  const page = c.get("page");
  return showReportWith(c, formToRetry(form, sent.error), refusalOf(sent.error, fieldRules(page.t, fieldsOf(page))));
};
