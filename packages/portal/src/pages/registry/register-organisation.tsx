import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { FieldSet, Form, RequiredNote } from "../../components/form.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { organisationsFor } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { organisationIdOf, organisationPath, readOrganisation } from "./registry-facts.tsx";

/** Lengths that the API takes (core/registry/organisation). */
const lengths = {
  "legalEntity.name": { min: 2, max: 200 },
  "legalEntity.registrationNumber": { min: 1, max: 40 },
  "legalEntity.address.streetName": { min: 1, max: 70 },
  "legalEntity.address.buildingNumber": { min: 1, max: 16 },
  "legalEntity.address.postCode": { min: 1, max: 16 },
  "legalEntity.address.townName": { min: 1, max: 35 },
} as const;

const picField = "legalEntity.pic";
const vatField = "legalEntity.vatNumber";
const nutsField = "legalEntity.nuts";
const phoneField = "legalEntity.phone";
const townField = "legalEntity.address.townName";
const countryField = "legalEntity.address.country";

export const entityFieldsOf = ({ t }: PageContext): FieldLabels => ({
  ...Object.fromEntries(
    (["name", "registrationNumber"] as const).map((name) => [
      `legalEntity.${name}`,
      { label: t(`registry.field.${name}`), rule: t("forms.textLength", lengths[`legalEntity.${name}`]) },
    ]),
  ),
  ...Object.fromEntries(
    (["streetName", "buildingNumber", "postCode", "townName"] as const).map((name) => [
      `legalEntity.address.${name}`,
      { label: t(`registry.field.${name}`), rule: t("forms.textLength", lengths[`legalEntity.address.${name}`]) },
    ]),
  ),
  [vatField]: { label: t("registry.field.vatNumber"), rule: t("registry.rule.vatNumber") },
  [nutsField]: { label: t("registry.field.nuts"), rule: t("registry.rule.nuts") },
  [phoneField]: { label: t("registry.field.phone"), rule: t("registry.rule.phone") },
  [picField]: { label: t("registry.field.pic"), rule: t("registry.rule.pic") },
  [countryField]: { label: t("registry.field.country"), rule: t("registry.rule.country") },
});

/** What an empty field of the form does not say is left out. */
export const readEntity = (form: FormValues): Schemas["LegalEntity"] => {
  const text = (name: string) => form.text(`legalEntity.${name}`).trim();
  const optional = (["streetName", "buildingNumber", "postCode"] as const).map(
    (name) => [name, text(`address.${name}`)] as const,
  );
  const phone = text("phone").replaceAll(/[\s()./-]/g, "");
  return {
    name: text("name"),
    pic: text("pic").replaceAll(" ", ""),
    registrationNumber: text("registrationNumber"),
    address: {
      ...Object.fromEntries(optional.filter(([, value]) => value !== "")),
      townName: text("address.townName"),
      country: text("address.country").toUpperCase(),
    },
    ...(phone === "" ? {} : { phone }),
    ...(text("vatNumber") === "" ? {} : { vatNumber: text("vatNumber") }),
    ...(text("nuts") === "" ? {} : { nuts: text("nuts").toUpperCase() }),
  };
};

/** Refusals that name no field of the form, at the field where they are mended. */
const faultOf = ({ code, ...evidence }: Problem, { t }: PageContext): readonly [field: string, rule: string] | null => {
  if (code === "IdentityTaken")
    return evidence["mark"] === "VAT"
      ? [vatField, t("registry.rule.identityTaken")]
      : ["legalEntity.registrationNumber", t("registry.rule.identityTaken")];
  if (code === "PicTaken") return [picField, t("registry.rule.picTaken")];
  if (code !== "AddressInvalid") return null;
  if (evidence["reason"] === "TOWN_AND_COUNTRY_REQUIRED") return [townField, t("registry.rule.town")];
  return evidence["reason"] === "FORMAT" ? [countryField, t("registry.rule.country")] : null;
};

export const registrationRefusal = (problem: Problem, page: PageContext): Refusal => {
  const fields = entityFieldsOf(page);
  const fault = faultOf(problem, page);
  if (fault === null) return refusalOf(problem, fieldRules(page.t, fields));
  const [field, rule] = fault;
  const message = page.t("forms.fieldRule", { field: fields[field]?.label ?? field, rule });
  return { status: problem.status, errors: { [field]: message }, problem: null };
};

