import type { FC } from "hono/jsx";
import { hiddenVersion, type Schemas } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Radio } from "../../components/choices.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { TextArea } from "../../components/text-area.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { accountPath, offerOf, type ShownAccount } from "./registry-facts.tsx";

/** The answers of a bank, in the order in which they get worse. */
export const payeeChecks = [
  "MATCH",
  "CLOSE_MATCH",
  "NO_MATCH",
  "NOT_POSSIBLE",
] as const satisfies readonly Schemas["PayeeCheck"][];

const reasonCharactersMax = 1_000;

type FormProps = { readonly shown: ShownAccount; readonly form: FormValues | null; readonly errors: FieldErrors };

/** First pair of eyes: what the bank answered. Shown to those who may ask it, while nobody has. */
export const VerificationForm: FC<FormProps> = ({ shown, form, errors }) => {
  const page = usePage();
  const { t, href } = page;
  const { account, version, allowedActions } = shown;
  const { isOffered, disabledBecause } = offerOf(allowedActions, "verifyBankAccount", page);
  return !isOffered || account.state !== "registered" ? null : (
    <Section title={t("registry.section.verify")}>
      <p>{t("registry.verifyText")}</p>
      <Form action={href(`${accountPath(account)}/verification`)} hidden={hiddenVersion(version)}>
        <Radio
          name="payeeCheck"
          label={t("registry.field.payeeCheck")}
          error={errors["payeeCheck"]}
          value={form?.text("payeeCheck")}
          choices={payeeChecks.map((value) => ({
            value,
            label: t(`registry.check.${value}`),
            help: t(`registry.checkHelp.${value}`),
          }))}
          required
        />
        <Button disabledBecause={disabledBecause}>{t("registry.verify")}</Button>
      </Form>
    </Section>
  );
};

/** Second pair of eyes: the account is paid on from now on. A close match needs a reason, no match stays blocked. */
export const ValidationForm: FC<FormProps> = ({ shown, form, errors }) => {
  const page = usePage();
  const { t, href } = page;
  const { account, version, allowedActions } = shown;
  const { isOffered, disabledBecause } = offerOf(allowedActions, "validateBankAccount", page);
  const needsReason = account.state === "verified" && account.payeeCheck === "CLOSE_MATCH";
  return !isOffered || account.state === "validated" ? null : (
    <Section title={t("registry.section.validate")}>
      <p>{t("registry.validateText")}</p>
      <Form action={href(`${accountPath(account)}/validation`)} hidden={hiddenVersion(version)}>
        {disabledBecause === undefined && (
          <TextArea
            name="reason"
            label={t("registry.field.reason")}
            help={t("registry.help.reason")}
            error={errors["reason"]}
            value={form?.text("reason")}
            rows={4}
            charactersMax={reasonCharactersMax}
            required={needsReason}
          />
        )}
        <Button disabledBecause={disabledBecause}>{t("registry.validate")}</Button>
      </Form>
    </Section>
  );
};
