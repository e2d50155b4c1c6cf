import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Radio, Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { ExclusionNotice } from "./fact-links.tsx";
import {
  offerOf,
  organisationIdOf,
  organisationPath,
  readOrganisation,
  type OrganisationFile,
} from "./registry-facts.tsx";

const statuses = ["NONE", "EARLY_DETECTION", "EXCLUDED"] as const;
const grounds = ["a", "b", "c", "d", "e", "f", "g", "h", "i"] as const satisfies readonly Schemas["ExclusionGround"][];
const causes = ["DECISION", "REMEDY"] as const;

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  status: { label: t("standing.field.exclusionStatus"), rule: t("standing.rule.choose") },
  ground: { label: t("standing.field.ground"), rule: t("standing.rule.choose") },
  from: { label: t("standing.field.from"), rule: t("standing.rule.date") },
  to: { label: t("standing.field.to"), rule: t("standing.rule.date") },
  heardOn: { label: t("standing.field.heardOn"), rule: t("standing.rule.heardOn") },
  because: { label: t("standing.field.because"), rule: t("standing.rule.choose") },
  reason: { label: t("standing.field.reason"), rule: t("standing.rule.reason") },
});

const ExclusionForm = ({ file, form, refusal }: Shown) => {
  const page = usePage();
  const { t, href } = page;
  const path = organisationPath(file.organisation.id);
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Form action={href(`${path}/exclusion`)} hidden={hiddenVersion(file.version, form)}>
      <RequiredNote />
      <Radio
        {...field("status")}
        choices={statuses.map((value) => ({
          value,
          label: t(`standing.status.${value}`),
          help: t(`standing.statusHelp.${value}`),
        }))}
        required
      />
      <Select
        {...field("ground", t("standing.help.ground"))}
        choices={grounds.map((value) => ({ value, label: t(`standing.ground.${value}`) }))}
        placeholder={t("standing.noGround")}
      />
      <TextInput {...field("from")} type="date" width="m" />
      <TextInput {...field("to", t("standing.help.to"))} type="date" width="m" />
      <TextInput {...field("heardOn", t("standing.help.heardOn"))} type="date" width="m" />
      <Radio
        {...field("because")}
        choices={causes.map((value) => ({ value, label: t(`standing.cause.${value}`) }))}
        required
      />
      <TextArea {...field("reason", t("standing.help.reason"))} rows={4} charactersMax={1_000} required />
      <ButtonRow>
        <Button>{t("standing.recordExclusion")}</Button>
        <ButtonLink href={href(path)} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

type Shown = { readonly file: OrganisationFile; readonly form: FormValues; readonly refusal: Refusal | null };

const showExclusionForm = (c: PortalContext, shown: Shown): Response => {
  const { t } = c.get("page");
  const { file, refusal } = shown;
  const page = {
    title: t("standing.exclusion"),
    lead: t("standing.exclusionLead"),
    crumbs: [{ label: file.legalEntity.name, path: organisationPath(file.organisation.id) }],
    content: (
      <>
        <ExclusionNotice file={file} />
        <ExclusionForm {...shown} />
      </>
    ),
  };
  return showForm(c, page, refusal);
};

export const showExclusion = async (c: PortalContext): Promise<Response> => {
  const read = await readOrganisation(c, organisationIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  const { isOffered } = offerOf(read.value.allowedActions, "recordExclusion", c.get("page"));
  if (!isOffered) return showProblem(c, { status: 403, code: "NotAllowed" });
  return showExclusionForm(c, { file: read.value, form: formValues({ because: "DECISION" }), refusal: null });
};

/** What the form says; the API looks at the dates. */
const readExclusion = (form: FormValues): unknown => {
  const status = form.text("status");
  if (status === "NONE") return { status };
  const dated = { status, from: form.text("from"), ...(form.text("to") === "" ? {} : { to: form.text("to") }) };
  return status === "EARLY_DETECTION"
    ? dated
    : { ...dated, ground: form.text("ground"), heardOn: form.text("heardOn") };
};

export const recordExclusion = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = {
    exclusion: readExclusion(form),
    because: form.text("because"),
    reason: form.text("reason").trim(),
  } as Schemas["ExclusionRecord"];
  const params = { path: { organisationId }, header: changeHeaders(form) };
  const done = await answerOf(apiOf(c).POST("/v1/registry/organisations/{organisationId}/exclusion", { params, body }));
  if (done.ok) return seeOther(c, `${organisationPath(organisationId)}?done=exclusion`);
  const read = await readOrganisation(c, organisationId);
  if (!read.ok) return showProblem(c, done.error);
  const rules = fieldRules(page.t, {
    ...fieldsOf(page),
    ...Object.fromEntries(Object.entries(fieldsOf(page)).map(([name, rule]) => [`exclusion.${name}`, rule])),
  });
  const { errors, ...refusal } = refusalOf(done.error, rules);
  const atFields = Object.fromEntries(
    Object.entries(errors).map(([name, message]) => [name.replace(/^exclusion\.?/, "") || "status", message]),
  );
  return showExclusionForm(c, { file: read.value, form, refusal: { ...refusal, errors: atFields } });
};
