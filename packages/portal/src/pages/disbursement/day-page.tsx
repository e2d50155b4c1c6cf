import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { dayPath, offerOf, paymentsPath, requestPath, runPath, runsPath } from "./payment-facts.tsx";

type Day = Schemas["DueDay"];
type DayProps = { readonly day: Day };

const Orders: FC<DayProps> = ({ day }) => {
  const { t, href, format } = usePage();
  return (
    <Section title={t("disbursement.orders")}>
      <Table
        caption={t(day.hasMore ? "disbursement.ordersCaptionMore" : "disbursement.ordersCaption", {
          count: day.nbOfTxs,
        })}
        columns={[
          {
            header: t("disbursement.column.project"),
            namesRow: true,
            cell: (order) => <Link href={href(requestPath(order.requestId))}>{order.acronym}</Link>,
          },
          { header: t("disbursement.column.name"), noWrap: true, cell: ({ endToEndId }) => endToEndId },
          {
            header: t("disbursement.column.amount"),
            align: "right",
            noWrap: true,
            cell: ({ amountCents }) => <Amount cents={amountCents} />,
          },
        ]}
        rows={day.orders}
        totals={[
          t(day.hasMore ? "disbursement.totalOfFirst" : "disbursement.total"),
          format.number(day.nbOfTxs),
          <Amount cents={day.sumCents} />,
        ]}
        empty={t("disbursement.ordersEmpty")}
      />
    </Section>
  );
};

const CreateRun: FC<DayProps & { readonly form: FormValues }> = ({ day, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(day.allowedActions, "createRun", page);
  return !isOffered || (day.run !== null && day.run.state !== "refused") ? null : (
    <Section title={t("disbursement.section.createRun")}>
      <p>{t("disbursement.createRunText")}</p>
      <Form action={href(dayPath(day.executionOn))} hidden={hiddenKeys(form)}>
        <Button disabledBecause={disabledBecause}>{t("disbursement.createRun")}</Button>
      </Form>
    </Section>
  );
};

const HasRun: FC<DayProps> = ({ day: { run } }) => {
  const { t, href } = usePage();
  return run === null ? null : (
    <Notification kind="info" title={t(run.state === "refused" ? "disbursement.dayRefused" : "disbursement.dayClosed")}>
      <p>
        <Link href={href(runPath(run.id))}>{t("disbursement.runOf")}</Link>
      </p>
    </Notification>
  );
};

type Sent = { readonly form: FormValues; readonly refusal: Refusal } | null;

const pageOf = (c: PortalContext, day: Day, sent: Sent): Page => {
  const { t, format } = c.get("page");
  return {
    title: t("disbursement.dayTitle", { on: format.date(day.executionOn) }),
    lead: t("disbursement.dayLead"),
    crumbs: [
      { label: t("disbursement.title"), path: paymentsPath },
      { label: t("disbursement.runs"), path: runsPath },
    ],
    content: (
      <>
        <HasRun day={day} />
        <Orders day={day} />
        <CreateRun day={day} form={sent?.form ?? formValues({})} />
      </>
    ),
  };
};

const executionOnOf = (c: PortalContext): string => c.req.param("executionOn") ?? "";

const showDayPage = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const path = { executionOn: executionOnOf(c) };
  const read = await answerOf(apiOf(c).GET("/v1/treasury/due/{executionOn}", { params: { path } }));
  if (!read.ok) return showProblem(c, read.error);
  return showForm(c, pageOf(c, read.value, sent), sent?.refusal ?? null);
};

/** The payment orders of a day, before its run and after. */
export const showDay = (c: PortalContext): Promise<Response> => showDayPage(c, null);

export const createRun = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { header: commandHeaders(form) };
  const body = { executionOn: executionOnOf(c) };
  const made = await answerOf(apiOf(c).POST("/v1/treasury/runs", { params, body }));
  return made.ok
    ? seeOther(c, `${runPath(made.value.run.id)}?done=requested`)
    : showDayPage(c, { form, refusal: refusalOf(made.error, {}) });
};
