import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  commandHeaders,
  formToRetry,
  hiddenKeys,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { AmountIfKnown } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { messagesPath, paymentsPath, runsPath } from "./payment-facts.tsx";

type Message = Schemas["BankMessage"];
type Sent = { readonly form: FormValues; readonly refusal: Refusal } | null;

const crumbsOf = ({ t }: PageContext) => [
  { label: t("disbursement.title"), path: paymentsPath },
  { label: t("disbursement.runs"), path: runsPath },
];

const textRows = 16;

const ImportForm: FC<{ readonly sent: Sent }> = ({ sent }) => {
  const { t, href } = usePage();
  const form = sent?.form ?? formValues({});
  return (
    <Form action={href(`${messagesPath}/new`)} hidden={hiddenKeys(form)}>
      <TextArea
        name="text"
        label={t("disbursement.field.text")}
        help={t("disbursement.help.text")}
        error={sent?.refusal.errors["text"]}
        value={form.text("text")}
        rows={textRows}
        required
      />
      <Button>{t("disbursement.import")}</Button>
    </Form>
  );
};

const showImportPage = (c: PortalContext, sent: Sent): Response => {
  const page = c.get("page");
  const { t, person } = page;
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  if (!mayDo(person, "importBankStatus")) return showProblem(c, { status: 403, code: "NotAllowed" });
  const content = <ImportForm sent={sent} />;
  const shown = {
    title: t("disbursement.importTitle"),
    lead: t("disbursement.importLead"),
    crumbs: crumbsOf(page),
    content,
  };
  return showForm(c, shown, sent?.refusal ?? null);
};

export const showImport = (c: PortalContext): Response => showImportPage(c, null);

/** Takes the bank's text in; nothing is booked before another person has applied it. */
export const importMessage = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const params = { header: commandHeaders(form) };
  const made = await answerOf(
    apiOf(c).POST("/v1/treasury/bank-messages", { params, body: { text: form.text("text") } }),
  );
  if (made.ok) return seeOther(c, `${messagesPath}/${made.value.message.id}?done=imported`);
  const rules = fieldRules(t, { text: { label: t("disbursement.field.text"), rule: t("disbursement.rule.text") } });
  const problem = made.error.code === "BankMessageRefused" ? { ...made.error, field: "text" } : made.error;
  return showImportPage(c, { form: formToRetry(form, made.error), refusal: refusalOf(problem, rules) });
};

const Facts: FC<{ readonly message: Message }> = ({ message }) => {
  const { t, format } = usePage();
  const items: readonly Description[] = [
    { term: t("disbursement.column.state"), detail: t(`disbursement.messageState.${message.state}`) },
    { term: t("disbursement.fact.bankName"), detail: message.bankName },
    { term: t("disbursement.fact.importedAt"), detail: <DateTimeOf at={message.importedAt} exact /> },
    { term: t("disbursement.fact.importedBy"), detail: <PersonReference userId={message.importedBy} /> },
    { term: t("disbursement.fact.fileDigest"), detail: <code>{message.sha256}</code> },
    ...(message.state === "imported"
      ? []
      : [{ term: t("disbursement.fact.appliedBy"), detail: <PersonReference userId={message.appliedBy} /> }]),
    ...(message.state !== "applied"
      ? []
      : [
          { term: t("disbursement.status.booked"), detail: format.number(message.booked) },
          { term: t("disbursement.status.rejected"), detail: format.number(message.rejected) },
          { term: t("disbursement.status.returned"), detail: format.number(message.returned) },
          { term: t("disbursement.exceptions"), detail: format.number(message.exceptions) },
        ]),
  ];
  return <DescriptionList items={items} />;
};

const ApplyForm: FC<{ readonly head: Schemas["BankMessageHead"]; readonly form: FormValues | null }> = ({
  head,
  form,
}) => {
  const { t, href, person } = usePage();
  const { message, version } = head;
  if (message.state !== "imported" || !mayDo(person, "applyBankStatus")) return null;
  const isOwn = message.importedBy === person?.id;
  return (
    <Section title={t("disbursement.section.apply")}>
      <p>{t("disbursement.applyText")}</p>
      <Form action={href(`${messagesPath}/${message.id}/application`)} hidden={hiddenVersion(version, form)}>
        <Button disabledBecause={isOwn ? t("problems.code.AppliedByItsImporter") : undefined}>
          {t("disbursement.apply")}
        </Button>
      </Form>
    </Section>
  );
};

const Applying: FC<{ readonly message: Message }> = ({ message }) => {
  const { t, href } = usePage();
  return message.state !== "applying" ? null : (
    <Notification kind="info" title={t("disbursement.applyingTitle")}>
      <p>
        <Link href={href(`${messagesPath}/${message.id}`)}>{t("disbursement.lookAgain")}</Link>
      </p>
    </Notification>
  );
};

const dones = ["imported", "released"] as const;

const messageIdOf = (c: PortalContext): string => c.req.param("messageId") ?? "";

const showMessagePage = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const page = c.get("page");
  const { t, query } = page;
  const params = { path: { messageId: messageIdOf(c) } };
  const read = await answerOf(apiOf(c).GET("/v1/treasury/bank-messages/{messageId}", { params }));
  if (!read.ok) return showProblem(c, read.error);
  const done = sent === null ? dones.find((name) => name === query.get("done")) : undefined;
  const content = (
    <>
      {done !== undefined && <Notification kind="success" title={t(`disbursement.messageDone.${done}`)} />}
      <Applying message={read.value.message} />
      <Facts message={read.value.message} />
      <ApplyForm head={read.value} form={sent?.form ?? null} />
    </>
  );
  const title = t("disbursement.messageTitle", { name: read.value.message.bankName });
  return showForm(c, { title, crumbs: crumbsOf(page), content }, sent?.refusal ?? null);
};

export const showMessage = (c: PortalContext): Promise<Response> => showMessagePage(c, null);

/** The second pair of eyes: what it says is booked from now on. */
export const applyMessage = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: { messageId: messageIdOf(c) }, header: changeHeaders(form) };
  const answer = await answerOf(apiOf(c).POST("/v1/treasury/bank-messages/{messageId}/application", { params }));
  return answer.ok
    ? seeOther(c, `${messagesPath}/${messageIdOf(c)}?done=released`)
    : showMessagePage(c, { form, refusal: refusalOf(answer.error, {}) });
};

/** Lines of the bank that fitted nothing of ours: nothing was booked for them. */
export const showExceptions = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const listed = await answerOf(apiOf(c).GET("/v1/treasury/bank-exceptions"));
  if (!listed.ok) return showProblem(c, listed.error);
  const content = (
    <Table
      caption={t("disbursement.exceptionsCaption")}
      columns={[
        { header: t("disbursement.column.name"), namesRow: true, cell: ({ endToEndId }) => endToEndId ?? "–" },
        { header: t("disbursement.column.because"), cell: ({ because }) => t(`disbursement.exception.${because}`) },
        {
          header: t("disbursement.column.amount"),
          align: "right",
          noWrap: true,
          cell: ({ amountCents }) => <AmountIfKnown cents={amountCents} />,
        },
        { header: t("disbursement.fact.importedAt"), cell: ({ at }) => <DateTimeOf at={at} /> },
      ]}
      rows={listed.value.exceptions}
      empty={t("disbursement.exceptionsEmpty")}
    />
  );
  const lead = t("disbursement.exceptionsLead");
  return show(c, { title: t("disbursement.exceptions"), lead, crumbs: crumbsOf(page), content });
};
