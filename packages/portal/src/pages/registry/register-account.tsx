import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
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

/** The first account of an organisation, or another one instead of the one that it is paid on. */
type Kind = "first" | "change";
const actions = { first: "registerBankAccount", change: "changeBankAccount" } as const;
const folders = { first: "bank-accounts", change: "bank-account-changes" } as const;
const titles = { first: "registry.accountTitle", change: "registry.changeTitle" } as const;
const leads = { first: "registry.accountLead", change: "registry.changeLead" } as const;
const buttons = { first: "registry.registerAccount", change: "registry.changeAccount" } as const;

type FormProps = {
  readonly kind: Kind;
  readonly organisationId: string;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const AccountForm: FC<FormProps> = ({ kind, organisationId, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Form action={href(`${organisationPath(organisationId)}/${folders[kind]}/new`)} hidden={hiddenKeys(form)}>
      {kind === "change" && (
        <Notification kind="info" title={t("registry.changeHowTitle")}>
          <p>{t("registry.changeHowText")}</p>
        </Notification>
      )}
      <RequiredNote />
      <TextInput {...field("iban", t("registry.help.iban", { example: ibanExample }))} autocomplete="off" required />
      <TextInput {...field("holderName")} autocomplete="off" required />
      <TextInput {...field("bic", t("registry.help.bic"))} autocomplete="off" width="m" />
      <ButtonRow>
        <Button>{t(buttons[kind])}</Button>
        <ButtonLink href={href(organisationPath(organisationId))} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

type Shown = {
  readonly kind: Kind;
  readonly file: OrganisationFile;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const showAccountForm = (c: PortalContext, { kind, file, form, refusal }: Shown): Response => {
  const { t } = c.get("page");
  const { id } = file.organisation;
  const page = {
    title: t(titles[kind]),
    lead: t(leads[kind]),
    crumbs: [{ label: file.legalEntity.name, path: organisationPath(id) }],
    content: <AccountForm kind={kind} organisationId={id} form={form} refusal={refusal} />,
  };
  return showForm(c, page, refusal);
};

const showEmptyForm = async (c: PortalContext, kind: Kind): Promise<Response> => {
  const read = await readOrganisation(c, organisationIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  const file = read.value;
  const { isOffered } = offerOf(file.allowedActions, actions[kind], c.get("page"));
  if (!isOffered) return showProblem(c, { status: 403, code: "NotAllowed" });
  // The holder is nearly always the organisation itself.
  const form = formValues({ holderName: file.legalEntity.name });
  return showAccountForm(c, { kind, file, form, refusal: null });
};

export const showNewAccount = (c: PortalContext): Promise<Response> => showEmptyForm(c, "first");
export const showAccountChange = (c: PortalContext): Promise<Response> => showEmptyForm(c, "change");

const sendAccount = async (c: PortalContext, kind: Kind): Promise<Response> => {
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  const bic = form.text("bic").replaceAll(" ", "").toUpperCase();
  const body = {
    iban: form.text("iban"),
    holderName: form.text("holderName"),
    ...(bic === "" ? {} : { bic }),
  };
  const sent = { params: { path: { organisationId }, header: commandHeaders(form) }, body };
  const made = await answerOf(
    kind === "first"
      ? apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-accounts", sent)
      : apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-account-changes", sent),
  );
  if (made.ok)
    return seeOther(c, `${accountPath(made.value.account)}?done=${kind === "first" ? "registered" : "asked"}`);
  const read = await readOrganisation(c, organisationId);
  if (!read.ok) return showProblem(c, made.error);
  const refusal = accountRefusal(made.error, c.get("page"));
  return showAccountForm(c, { kind, file: read.value, form: formToRetry(form, made.error), refusal });
};

export const registerAccount = (c: PortalContext): Promise<Response> => sendAccount(c, "first");
export const changeAccount = (c: PortalContext): Promise<Response> => sendAccount(c, "change");
