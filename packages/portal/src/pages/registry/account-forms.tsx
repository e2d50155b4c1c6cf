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
import { accountPath, isConfirmed, offerOf, waitsForCall, type ShownAccount } from "./registry-facts.tsx";

const reasonCharactersMax = 1_000;

type FormProps = { readonly shown: ShownAccount; readonly form: FormValues | null; readonly errors: FieldErrors };

export const callBackOutcomes = [
  "CONFIRMED",
  "NOT_REACHED",
  "DENIED",
] as const satisfies readonly Schemas["CallBackOutcome"][];

type CallBackProps = FormProps & { readonly phone: string | undefined };

/** A changed account: the organisation is called on the number of its file, never on one that came with the request. */
export const CallBackForm: FC<CallBackProps> = ({ shown, phone, form, errors }) => {
  const page = usePage();
  const { t, href } = page;
  const { account, version, allowedActions } = shown;
  const { isOffered, disabledBecause } = offerOf(allowedActions, "recordCallBack", page);
  return !isOffered || !waitsForCall(account) ? null : (
    <Section title={t("registry.section.callBack")}>
      <p>{phone === undefined ? t("registry.callBackNoNumber") : t("registry.callBackText", { phone })}</p>
      <Form action={href(`${accountPath(account)}/call-back`)} hidden={hiddenVersion(version)}>
        {disabledBecause === undefined && (
          <>
            <Radio
              name="outcome"
              label={t("registry.field.outcome")}
              error={errors["outcome"]}
              value={form?.text("outcome")}
              choices={callBackOutcomes.map((value) => ({
                value,
                label: t(`registry.call.${value}`),
                help: t(`registry.callHelp.${value}`),
              }))}
              required
            />
            <TextArea
              name="reason"
              label={t("registry.field.callReason")}
              help={t("registry.help.callReason")}
              error={errors["reason"]}
              value={form?.text("reason")}
              rows={3}
              charactersMax={reasonCharactersMax}
              required
            />
          </>
        )}
        <Button disabledBecause={disabledBecause}>{t("registry.recordCall")}</Button>
      </Form>
    </Section>
  );
};

/** First pair of eyes: the bank is asked. Shown to those who may ask it, while nobody has. */
export const VerificationForm: FC<FormProps> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { account, version, allowedActions } = shown;
  const { isOffered, disabledBecause } = offerOf(allowedActions, "verifyBankAccount", page);
  const waits = account.state === "registered" || (account.state === "changePending" && isConfirmed(account));
  return !isOffered || !waits ? null : (
    <Section title={t("registry.section.verify")}>
      <p>{t("registry.verifyText")}</p>
      <Form action={href(`${accountPath(account)}/verification`)} hidden={hiddenVersion(version)}>
        <Button disabledBecause={disabledBecause}>{t("registry.verify")}</Button>
      </Form>
    </Section>
  );
};

/** The way out for anybody of the organisation, as long as nothing is paid on the account. */
export const WithdrawalForm: FC<FormProps> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { account, version, allowedActions } = shown;
  const { isOffered, disabledBecause } = offerOf(allowedActions, "withdrawBankAccount", page);
  return !isOffered || disabledBecause !== undefined ? null : (
    <Section title={t("registry.section.withdraw")}>
      <p>{t("registry.withdrawText")}</p>
      <Form action={href(`${accountPath(account)}/withdrawal`)} hidden={hiddenVersion(version)}>
        <Button kind="secondary">{t("registry.withdraw")}</Button>
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
  const needsReason = account.state === "verified" && account.payeeCheck !== "MATCH";
  return !isOffered || account.state === "validated" || account.state === "withdrawn" ? null : (
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
