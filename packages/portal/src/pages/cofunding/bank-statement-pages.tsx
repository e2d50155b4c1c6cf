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
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { FormGroup, fieldAttributes } from "../../components/form-group.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { namePeople } from "../../name-people.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { isOffered, offBecause } from "./allowed-action.ts";
import { debitNotePath } from "./debit-note-words.ts";
import { cofundingCrumb } from "./read-cofunding.ts";
import { oneOf } from "./vocabulary.ts";

/** Below the language. */
export const bankStatementsPath = "/cofunding/bank-statements";
const pathOf = (statementId: string): string => `${bankStatementsPath}/${statementId}`;
const crumbsOf = (page: PageContext) => [
  cofundingCrumb(page),
  { label: page.t("bankStatements.title"), path: bankStatementsPath },
];

type Statement = Schemas["BankStatement"];
const State: FC<{ statement: Statement }> = ({ statement: { state } }) => {
  const { t } = usePage();
  const tone = state === "booked" ? "quiet" : "attention";
  return <StatusLabel tone={tone}>{t(`bankStatements.state.${state}`)}</StatusLabel>;
};

/** Statements of the Centre's account, the latest first. */
export const showBankStatements = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, person, format } = page;
  const listed = await answerOf(apiOf(c).GET("/v1/treasury/bank-statements", {}));
  if (!listed.ok) return showProblem(c, listed.error);
  return show(c, {
    title: t("bankStatements.title"),
    lead: t("bankStatements.lead"),
    crumbs: [cofundingCrumb(page)],
    content: (
      <>
        {mayDo(person, "importBankStatement") && (
          <ButtonRow>
            <ButtonLink href={href(`${bankStatementsPath}/new`)}>{t("bankStatements.import")}</ButtonLink>
          </ButtonRow>
        )}
        <Table
          caption={t("bankStatements.title")}
          columns={[
            {
              header: t("bankStatements.of"),
              namesRow: true,
              cell: ({ statement }) => <Link href={href(pathOf(statement.id))}>{statement.name}</Link>,
            },
            { header: t("bankStatements.account"), cell: ({ statement }) => statement.account },
            {
              header: t("bankStatements.importedAt"),
              cell: ({ statement }) => <DateTimeOf at={statement.importedAt} />,
            },
            { header: t("cofunding.state"), cell: ({ statement }) => <State statement={statement} /> },
            {
              header: t("bankStatements.credits"),
              align: "right",
              cell: ({ statement }) => format.number(statement.credits),
            },
            {
              header: t("bankStatements.left"),
              align: "right",
              cell: ({ statement }) =>
                format.number(statement.state === "booked" ? statement.credits - statement.booked : 0),
            },
          ]}
          rows={listed.value.statements}
          empty={t("bankStatements.empty")}
        />
      </>
    ),
  });
};

const textRows = 12;
/** As much as fits into a request with its other parts; characters beyond ASCII count as the bytes that they are sent in. */
const fileBytesMax = 380_000;

const FileField: FC<{ name: "file"; label: string; help: string; error: string | undefined }> = (field) => (
  <FormGroup field={field}>
    <input {...fieldAttributes(field)} class="portal-file-input" type="file" accept=".xml,application/xml,text/xml" />
  </FormGroup>
);

const showImportForm = (c: PortalContext, form: FormValues, refusal: Refusal | null): Response => {
  const page = c.get("page");
  const { t, href, person } = page;
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  if (!mayDo(person, "importBankStatement")) return showProblem(c, { status: 403, code: "NotAllowed" });
  const errors = refusal?.errors ?? {};
  const content = (
    <Form action={href(`${bankStatementsPath}/new`)} hidden={hiddenKeys(form)} upload>
      <FileField
        name="file"
        label={t("bankStatements.file")}
        help={t("bankStatements.fileHelp")}
        error={errors["file"]}
      />
      <TextArea
        name="text"
        label={t("bankStatements.text")}
        help={t("bankStatements.textHelp")}
        value={form.text("text")}
        error={errors["text"]}
        rows={textRows}
      />
      <Button>{t("bankStatements.import")}</Button>
    </Form>
  );
  const shown = { title: t("bankStatements.import"), lead: t("bankStatements.importLead"), crumbs: crumbsOf(page) };
  return showForm(c, { ...shown, content }, refusal);
};

export const showBankImport = (c: PortalContext): Response => showImportForm(c, formValues({}), null);

/** The file goes before what is pasted. */
const textIn = async (c: PortalContext, form: FormValues): Promise<string> => {
  const file = (await c.req.formData()).get("file");
  return file instanceof File && file.size > 0 ? file.text() : form.text("text").trim();
};

/** Takes a statement in; nothing is booked before another person has looked at it. */
export const importBankStatement = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const text = await textIn(c, form);
  if (text === "") return showImportForm(c, form, refusalOfFields({ file: t("bankStatements.nothing") }));
  if (new TextEncoder().encode(text).length > fileBytesMax)
    return showImportForm(c, form, refusalOfFields({ file: t("bankStatements.tooLarge") }));
  const made = await answerOf(
    apiOf(c).POST("/v1/treasury/bank-statements", { params: { header: commandHeaders(form) }, body: { text } }),
  );
  if (made.ok) return seeOther(c, `${pathOf(made.value.statement.id)}?done=imported`);
  return showImportForm(c, formToRetry(form, made.error), refusalOf(made.error, {}));
};

