import type { FC } from "hono/jsx";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { DateOf } from "../../components/time.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { namePeople } from "../../name-people.ts";
import { usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { TrailLink } from "../audit/trail-link.tsx";
import { PersonReference } from "../registry/person-reference.tsx";
import { ClockSection } from "./clock-section.tsx";
import { PayeeWarning } from "./money-page.tsx";
import {
  coordinatorName,
  dayPath,
  moneyPath,
  paymentsPath,
  readRequest,
  requestIdOf,
  runPath,
  StageLabel,
  type PaymentFile,
} from "./payment-facts.tsx";
import { PaymentSteps } from "./payment-steps.tsx";
import { AuthorisationForm, ClockForms, ValidationForm } from "./request-forms.tsx";

type FileProps = { readonly file: PaymentFile };

const Facts: FC<FileProps> = ({ file: { request, sheet, stage } }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("disbursement.section.payment")}>
      <DescriptionList
        items={[
          { term: t("disbursement.fact.stage"), detail: <StageLabel stage={stage} /> },
          { term: t("disbursement.fact.amount"), detail: <Amount cents={request.amountCents} /> },
          { term: t("disbursement.fact.kind"), detail: t(`disbursement.kind.${request.kind}`) },
          { term: t("disbursement.fact.payee"), detail: coordinatorName(sheet) },
          { term: t("disbursement.fact.maxGrant"), detail: <Amount cents={sheet.maxGrantCents} /> },
          {
            term: t("disbursement.fact.agreement"),
            detail: <Link href={href(`/agreements/${sheet.agreementId}`)}>{sheet.projectNumber}</Link>,
          },
          { term: t("disbursement.fact.commitment"), detail: sheet.commitmentId },
        ]}
      />
      <p>
        <Link href={href(moneyPath(sheet.agreementId))}>{t("disbursement.toMoney")}</Link>
      </p>
    </Section>
  );
};

/** Four different persons stand behind a payment (SOD-04). */
const Circuit: FC<FileProps> = ({ file: { request } }) => {
  const { t } = usePage();
  const nobody = t("disbursement.nobodyYet");
  const items: readonly Description[] = [
    { term: t("disbursement.circuit.initiator"), detail: <PersonReference userId={request.initiatedBy} /> },
    {
      term: t("disbursement.circuit.verifier"),
      detail: "verifiedBy" in request ? <PersonReference userId={request.verifiedBy} /> : nobody,
    },
    {
      term: t("disbursement.circuit.authorisingOfficer"),
      detail: "authorisedBy" in request ? <PersonReference userId={request.authorisedBy} /> : nobody,
    },
  ];
  return (
    <Section title={t("disbursement.section.circuit")}>
      <DescriptionList items={items} />
    </Section>
  );
};

const TheRun: FC<FileProps> = ({ file: { request, trace } }) => {
  const { t, href } = usePage();
  if (request.state !== "authorised") return null;
  const run = trace?.run ?? null;
  return (
    <Section title={t("disbursement.section.run")}>
      <DescriptionList
        items={[
          { term: t("disbursement.field.executionOn"), detail: <DateOf on={request.executionOn} /> },
          {
            term: t("disbursement.fact.run"),
            detail:
              run === null ? (
                <Link href={href(dayPath(request.executionOn))}>{t("disbursement.noRunYet")}</Link>
              ) : (
                <Link href={href(runPath(run.id))}>{t("disbursement.runOf")}</Link>
              ),
          },
          { term: t("disbursement.fact.order"), detail: <TrailLink aggregate={request.paymentId} /> },
        ]}
      />
    </Section>
  );
};

const dones = ["requested", "validated", "authorised", "suspended", "resumed"] as const;

const Notices: FC<FileProps & { readonly isSent: boolean }> = ({ file: { request, sheet, payeeLacks }, isSent }) => {
  const { t, query } = usePage();
  const done = dones.find((name) => name === query.get("done"));
  return (
    <>
      {!isSent && done !== undefined && <Notification kind="success" title={t(`disbursement.done.${done}`)} />}
      {request.attempt > 1 && request.state !== "authorised" && (
        <Notification kind="warning" title={t("disbursement.earlierOrderTitle")}>
          <p>{t("disbursement.earlierOrderText")}</p>
        </Notification>
      )}
      <PayeeWarning sheet={sheet} lacks={payeeLacks} />
    </>
  );
};

/** What was sent and refused; null on a page that was only opened. */
export type SentStep = { readonly form: FormValues; readonly refusal: Refusal } | null;

const pageOf = (c: PortalContext, file: PaymentFile, sent: SentStep): Page => {
  const { t } = c.get("page");
  const props = { file, form: sent?.form ?? null, errors: sent?.refusal.errors ?? {} };
  return {
    title: t("disbursement.requestTitle", { acronym: file.sheet.acronym }),
    lead: t(`disbursement.stageText.${file.stage}`),
    crumbs: [{ label: t("disbursement.title"), path: paymentsPath }],
    meta: [file.sheet.projectNumber, <TrailLink aggregate={file.request.id} />],
    content: (
      <>
        <Notices file={file} isSent={sent !== null} />
        <Facts file={file} />
        <ValidationForm {...props} />
        <AuthorisationForm {...props} />
        <PaymentSteps shown={file} />
        <ClockSection shown={file} />
        <ClockForms {...props} />
        <Circuit file={file} />
        <TheRun file={file} />
      </>
    ),
  };
};

/** A payment request as it stands now, with what was refused first. */
export const showRequestPage = async (c: PortalContext, sent: SentStep): Promise<Response> => {
  const read = await readRequest(c, requestIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  await namePeople(c, read.value.request);
  return showForm(c, pageOf(c, read.value, sent), sent?.refusal ?? null);
};

export const showRequest = (c: PortalContext): Promise<Response> => showRequestPage(c, null);
