import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { readableRate } from "../calls/rates.ts";
import { organisationPath } from "../registry/registry-facts.tsx";
import { ClockSection } from "./clock-section.tsx";
import {
  agreementIdOf,
  coordinatorName,
  moneyPath,
  offerOf,
  paymentsPath,
  readPayments,
  requestPath,
  StageLabel,
  type AgreementPayments,
} from "./payment-facts.tsx";
import { PaymentSteps } from "./payment-steps.tsx";

type MoneyProps = { readonly payments: AgreementPayments };

/** Nobody is paid without two files; whoever waits for the money is told which one is missing. */
export const PayeeWarning: FC<{
  readonly sheet: AgreementPayments["sheet"];
  readonly lacks: AgreementPayments["payeeLacks"];
}> = ({ sheet, lacks }) => {
  const { t, href } = usePage();
  return lacks === null ? null : (
    <Notification kind="warning" title={t("disbursement.payee.title")}>
      <p>{t(`disbursement.payee.${lacks}`)}</p>
      <p>
        <Link href={href(organisationPath(sheet.coordinator))}>{t("disbursement.payee.toFile")}</Link>
      </p>
    </Notification>
  );
};

const Facts: FC<MoneyProps> = ({ payments: { sheet, prefinancingCents, prefinancing } }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Section title={t("disbursement.section.prefinancing")}>
      <DescriptionList
        items={[
          { term: t("disbursement.fact.amount"), detail: <Amount cents={prefinancingCents} /> },
          { term: t("disbursement.fact.maxGrant"), detail: <Amount cents={sheet.maxGrantCents} /> },
          { term: t("disbursement.fact.rate"), detail: readableRate(sheet.prefinancingRate, page) },
          {
            term: t("disbursement.fact.stage"),
            detail: prefinancing === null ? t("disbursement.notRequested") : <StageLabel stage={prefinancing.stage} />,
          },
          { term: t("disbursement.fact.payee"), detail: coordinatorName(sheet) },
          {
            term: t("disbursement.fact.agreement"),
            detail: <Link href={href(`/agreements/${sheet.agreementId}`)}>{sheet.projectNumber}</Link>,
          },
        ]}
      />
    </Section>
  );
};

const RequestForm: FC<MoneyProps & { readonly form: FormValues }> = ({ payments, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(payments.allowedActions, "createPaymentRequest", page);
  return !isOffered || payments.prefinancing !== null ? null : (
    <Section title={t("disbursement.section.request")}>
      <p>{t("disbursement.requestText")}</p>
      <Form action={href(`${moneyPath(payments.sheet.agreementId)}/requests`)} hidden={hiddenKeys(form)}>
        <Button disabledBecause={disabledBecause}>{t("disbursement.request")}</Button>
      </Form>
    </Section>
  );
};

const ToRequest: FC<MoneyProps> = ({ payments: { prefinancing } }) => {
  const { t, href, person } = usePage();
  const isStaff = mayDo(person, "listPaymentQueue");
  return prefinancing === null || !isStaff ? null : (
    <p>
      <Link href={href(requestPath(prefinancing.request.id))}>{t("disbursement.toRequest")}</Link>
    </p>
  );
};

type Sent = { readonly form: FormValues; readonly refusal: Refusal } | null;

const pageOf = (c: PortalContext, payments: AgreementPayments, sent: Sent): Page => {
  const { t } = c.get("page");
  const { sheet, prefinancing, payeeLacks, agreement } = payments;
  return {
    title: t("disbursement.moneyTitle", { acronym: sheet.acronym }),
    lead: t(agreement.state === "inForce" ? "disbursement.moneyLead" : "disbursement.moneyNotInForce"),
    crumbs: [{ label: t("disbursement.title"), path: paymentsPath }],
    meta: [sheet.projectNumber, sheet.title],
    content: (
      <>
        <PayeeWarning sheet={sheet} lacks={payeeLacks} />
        <Facts payments={payments} />
        <PaymentSteps shown={prefinancing} />
        {prefinancing !== null && <ClockSection shown={prefinancing} />}
        <ToRequest payments={payments} />
        <RequestForm payments={payments} form={sent?.form ?? formValues({})} />
      </>
    ),
  };
};

const showMoneyPage = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const read = await readPayments(c, agreementIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  return showForm(c, pageOf(c, read.value, sent), sent?.refusal ?? null);
};

/** Where the money of an agreement is. */
export const showMoney = (c: PortalContext): Promise<Response> => showMoneyPage(c, null);

/** The initiator registers the pre-financing; amount and clock follow from the data sheet. */
export const createRequest = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const body = { agreementId: agreementIdOf(c) };
  const params = { header: commandHeaders(form) };
  const made = await answerOf(apiOf(c).POST("/v1/disbursement/requests", { params, body }));
  return made.ok
    ? seeOther(c, `${requestPath(made.value.request.id)}?done=requested`)
    : showMoneyPage(c, { form, refusal: refusalOf(made.error, {}) });
};
