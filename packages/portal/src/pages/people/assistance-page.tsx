import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DateOf } from "../../components/time.tsx";
import { namePeople } from "../../name-people.ts";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { Done } from "./people-facts.tsx";

export const assistancePath = (centre: string): string => `/people/organisations/${centre}/assistance`;

const exampleOrganisation = "org_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const exampleSubject = "prop_01ARZ3NDEKTSV4RRFFQ69G5FAV";

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  applicant: { label: t("people.assistance.applicant"), rule: t("people.assistance.rule.applicant") },
  subject: { label: t("people.assistance.subject"), rule: t("people.assistance.rule.subject") },
  assistedOn: { label: t("people.assistance.day"), rule: t("people.assistance.rule.day") },
});

/** What the Centre has on record about one applicant; a Centre has many, and is asked about one at a time. */
const Recorded: FC<{ readonly list: Schemas["AssistanceList"] }> = ({ list }) => {
  const { t, names } = usePage();
  return (
    <Table
      caption={t("people.assistance.caption")}
      columns={[
        {
          header: t("people.assistance.day"),
          namesRow: true,
          cell: ({ assistance }) => <DateOf on={assistance.assistedOn} />,
        },
        {
          header: t("people.assistance.officer"),
          cell: ({ assistance: { officer } }) => names?.get(officer) ?? <code>{officer}</code>,
        },
        {
          header: t("people.assistance.subject"),
          cell: ({ assistance: { subject } }) =>
            subject === undefined ? t("people.assistance.any") : <code>{subject}</code>,
        },
      ]}
      rows={list.assistances}
      empty={t("people.assistance.empty")}
    />
  );
};

type RecordProps = { readonly centre: string; readonly form: FormValues; readonly refusal: Refusal | null };

const RecordForm: FC<RecordProps> = ({ centre, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("people.assistance.record")}>
      <p>{t("people.assistance.recordText")}</p>
      <Form action={href(assistancePath(centre))} hidden={hiddenKeys(form)}>
        <RequiredNote />
        <TextInput
          {...field("applicant", t("people.assistance.help.applicant", { example: exampleOrganisation }))}
          autocomplete="off"
          required
        />
        <TextInput {...field("subject", t("people.assistance.help.subject", { example: exampleSubject }))} />
        <TextInput {...field("assistedOn")} type="date" width="s" required />
        <Button>{t("people.assistance.save")}</Button>
      </Form>
    </Section>
  );
};

const centreOf = (c: PortalContext): string => c.req.param("organisationId") ?? "";

const showPage = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const centre = centreOf(c);
  const asked = page.query.get("about")?.trim() ?? "";
  // Without an applicant nothing is listed; the API is still asked, since it decides whose page this is.
  const query = { centre, applicant: asked === "" ? centre : asked };
  const read = await answerOf(apiOf(c).GET("/v1/people/assistances", { params: { query } }));
  if (!read.ok) return showProblem(c, read.error, "/people");
  await namePeople(c, read.value);
  return showForm(
    c,
    {
      title: t("people.assistance.title"),
      lead: t("people.assistance.lead"),
      crumbs: [{ label: t("people.mine"), path: "/people" }],
      content: (
        <>
          <Done />
          <SearchForm
            action={href(assistancePath(centre))}
            name="about"
            label={t("people.assistance.search")}
            value={asked}
          />
          {asked !== "" && <Recorded list={read.value} />}
          <RecordForm centre={centre} form={form} refusal={refusal} />
        </>
      ),
    },
    refusal,
  );
};

/** Help to applicants, by the officers of one's own National Coordination Centre: who gave it assesses nothing of theirs (NCC-05). */
export const showAssistance = (c: PortalContext): Promise<Response> => showPage(c, formValues({}), null);

export const recordAssistance = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const centre = centreOf(c);
  const [applicant, subject] = [form.text("applicant").trim(), form.text("subject").trim()];
  const body = {
    centre,
    applicant,
    assistedOn: form.text("assistedOn"),
    ...(subject === "" ? {} : { subject }),
  };
  const done = await answerOf(
    apiOf(c).POST("/v1/people/assistances", { params: { header: commandHeaders(form) }, body }),
  );
  if (done.ok) return seeOther(c, `${assistancePath(centre)}?about=${encodeURIComponent(applicant)}&done=assisted`);
  const rules = fieldRules(c.get("page").t, fieldsOf(c.get("page")));
  return showPage(c, formToRetry(form, done.error), refusalOf(done.error, rules));
};
