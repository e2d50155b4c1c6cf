import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import {
  accountPath,
  offerOf,
  organisationIdOf,
  organisationPath,
  readOrganisation,
  type OrganisationFile,
} from "./registry-facts.tsx";

const ibanExample = "BE68 5390 0754 7034";

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  iban: { label: t("registry.field.iban"), rule: t("registry.rule.iban.FORMAT") },
  bic: { label: t("registry.field.bic"), rule: t("registry.rule.bic") },
  holderName: { label: t("registry.field.holderName"), rule: t("registry.rule.holder") },
});

/** What is wrong with the number, in words: the first thing of format, country, length and check digits. */
const ibanRule = (reason: unknown, { t, language }: PageContext): string => {
  const key = `registry.rule.iban.${String(reason)}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : t("registry.rule.iban.FORMAT");
};

/** The API reads number and name itself, and names the reason rather than the field. */
const accountRefusal = (problem: Problem, page: PageContext): Refusal => {
  const { t } = page;
  const fields = fieldsOf(page);
  switch (problem.code) {
    case "IbanInvalid":
      return refusalOf(
        { ...problem, field: "iban" },
        fieldRules(t, {
          iban: { label: t("registry.field.iban"), rule: ibanRule(problem["reason"], page) },
        }),
      );
    case "PaymentTextInvalid":
      return refusalOf({ ...problem, field: "holderName" }, fieldRules(t, fields));
    default:
      return refusalOf(problem, fieldRules(t, fields));
  }
};

type FormProps = { readonly organisationId: string; readonly form: FormValues; readonly refusal: Refusal | null };

const AccountForm: FC<FormProps> = ({ organisationId, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Form action={href(`${organisationPath(organisationId)}/bank-accounts/new`)} hidden={hiddenKeys(form)}>
      <RequiredNote />
      <TextInput {...field("iban", t("registry.help.iban", { example: ibanExample }))} autocomplete="off" required />
      <TextInput {...field("holderName")} autocomplete="off" required />
      <TextInput {...field("bic", t("registry.help.bic"))} autocomplete="off" width="m" />
      <ButtonRow>
        <Button>{t("registry.registerAccount")}</Button>
        <ButtonLink href={href(organisationPath(organisationId))} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

type Shown = { readonly file: OrganisationFile; readonly form: FormValues; readonly refusal: Refusal | null };

const showAccountForm = (c: PortalContext, { file, form, refusal }: Shown): Response => {
  const { t } = c.get("page");
  const { id } = file.organisation;
  const page = {
    title: t("registry.accountTitle"),
    lead: t("registry.accountLead"),
    crumbs: [{ label: file.legalEntity.name, path: organisationPath(id) }],
    content: <AccountForm organisationId={id} form={form} refusal={refusal} />,
  };
  return showForm(c, page, refusal);
};

export const showNewAccount = async (c: PortalContext): Promise<Response> => {
  const read = await readOrganisation(c, organisationIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  const file = read.value;
  const { isOffered } = offerOf(file.allowedActions, "registerBankAccount", c.get("page"));
  if (!isOffered) return showProblem(c, { status: 403, code: "NotAllowed" });
  // The holder is nearly always the organisation itself.
  const form = formValues({ holderName: file.legalEntity.name });
  return showAccountForm(c, { file, form, refusal: null });
};

export const registerAccount = async (c: PortalContext): Promise<Response> => {
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  const bic = form.text("bic").replaceAll(" ", "").toUpperCase();
  const body = {
    iban: form.text("iban"),
    holderName: form.text("holderName"),
    ...(bic === "" ? {} : { bic }),
  };
  const params = { path: { organisationId }, header: commandHeaders(form) };
  const made = await answerOf(
    apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-accounts", { params, body }),
  );
  if (made.ok) return seeOther(c, `${accountPath(made.value.account)}?done=registered`);
  const read = await readOrganisation(c, organisationId);
  if (!read.ok) return showProblem(c, made.error);
  const refusal = accountRefusal(made.error, c.get("page"));
  return showAccountForm(c, { file: read.value, form: formToRetry(form, made.error), refusal });
};
