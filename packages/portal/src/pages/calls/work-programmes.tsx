import { cents, parseEuro } from "@grants/kernel/money";
import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  commandHeaders,
  formToRetry,
  hiddenKeys,
  hiddenVersion,
  seeOther,
  versionIn,
  type Schemas,
} from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { CheckboxGroup, Select } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { DateOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isProgrammeOfficer, isPublisher, refuseOthers } from "./officer.ts";
import { grounds } from "./term-groups.ts";
import { oneOf, programmes } from "./vocabulary.ts";

type File = Schemas["WorkProgrammeFile"];

const path = "/calls/work/programmes";
const crumbsOf = ({ t }: PageContext) => [{ label: t("calls.title"), path: "/calls" }];

const State: FC<{ file: File }> = ({ file: { workProgramme } }) => {
  const { t } = usePage();
  return workProgramme.state === "adopted" ? (
    <StatusLabel tone="active">{t("workProgrammes.adopted")}</StatusLabel>
  ) : (
    <StatusLabel tone="attention">{t("workProgrammes.planned")}</StatusLabel>
  );
};

const years = ({ record: { yearFrom, yearTo } }: File, { t }: PageContext): string =>
  yearFrom === yearTo ? String(yearFrom) : t("workProgrammes.years", { from: String(yearFrom), to: String(yearTo) });

export const showWorkProgrammes = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, person } = page;
  const listed = await answerOf(apiOf(c).GET("/v1/calls/work/programmes"));
  if (!listed.ok) return showProblem(c, listed.error);
  const content = (
    <>
      {isProgrammeOfficer(person) && (
        <ButtonRow>
          <ButtonLink href={href(`${path}/new`)} icon="plus">
            {t("workProgrammes.new")}
          </ButtonLink>
        </ButtonRow>
      )}
      <Table
        caption={t("workProgrammes.title")}
        columns={[
          {
            header: t("workProgrammes.field.title"),
            namesRow: true,
            cell: ({ workProgramme, record }) => <Link href={href(`${path}/${workProgramme.id}`)}>{record.title}</Link>,
          },
          { header: t("workProgrammes.field.period"), noWrap: true, cell: (file) => years(file, page) },
          { header: t("workProgrammes.field.state"), cell: (file) => <State file={file} /> },
          {
            header: t("workProgrammes.field.grantsEnvelopeCents"),
            align: "right",
            noWrap: true,
            cell: ({ record }) => <Amount cents={record.grantsEnvelopeCents} />,
          },
        ]}
        rows={listed.value.workProgrammes}
        empty={t("workProgrammes.empty")}
      />
    </>
  );
  return show(c, { title: t("workProgrammes.title"), lead: t("workProgrammes.lead"), crumbs: crumbsOf(page), content });
};

const Facts: FC<{ file: File }> = ({ file }) => {
  const page = usePage();
  const { t } = page;
  const { record, workProgramme } = file;
  return (
    <DescriptionList
      items={[
        { term: t("workProgrammes.field.state"), detail: <State file={file} /> },
        ...(workProgramme.state === "adopted"
          ? [
              { term: t("workProgrammes.field.adoptedOn"), detail: <DateOf on={workProgramme.adoptedOn} /> },
              { term: t("workProgrammes.field.reference"), detail: workProgramme.reference },
            ]
          : []),
        { term: t("workProgrammes.field.programme"), detail: t(`calls.programme.${record.programme}`) },
        { term: t("workProgrammes.field.period"), detail: years(file, page) },
        { term: t("workProgrammes.field.basicAct"), detail: record.basicAct },
        { term: t("workProgrammes.field.budgetLine"), detail: record.budgetLine },
        { term: t("workProgrammes.field.grantsEnvelopeCents"), detail: <Amount cents={record.grantsEnvelopeCents} /> },
        { term: t("workProgrammes.field.objectives"), detail: record.objectives },
        { term: t("workProgrammes.field.method"), detail: record.method },
        { term: t("workProgrammes.field.applicants"), detail: record.applicants },
        ...(record.directAwards === undefined
          ? []
          : [
              {
                term: t("workProgrammes.field.directAwards"),
                detail: record.directAwards.map((ground) => t(`calls.choice.${ground}`)).join("; "),
              },
            ]),
      ]}
    />
  );
};

type AdoptProps = { readonly file: File; readonly form: FormValues; readonly refusal: Refusal | null };

const adoptionLabels = ({ t }: PageContext): FieldLabels => ({
  adoptedOn: { label: t("workProgrammes.field.adoptedOn"), rule: t("forms.date") },
  reference: { label: t("workProgrammes.field.reference"), rule: t("forms.textLength", { min: 3, max: 100 }) },
});

