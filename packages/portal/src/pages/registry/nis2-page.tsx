import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Radio, Select } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { readFacts, type Facts } from "./facts-of.ts";
import { offerOf, organisationIdOf, organisationPath, type OrganisationFile } from "./registry-facts.tsx";

const statuses = ["ESSENTIAL", "IMPORTANT", "OUT_OF_SCOPE", "UNKNOWN"] as const;
const sources = ["NATIONAL_LIST", "AUTHORITY", "SELF_ASSESSMENT"] as const;
const sectors = [
  "ENERGY",
  "TRANSPORT",
  "BANKING",
  "FINANCIAL_MARKET",
  "HEALTH",
  "DRINKING_WATER",
  "WASTE_WATER",
  "DIGITAL_INFRASTRUCTURE",
  "ICT_SERVICE_MANAGEMENT",
  "PUBLIC_ADMINISTRATION",
  "SPACE",
  "POSTAL",
  "WASTE",
  "CHEMICALS",
  "FOOD",
  "MANUFACTURING",
  "DIGITAL_PROVIDERS",
  "RESEARCH",
] as const satisfies readonly Schemas["Nis2Sector"][];

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  status: { label: t("standing.field.nis2Status"), rule: t("standing.rule.choose") },
  memberState: { label: t("standing.field.memberState"), rule: t("standing.rule.memberState") },
  sector: { label: t("standing.field.sector"), rule: t("standing.rule.choose") },
  source: { label: t("standing.field.source"), rule: t("standing.rule.choose") },
  since: { label: t("standing.field.since"), rule: t("standing.rule.date") },
  reference: { label: t("standing.field.reference"), rule: t("standing.rule.reference") },
});

type Shown = {
  readonly file: OrganisationFile;
  readonly facts: Facts;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const Says: FC<Pick<Shown, "facts">> = ({ facts: { standing } }) => {
  const { t } = usePage();
  const nis2 = standing?.standing.nis2;
  if (nis2 === undefined) return <EmptyState>{t("standing.nis2Empty")}</EmptyState>;
  const { says } = nis2;
  const more =
    says.status === "ESSENTIAL" || says.status === "IMPORTANT"
      ? [
          { term: t("standing.field.memberState"), detail: says.memberState },
          { term: t("standing.field.sector"), detail: t(`standing.sector.${says.sector}`) },
          { term: t("standing.field.source"), detail: t(`standing.source.${says.source}`) },
          { term: t("standing.field.since"), detail: <DateOf on={says.since} /> },
        ]
      : [];
  return (
    <DescriptionList
      items={[
        { term: t("standing.field.nis2Status"), detail: t(`standing.nis2Status.${says.status}`) },
        ...more,
        { term: t("standing.field.stated"), detail: <DateTimeOf at={nis2.at} /> },
      ]}
    />
  );
};

const Nis2Form: FC<Shown> = ({ file, facts, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("standing.section.state")}>
      <Form
        action={href(`${organisationPath(file.organisation.id)}/nis2`)}
        hidden={hiddenVersion(facts.standing?.version ?? 0, form)}
      >
        <RequiredNote />
        <Radio
          {...field("status")}
          choices={statuses.map((value) => ({ value, label: t(`standing.nis2Status.${value}`) }))}
          required
        />
        <TextInput {...field("memberState", t("standing.help.nis2More"))} width="s" />
        <Select
          {...field("sector")}
          choices={sectors.map((value) => ({ value, label: t(`standing.sector.${value}`) }))}
          placeholder={t("standing.noChoice")}
        />
        <Select
          {...field("source")}
          choices={sources.map((value) => ({ value, label: t(`standing.source.${value}`) }))}
          placeholder={t("standing.noChoice")}
        />
        <TextInput {...field("since")} type="date" width="m" />
        <TextInput {...field("reference", t("standing.help.reference"))} width="m" />
        <Button>{t("standing.state")}</Button>
      </Form>
    </Section>
  );
};

const showNis2Page = (c: PortalContext, shown: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { file, facts, refusal } = shown;
  const { isOffered } = offerOf(facts.allowedActions, "declareNis2", page);
  const content = (
    <>
      <Says facts={facts} />
      {isOffered && <Nis2Form {...shown} />}
    </>
  );
  const crumbs = [{ label: file.legalEntity.name, path: organisationPath(file.organisation.id) }];
  const shownPage = { title: t("standing.nis2"), lead: t("standing.nis2Lead"), crumbs, content };
  return refusal === null ? show(c, shownPage) : showForm(c, shownPage, refusal);
};

export const showNis2 = async (c: PortalContext): Promise<Response> => {
  const read = await readFacts(c);
  return read.ok ? showNis2Page(c, { ...read.value, form: formValues({}), refusal: null }) : showProblem(c, read.error);
};

export const declareNis2 = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  const status = form.text("status");
  const text = (name: string) => form.text(name).trim();
  const more = {
    memberState: text("memberState").toUpperCase(),
    sector: text("sector"),
    source: text("source"),
    since: text("since"),
    ...(text("reference") === "" ? {} : { reference: text("reference") }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = (
    status === "ESSENTIAL" || status === "IMPORTANT" ? { status, ...more } : { status }
  ) as Schemas["Nis2Status"];
  const params = { path: { organisationId }, header: changeHeaders(form) };
  const done = await answerOf(apiOf(c).POST("/v1/registry/organisations/{organisationId}/nis2", { params, body }));
  if (done.ok) return seeOther(c, `${organisationPath(organisationId)}/nis2`);
  const read = await readFacts(c);
  if (!read.ok) return showProblem(c, done.error);
  return showNis2Page(c, { ...read.value, form, refusal: refusalOf(done.error, fieldRules(page.t, fieldsOf(page))) });
};
