import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { DateOf } from "../../components/time.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { hasRole, paymentsPath, runIdOf, runPath, runsPath } from "./payment-facts.tsx";
import { RunForms } from "./run-forms.tsx";
import { Postings, RunPayments } from "./run-tables.tsx";
import { RunState } from "./runs-page.tsx";

export type RunContents = Schemas["RunContents"];
type RunProps = { readonly contents: RunContents };

const Facts: FC<RunProps> = ({ contents: { run, manifest } }) => {
  const { t, format } = usePage();
  const items: readonly Description[] = [
    { term: t("disbursement.column.state"), detail: <RunState state={run.state} /> },
    { term: t("disbursement.field.executionOn"), detail: <DateOf on={run.executionOn} /> },
    { term: t("disbursement.column.payments"), detail: format.number(run.nbOfTxs) },
    { term: t("disbursement.column.sum"), detail: <Amount cents={run.ctrlSumCents} /> },
    { term: t("disbursement.fact.chunks"), detail: format.number(manifest.chunks.length) },
    { term: t("disbursement.fact.manifest"), detail: <code>{run.manifestSha256}</code> },
    { term: t("disbursement.fact.madeBy"), detail: <PersonReference userId={run.createdBy} /> },
    ...(run.state === "confirmed"
      ? [{ term: t("disbursement.fact.confirmedBy"), detail: <PersonReference userId={run.confirmedBy} /> }]
      : []),
  ];
  return (
    <Section title={t("disbursement.section.run")}>
      <DescriptionList items={items} />
    </Section>
  );
};

/** The file as it went to the bank, by its name and digest. */
const TheFile: FC<RunProps> = ({ contents: { run, file, messageId } }) => {
  const { t, href, person } = usePage();
  if (file === null) return null;
  return (
    <Section title={t("disbursement.section.file")}>
      <DescriptionList
        items={[
          { term: t("disbursement.fact.fileState"), detail: t(`disbursement.fileState.${file.state}`) },
          { term: t("disbursement.fact.messageId"), detail: messageId },
          { term: t("disbursement.fact.fileDigest"), detail: <code>{file.sha256}</code> },
        ]}
      />
      {hasRole(person, "accountingOfficer", "auditor") && (
        <p>
          <Link href={href(`${runPath(run.id)}/file`)} download>
            {t("disbursement.download")}
          </Link>
        </p>
      )}
    </Section>
  );
};

const Unknown: FC<RunProps> = ({ contents: { file } }) => {
  const { t } = usePage();
  return file?.state === "sending" ? (
    <Notification kind="warning" title={t("disbursement.unknownTitle")}>
      <p>{t("disbursement.unknownText")}</p>
    </Notification>
  ) : null;
};

const dones = ["prepared", "confirmed", "sent", "collected"] as const;

const Done: FC = () => {
  const { t, query } = usePage();
  const done = dones.find((name) => name === query.get("done"));
  return done === undefined ? null : <Notification kind="success" title={t(`disbursement.runDone.${done}`)} />;
};

const Parts: FC<RunProps> = ({ contents: { run, chunk, manifest } }) => {
  const { t, href, format } = usePage();
  const parts = manifest.chunks.length;
  if (parts === 1) return null;
  const partHref = (number: number) => href(`${runPath(run.id)}?chunk=${number}`);
  return (
    <Pagination
      previousHref={chunk === 0 ? undefined : partHref(chunk - 1)}
      nextHref={chunk + 1 < parts ? partHref(chunk + 1) : undefined}
      here={t("disbursement.part", { part: format.number(chunk + 1), parts: format.number(parts) })}
    />
  );
};

/** What was sent and refused; null on a page that was only opened. */
export type SentRunStep = { readonly form: FormValues; readonly refusal: Refusal } | null;

const leadOf = ({ run, file }: RunContents) => {
  if (run.state === "prepared") return "disbursement.runLead.prepared" as const;
  if (file === null) return "disbursement.runLead.confirmed" as const;
  return file.state === "sending" ? ("disbursement.runLead.sending" as const) : ("disbursement.runLead.sent" as const);
};

const pageOf = (c: PortalContext, contents: RunContents, sent: SentRunStep): Page => {
  const { t, format } = c.get("page");
  return {
    title: t("disbursement.runTitle", { on: format.date(contents.run.executionOn) }),
    lead: t(leadOf(contents)),
    crumbs: [
      { label: t("disbursement.title"), path: paymentsPath },
      { label: t("disbursement.runs"), path: runsPath },
    ],
    meta: [contents.messageId, contents.run.id],
    content: (
      <>
        {sent === null && <Done />}
        <Unknown contents={contents} />
        <Facts contents={contents} />
        <RunForms contents={contents} form={sent?.form ?? null} />
        <TheFile contents={contents} />
        <RunPayments contents={contents} />
        <Parts contents={contents} />
        <Postings contents={contents} />
      </>
    ),
  };
};

export const showRunPage = async (c: PortalContext, sent: SentRunStep): Promise<Response> => {
  const chunk = c.get("page").query.get("chunk");
  const params = { path: { runId: runIdOf(c) }, query: chunk === null ? {} : { chunk } };
  const read = await answerOf(apiOf(c).GET("/v1/disbursement/runs/{runId}", { params }));
  if (!read.ok) return showProblem(c, read.error);
  return showForm(c, pageOf(c, read.value, sent), sent?.refusal ?? null);
};

/** A payment run: what it pays, its file, what the bank has said, and what was posted. */
export const showRun = (c: PortalContext): Promise<Response> => showRunPage(c, null);
