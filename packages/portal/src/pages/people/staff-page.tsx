import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { Done, nameOf } from "./people-facts.tsx";

const path = "/administration/staff";
const userId = /^usr_[0-9A-HJKMNP-TV-Z]{26}$/;
const exampleUser = "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV";

type Directory = Schemas["StaffDirectory"];

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  user: { label: t("people.staff.user"), rule: t("people.staff.rule.user") },
  superior: { label: t("people.staff.superior"), rule: t("people.staff.rule.user") },
  accounts: { label: t("people.staff.accounts"), rule: t("people.staff.rule.accounts") },
});

const accountsIn = (form: FormValues): readonly string[] =>
  form
    .text("accounts")
    .split(/[\s,;]+/)
    .filter((account) => account !== "");

const StaffTable: FC<{ readonly directory: Directory }> = ({ directory: { staff, people } }) => {
  const page = usePage();
  const { t, href } = page;
  const acts = {
    header: t("people.column.acts"),
    cell: ({ member }: Directory["staff"][number]) => (
      <Link href={href(`${path}?of=${member.user}`)}>
        {t("people.staff.change", { name: nameOf(member.user, people) })}
      </Link>
    ),
  };
  return (
    <Table
      caption={t("people.staff.caption")}
      columns={[
        { header: t("people.column.person"), namesRow: true, cell: ({ member }) => nameOf(member.user, people) },
        {
          header: t("people.staff.superior"),
          cell: ({ member: { superior } }) =>
            superior === undefined ? t("people.staff.nobody") : nameOf(superior, people),
        },
        {
          header: t("people.staff.accounts"),
          cell: ({ member: { accounts = [] } }) =>
            accounts.length === 0 ? t("people.staff.none") : accounts.map((one) => nameOf(one, people)).join(", "),
        },
        ...(mayDo(page.person, "recordStaffMember") ? [acts] : []),
      ]}
      rows={staff}
      empty={t("people.staff.empty")}
    />
  );
};

type RecordProps = { readonly version: number; readonly form: FormValues; readonly refusal: Refusal | null };

const RecordForm: FC<RecordProps> = ({ version, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("people.staff.record")}>
      <p>{t("people.staff.recordText")}</p>
      <Form action={href(path)} hidden={hiddenVersion(version, form)}>
        <RequiredNote />
        <TextInput {...field("user", t("people.help.to", { example: exampleUser }))} autocomplete="off" required />
        <TextInput {...field("superior", t("people.staff.help.superior"))} autocomplete="off" />
        <TextInput {...field("accounts", t("people.staff.help.accounts"))} autocomplete="off" />
        <Button>{t("people.staff.save")}</Button>
      </Form>
    </Section>
  );
};

/** What stands of the person that the address names, to be changed. */
const formOf = ({ staff }: Directory, of: string | null): FormValues => {
  const found = staff.find(({ member }) => member.user === of)?.member;
  if (found === undefined) return formValues(of === null ? {} : { user: of });
  const { user, superior = "", accounts = [] } = found;
  return formValues({ user, superior, accounts: accounts.join(" ") });
};

const showPage = async (c: PortalContext, sent: FormValues | null, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const read = await answerOf(apiOf(c).GET("/v1/people/staff"));
  if (!read.ok) return showProblem(c, read.error);
  const form = sent ?? formOf(read.value, page.query.get("of"));
  const version = read.value.staff.find(({ member }) => member.user === form.text("user"))?.version ?? 0;
  return showForm(
    c,
    {
      title: t("people.staff.title"),
      lead: t("people.staff.lead"),
      crumbs: [{ label: t("people.admin"), path: "/administration" }],
      content: (
        <>
          <Done />
          <StaffTable directory={read.value} />
          {mayDo(page.person, "recordStaffMember") && <RecordForm version={version} form={form} refusal={refusal} />}
        </>
      ),
    },
    refusal,
  );
};

/** Who reports to whom, and which accounts are one person: what the segregation of duties is decided on (CLR-SOD-01). */
export const showStaff = (c: PortalContext): Promise<Response> => showPage(c, null, null);

export const recordStaff = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const page = c.get("page");
  const rules = fieldRules(page.t, fieldsOf(page));
  const user = form.text("user").trim();
  // Part of the address of the request: what is no identifier would lead elsewhere.
  const misread = userId.test(user) ? null : refusalOfFields({ user: rules["user"] ?? "" });
  if (misread !== null) return showPage(c, form, misread);
  const superior = form.text("superior").trim();
  const done = await answerOf(
    apiOf(c).PUT("/v1/people/staff/{user}", {
      params: { path: { user }, header: changeHeaders(form) },
      body: { accounts: [...accountsIn(form)], ...(superior === "" ? {} : { superior }) },
    }),
  );
  if (done.ok) return seeOther(c, `${path}?done=staffed`);
  const grouped = { ...rules, "accounts.": rules["accounts"] ?? "" };
  return showPage(c, formToRetry(form, done.error), refusalOf(done.error, grouped));
};