const Adopt: FC<AdoptProps> = ({ file: { workProgramme, version }, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: adoptionLabels(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("workProgrammes.adoptTitle")}>
      <p>{t("workProgrammes.adoptText")}</p>
      <Form action={href(`${path}/${workProgramme.id}/adoption`)} hidden={hiddenVersion(version)}>
        <TextInput {...field("adoptedOn")} type="date" width="m" required />
        <TextInput {...field("reference")} required />
        <Button>{t("workProgrammes.adopt")}</Button>
      </Form>
    </Section>
  );
};

const programmePage = (c: PortalContext, { file, form, refusal }: AdoptProps) => {
  const page = c.get("page");
  const { t, query, person, href } = page;
  const { workProgramme, record } = file;
  const isPlanned = workProgramme.state === "planned";
  return {
    title: record.title,
    crumbs: [...crumbsOf(page), { label: t("workProgrammes.title"), path }],
    content: (
      <>
        {query.get("done") !== null && <Notification kind="success" title={t("workProgrammes.done")}></Notification>}
        <Facts file={file} />
        {isPlanned && isProgrammeOfficer(person) && (
          <ButtonRow>
            <ButtonLink href={href(`${path}/${workProgramme.id}/edit`)} kind="secondary" icon="edit">
              {t("calls.officer.edit")}
            </ButtonLink>
          </ButtonRow>
        )}
        {isPlanned && isPublisher(person) && <Adopt file={file} form={form} refusal={refusal} />}
      </>
    ),
  };
};

const readFile = (c: PortalContext) => {
  const workProgrammeId = c.req.param("workProgrammeId") ?? "";
  return answerOf(
    apiOf(c).GET("/v1/calls/work/programmes/{workProgrammeId}", { params: { path: { workProgrammeId } } }),
  );
};

export const showWorkProgramme = async (c: PortalContext): Promise<Response> => {
  const read = await readFile(c);
  return read.ok
    ? show(c, programmePage(c, { file: read.value, form: formValues({}), refusal: null }))
    : showProblem(c, read.error);
};

export const adoptWorkProgramme = async (c: PortalContext): Promise<Response> => {
  const workProgrammeId = c.req.param("workProgrammeId") ?? "";
  const page = c.get("page");
  const form = await readForm(c);
  const params = { path: { workProgrammeId }, header: changeHeaders(form) };
  const body = { adoptedOn: form.text("adoptedOn"), reference: form.text("reference") };
  const adopted = await answerOf(
    apiOf(c).POST("/v1/calls/work/programmes/{workProgrammeId}/adoption", { params, body }),
  );
  if (adopted.ok) return seeOther(c, `${path}/${workProgrammeId}?done=adopted`);
  const read = await readFile(c);
  if (!read.ok) return showProblem(c, adopted.error);
  const refusal = refusalOf(adopted.error, fieldRules(page.t, adoptionLabels(page)));
  return showForm(c, programmePage(c, { file: read.value, form, refusal }), refusal);
};

const recordLabels = ({ t, format }: PageContext): FieldLabels => {
  const line = { rule: t("forms.textLength", { min: 3, max: 200 }) };
  const prose = { rule: t("forms.textLength", { min: 10, max: format.number(2_000) }) };
  const year = { rule: t("workProgrammes.rule.year") };
  const amount = { rule: t("forms.amount.AmountNotANumber", { example: format.plainAmount(1_234_567_89) }) };
  return {
    title: { label: t("workProgrammes.field.title"), ...line },
    programme: { label: t("workProgrammes.field.programme"), rule: t("forms.choose") },
    yearFrom: { label: t("workProgrammes.field.yearFrom"), ...year },
    yearTo: { label: t("workProgrammes.field.yearTo"), ...year },
    basicAct: { label: t("workProgrammes.field.basicAct"), ...line },
    budgetLine: { label: t("workProgrammes.field.budgetLine"), ...line },
    grantsEnvelopeCents: { label: t("workProgrammes.field.grantsEnvelopeCents"), ...amount },
    objectives: { label: t("workProgrammes.field.objectives"), ...prose },
    method: { label: t("workProgrammes.field.method"), ...prose },
    applicants: { label: t("workProgrammes.field.applicants"), ...prose },
    directAwards: { label: t("workProgrammes.field.directAwards"), rule: t("forms.choose") },
  };
};