type Page = Schemas["BankStatementPage"];
type Line = Page["lines"][number];

const Facts: FC<{ statement: Statement }> = ({ statement }) => {
  const { t, format } = usePage();
  const done: readonly Description[] =
    statement.state === "booked"
      ? [
          { term: t("bankStatements.booked"), detail: format.number(statement.booked) },
          { term: t("bankStatements.bookedSum"), detail: <Amount cents={statement.bookedCents} /> },
          { term: t("bankStatements.left"), detail: format.number(statement.credits - statement.booked) },
          { term: t("bankStatements.bookedBy"), detail: <PersonReference userId={statement.bookedBy} /> },
        ]
      : [];
  return (
    <DescriptionList
      items={[
        { term: t("cofunding.state"), detail: <State statement={statement} /> },
        { term: t("bankStatements.account"), detail: statement.account },
        { term: t("bankStatements.credits"), detail: format.number(statement.credits) },
        { term: t("bankStatements.others"), detail: format.number(statement.others) },
        { term: t("bankStatements.importedAt"), detail: <DateTimeOf at={statement.importedAt} /> },
        { term: t("bankStatements.importedBy"), detail: <PersonReference userId={statement.importedBy} /> },
        ...done,
        { term: t("bankStatements.digest"), detail: <code>{statement.sha256}</code> },
      ]}
    />
  );
};

const Quoted: FC<{ line: Line }> = ({ line: { reference, debitNoteId, text } }) => {
  const { t, href } = usePage();
  const shown = reference ?? t("bankStatements.quotesNothing");
  return (
    <>
      {debitNoteId === undefined ? shown : <Link href={href(debitNotePath(debitNoteId))}>{shown}</Link>}
      {text !== "" && (
        <>
          <br />
          <small>{text}</small>
        </>
      )}
    </>
  );
};

const Came: FC<{ line: Line }> = ({ line: { amountCents, currency } }) => {
  const { t, format } = usePage();
  return currency === "EUR" ? (
    <Amount cents={amountCents} />
  ) : (
    <>{t("bankStatements.foreign", { amount: format.plainAmount(amountCents), currency })}</>
  );
};

const Lines: FC<{ lines: Page["lines"] }> = ({ lines }) => {
  const { t } = usePage();
  return (
    <Section title={t("bankStatements.lines")}>
      <p>{t("bankStatements.linesText")}</p>
      <Table
        caption={t("bankStatements.lines")}
        columns={[
          { header: t("bankStatements.entry"), namesRow: true, cell: ({ entry }) => entry },
          { header: t("bankStatements.bookedOn"), noWrap: true, cell: ({ bookedOn }) => <DateOf on={bookedOn} /> },
          { header: t("bankStatements.quoted"), cell: (line) => <Quoted line={line} /> },
          {
            header: t("bankStatements.outcome"),
            cell: ({ outcome }) =>
              t(outcome === undefined ? "bankStatements.pending" : `bankStatements.outcome.${outcome}`),
          },
          { header: t("bankStatements.amount"), align: "right", cell: (line) => <Came line={line} /> },
        ]}
        rows={lines}
        empty={t("bankStatements.linesEmpty")}
      />
    </Section>
  );
};

const BookForm: FC<{ shown: Page }> = ({ shown: { statement, version, allowedActions } }) => {
  const page = usePage();
  const { t, href } = page;
  const action = "bookBankStatement";
  if (statement.state === "booked" || !isOffered(allowedActions, action)) return null;
  return (
    <Form action={href(`${pathOf(statement.id)}/booking`)} hidden={hiddenVersion(version)}>
      <p>{t("bankStatements.bookText")}</p>
      <ButtonRow>
        <Button disabledBecause={offBecause(allowedActions, action, page)}>{t("bankStatements.book")}</Button>
      </ButtonRow>
    </Form>
  );
};

const statementIdOf = (c: PortalContext): string => c.req.param("statementId") ?? "";

/** A statement with the money that came, and what became of each amount. */
export const showBankStatement = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, query } = page;
  const params = { path: { statementId: statementIdOf(c) } };
  const read = await answerOf(apiOf(c).GET("/v1/treasury/bank-statements/{statementId}", { params }));
  if (!read.ok) return showProblem(c, read.error, bankStatementsPath);
  const { statement, lines } = read.value;
  await namePeople(c, statement);
  const done = oneOf(["imported", "booked"], query.get("done") ?? "");
  return show(c, {
    title: t("bankStatements.name", { name: statement.name }),
    lead: t("bankStatements.lead"),
    crumbs: crumbsOf(page),
    content: (
      <>
        {done !== undefined && (
          <Notification kind="success" title={t("cofunding.done")}>
            <p>{t(`bankStatements.done.${done}`)}</p>
          </Notification>
        )}
        <Facts statement={statement} />
        <Lines lines={lines} />
        <BookForm shown={read.value} />
      </>
    ),
  });
};

/** The second person: what fits is booked. */
export const bookBankStatement = async (c: PortalContext): Promise<Response> => {
  const path = pathOf(statementIdOf(c));
  const params = { path: { statementId: statementIdOf(c) }, header: changeHeaders(await readForm(c)) };
  const booked = await answerOf(apiOf(c).POST("/v1/treasury/bank-statements/{statementId}/booking", { params }));
  return booked.ok ? seeOther(c, `${path}?done=booked`) : showProblem(c, booked.error, path);
};