type FormProps = { readonly organisationId: string; readonly form: FormValues; readonly refusal: Refusal | null };

/** Who an organisation is in law; where it may have no PIC yet, the field may stay empty. */
export const EntityFields: FC<Pick<FormProps, "form" | "refusal"> & { readonly isPicOptional?: boolean }> = ({
  form,
  refusal,
  isPicOptional = false,
}) => {
  const page = usePage();
  const { t } = page;
  const field = fieldsFor({ form, fields: entityFieldsOf(page), errors: refusal?.errors ?? {} });
  const picHelp = t(isPicOptional ? "consortium.register.pic" : "registry.help.pic");
  return (
    <>
      <RequiredNote />
      <FieldSet legend={t("registry.form.identity")}>
        <TextInput {...field("legalEntity.name")} autocomplete="organization" required />
        <TextInput {...field(picField, picHelp)} inputmode="numeric" width="m" required={!isPicOptional} />
        <TextInput {...field("legalEntity.registrationNumber")} width="m" required />
        <TextInput {...field(vatField, t("registry.help.vatNumber"))} width="m" />
        <TextInput {...field(phoneField, t("registry.help.phone"))} type="tel" autocomplete="tel" width="m" />
      </FieldSet>
      <FieldSet legend={t("registry.form.address")}>
        <TextInput {...field("legalEntity.address.streetName")} />
        <TextInput {...field("legalEntity.address.buildingNumber")} width="s" />
        <TextInput {...field("legalEntity.address.postCode")} autocomplete="postal-code" width="s" />
        <TextInput {...field(townField)} autocomplete="address-level2" required />
        <TextInput {...field(countryField, t("registry.help.country"))} autocomplete="country" width="s" required />
        <TextInput {...field(nutsField, t("registry.help.nuts"))} width="s" />
      </FieldSet>
    </>
  );
};

const RegistrationForm: FC<FormProps> = ({ organisationId, form, refusal }) => {
  const { t, href } = usePage();
  return (
    <Form action={href(`${organisationPath(organisationId)}/registration`)} hidden={hiddenKeys(form)}>
      <EntityFields form={form} refusal={refusal} />
      <ButtonRow>
        <Button>{t("registry.register")}</Button>
        <ButtonLink href={href(organisationPath(organisationId))} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showRegistrationForm = (c: PortalContext, form: FormValues, refusal: Refusal | null): Response => {
  const { t } = c.get("page");
  const organisationId = organisationIdOf(c);
  const page = {
    title: t("registry.registerTitle"),
    lead: t("registry.registerLead"),
    crumbs: [{ label: t("registry.title"), path: organisationPath(organisationId) }],
    content: <RegistrationForm organisationId={organisationId} form={form} refusal={refusal} />,
  };
  return showForm(c, page, refusal);
};

/** What was stated before, to be mended. */
const entityValues = ({ address, ...entity }: Schemas["LegalEntity"]): FormValues =>
  formValues({
    ...Object.fromEntries(Object.entries(entity).map(([name, value]) => [`legalEntity.${name}`, value])),
    ...Object.fromEntries(Object.entries(address).map(([name, value]) => [`legalEntity.address.${name}`, value])),
  });

/** The form, for one's own organisation that is not registered yet. */
export const showRegistration = async (c: PortalContext): Promise<Response> => {
  const organisationId = organisationIdOf(c);
  const read = await readOrganisation(c, organisationId);
  const isOwn = organisationsFor(c.get("page").person, "registerOrganisation").includes(organisationId);
  if (read.ok && read.value.organisation.state === "refused" && isOwn)
    return showRegistrationForm(c, entityValues(read.value.legalEntity), null);
  if (read.ok) return seeOther(c, organisationPath(organisationId));
  return isOwn && read.error.code === "OrganisationNotFound"
    ? showRegistrationForm(c, formValues({}), null)
    : showProblem(c, read.error);
};

export const registerOrganisation = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  const header = commandHeaders(form);
  const body = { organisationId, legalEntity: readEntity(form) };
  const made = await answerOf(apiOf(c).POST("/v1/registry/organisations", { params: { header }, body }));
  return made.ok
    ? seeOther(c, `${organisationPath(organisationId)}?done=registered`)
    : showRegistrationForm(c, formToRetry(form, made.error), registrationRefusal(made.error, page));
};