type Shown = {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const RecordForm: FC<Shown> = ({ action, hidden, form, refusal }) => {
  const page = usePage();
  const { t } = page;
  const field = fieldsFor({ form, fields: recordLabels(page), errors: refusal?.errors ?? {} });
  return (
    <Form action={action} hidden={hidden}>
      <RequiredNote />
      <TextInput {...field("title")} required />
      <Select
        {...field("programme")}
        choices={programmes.map((programme) => ({ value: programme, label: t(`calls.programme.${programme}`) }))}
        required
      />
      <TextInput {...field("yearFrom")} width="s" inputmode="numeric" required />
      <TextInput {...field("yearTo")} width="s" inputmode="numeric" required />
      <TextInput {...field("basicAct")} required />
      <TextInput {...field("budgetLine")} required />
      <AmountInput {...field("grantsEnvelopeCents")} required />
      <TextArea {...field("objectives")} rows={3} required />
      <TextArea {...field("method")} rows={3} required />
      <TextArea {...field("applicants")} rows={3} required />
      <CheckboxGroup
        {...field("directAwards")}
        choices={grounds.map((value) => ({ value, label: t(`calls.choice.${value}`) }))}
        values={form.all("directAwards")}
      />
      <Button>{t("workProgrammes.new")}</Button>
    </Form>
  );
};

const showRecordForm = (c: PortalContext, shown: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const crumbs = [...crumbsOf(page), { label: t("workProgrammes.title"), path }];
  const content = <RecordForm {...shown} />;
  return showForm(
    c,
    { title: t("workProgrammes.new"), lead: t("workProgrammes.lead"), crumbs, content },
    shown.refusal,
  );
};

const year = (text: string): number => (/^\d{4}$/.test(text.trim()) ? Number(text) : Number.NaN);

const readRecord = (form: FormValues): Schemas["WorkProgrammeRecord"] => {
  const envelope = parseEuro(form.text("grantsEnvelopeCents"));
  const directAwards = form.all("directAwards").flatMap((ground) => oneOf(grounds, ground) ?? []);
  return {
    title: form.text("title"),
    programme: oneOf(programmes, form.text("programme")) ?? "DEP",
    yearFrom: year(form.text("yearFrom")),
    yearTo: year(form.text("yearTo")),
    basicAct: form.text("basicAct"),
    budgetLine: form.text("budgetLine"),
    objectives: form.text("objectives"),
    method: form.text("method"),
    applicants: form.text("applicants"),
    // What is no amount is left for the API to refuse at this field.
    grantsEnvelopeCents: envelope.ok ? envelope.value : cents(0) - 1,
    ...(directAwards.length === 0 ? {} : { directAwards }),
  };
};

const recordValues = ({ record }: File, { format }: PageContext): FormValues => {
  const { yearFrom, yearTo, grantsEnvelopeCents, directAwards = [], ...texts } = record;
  const amount = format.plainAmount(grantsEnvelopeCents);
  return formValues({
    ...texts,
    yearFrom: String(yearFrom),
    yearTo: String(yearTo),
    grantsEnvelopeCents: amount,
    directAwards,
  });
};

export const showNewWorkProgramme = (c: PortalContext): Response => {
  const { href, person } = c.get("page");
  const refused = refuseOthers(person);
  if (refused !== null) return showProblem(c, refused);
  return showRecordForm(c, { action: href(`${path}/new`), hidden: hiddenKeys(), form: formValues({}), refusal: null });
};

export const createWorkProgramme = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const params = { header: commandHeaders(form) };
  const made = await answerOf(apiOf(c).POST("/v1/calls/work/programmes", { params, body: readRecord(form) }));
  if (made.ok) return seeOther(c, `${path}/${made.value.workProgramme.id}?done=recorded`);
  const retry = formToRetry(form, made.error);
  const refusal = refusalOf(made.error, fieldRules(page.t, recordLabels(page)));
  return showRecordForm(c, { action: page.href(`${path}/new`), hidden: hiddenKeys(retry), form: retry, refusal });
};

export const editWorkProgramme = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const read = await readFile(c);
  if (!read.ok) return showProblem(c, read.error);
  const action = page.href(`${path}/${read.value.workProgramme.id}/edit`);
  const hidden = hiddenVersion(read.value.version);
  return showRecordForm(c, { action, hidden, form: recordValues(read.value, page), refusal: null });
};

export const saveWorkProgramme = async (c: PortalContext): Promise<Response> => {
  const workProgrammeId = c.req.param("workProgrammeId") ?? "";
  const page = c.get("page");
  const form = await readForm(c);
  const params = { path: { workProgrammeId }, header: changeHeaders(form) };
  const api = apiOf(c);
  const saved = await answerOf(
    api.PUT("/v1/calls/work/programmes/{workProgrammeId}", { params, body: readRecord(form) }),
  );
  if (saved.ok) return seeOther(c, `${path}/${workProgrammeId}?done=recorded`);
  const refusal = refusalOf(saved.error, fieldRules(page.t, recordLabels(page)));
  const action = page.href(`${path}/${workProgrammeId}/edit`);
  return showRecordForm(c, { action, hidden: hiddenVersion(versionIn(form), form), form, refusal });
};
