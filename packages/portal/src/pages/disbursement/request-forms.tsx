import { dateInZone, Instant } from "@grants/kernel/time";
import { addDays, nextWorkingDay } from "@grants/kernel/calendar";
import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { offerOf, requestPath, type PaymentFile } from "./payment-facts.tsx";

const reasonCharactersMax = 2_000;

type FormProps = { readonly file: PaymentFile; readonly form: FormValues | null; readonly errors: FieldErrors };

/** "Certified correct": the verifier's step. */
export const ValidationForm: FC<FormProps> = ({ file, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "validatePaymentRequest", page);
  return !isOffered || file.request.state !== "received" ? null : (
    <Section title={t("disbursement.section.validate")}>
      <p>{t("disbursement.validateText")}</p>
      <Form action={href(`${requestPath(file.request.id)}/validation`)} hidden={hiddenVersion(file.version, form)}>
        <Button disabledBecause={disabledBecause}>{t("disbursement.validate")}</Button>
      </Form>
    </Section>
  );
};

/** Tomorrow or the next working day: the day that a run most often has. */
const usualDay = (now: string): string => nextWorkingDay(addDays(dateInZone(Instant.parse(now)), 1), []);

/** The authorising officer makes the request a payment order for one day. */
export const AuthorisationForm: FC<FormProps> = ({ file, form, errors }) => {
  const page = usePage();
  const { t, href, now } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "authorisePayment", page);
  return !isOffered || file.request.state === "authorised" ? null : (
    <Section title={t("disbursement.section.authorise")}>
      <p>{t("disbursement.authoriseText")}</p>
      <Form action={href(`${requestPath(file.request.id)}/authorisation`)} hidden={hiddenVersion(file.version, form)}>
        {disabledBecause === undefined && (
          <TextInput
            name="executionOn"
            label={t("disbursement.field.executionOn")}
            help={t("disbursement.help.executionOn")}
            error={errors["executionOn"]}
            value={form?.text("executionOn") || usualDay(now)}
            type="date"
            width="m"
            required
          />
        )}
        <Button disabledBecause={disabledBecause}>{t("disbursement.authorise")}</Button>
      </Form>
    </Section>
  );
};

const SuspensionForm: FC<FormProps> = ({ file, form, errors }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "suspendPayment", page);
  return !isOffered ? null : (
    <Form action={href(`${requestPath(file.request.id)}/suspension`)} hidden={hiddenVersion(file.version, form)}>
      {disabledBecause === undefined && (
        <TextArea
          name="reason"
          label={t("disbursement.field.reason")}
          help={t("disbursement.help.reason")}
          error={errors["reason"]}
          value={form?.text("reason")}
          rows={4}
          charactersMax={reasonCharactersMax}
          required
        />
      )}
      <Button kind="secondary" disabledBecause={disabledBecause}>
        {t("disbursement.suspend")}
      </Button>
    </Form>
  );
};

const ResumptionForm: FC<FormProps> = ({ file, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { disabledBecause } = offerOf(file.allowedActions, "resumePayment", page);
  return (
    <Form action={href(`${requestPath(file.request.id)}/resumption`)} hidden={hiddenVersion(file.version, form)}>
      <Button disabledBecause={disabledBecause}>{t("disbursement.resume")}</Button>
    </Form>
  );
};

/** Stopping the clock and letting it run again; one of the two is possible at a time. */
export const ClockForms: FC<FormProps> = (props) => {
  const page = usePage();
  const { t } = page;
  const { file } = props;
  const { isOffered } = offerOf(file.allowedActions, "suspendPayment", page);
  if (!isOffered || file.request.state === "authorised") return null;
  const isStopped = file.clock.clock === "STOPPED";
  return (
    <Section title={t(isStopped ? "disbursement.section.resume" : "disbursement.section.suspend")}>
      <p>{t(isStopped ? "disbursement.resumeText" : "disbursement.suspendText")}</p>
      {isStopped ? <ResumptionForm {...props} /> : <SuspensionForm {...props} />}
    </Section>
  );
};
