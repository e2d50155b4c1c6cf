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
import { mayDo } from "../../may-do.ts";
import { namePeople } from "../../name-people.ts";
import { usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { dayPath, paymentsPath, runIdOf, runPath, runsPath } from "./payment-facts.tsx";
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
    ...("manifestSha256" in run
      ? [
          { term: t("disbursement.column.payments"), detail: format.number(run.nbOfTxs) },
          { term: t("disbursement.column.sum"), detail: <Amount cents={run.ctrlSumCents} /> },
          { term: t("disbursement.fact.chunks"), detail: format.number(manifest?.chunks.length ?? 0) },
          { term: t("disbursement.fact.manifest"), detail: <code>{run.manifestSha256}</code> },
        ]
      : []),
    { term: t("disbursement.fact.madeBy"), detail: <PersonReference userId={run.createdBy} /> },
    ...("confirmedBy" in run
      ? [{ term: t("disbursement.fact.confirmedBy"), detail: <PersonReference userId={run.confirmedBy} /> }]
      : []),
    ...("releasedBy" in run
      ? [{ term: t("disbursement.fact.releasedBy"), detail: <PersonReference userId={run.releasedBy} /> }]
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
      {mayDo(person, "readRunFile") && (
        <p>
          <Link href={href(`${runPath(run.id)}/file`)} download>
            {t("disbursement.download")}
          </Link>
        </p>
      )}
    </Section>
  );
};

/** Where a run stands, as far as persons need to tell it apart. */
const standingOf = ({ run, file }: RunContents) => {
  if (run.state !== "released") return run.state;
  return file === null ? "writing" : file.state;
};

/** What goes on without anybody's help, and how to look again. */
const waiting = ["requested", "writing", "sending", "sent"] as const;

const Waiting: FC<RunProps> = ({ contents }) => {
  const { t, href } = usePage();
  const standing = waiting.find((name) => name === standingOf(contents));
  return standing === undefined ? null : (
    <Notification kind={standing === "sending" ? "warning" : "info"} title={t(`disbursement.waiting.${standing}`)}>
      <p>{t(`disbursement.waitingText.${standing}`)}</p>
      <p>
        <Link href={href(runPath(contents.run.id))}>{t("disbursement.lookAgain")}</Link>
      </p>
    </Notification>
  );
};

/** What stands in the way, and the way on. */
const Refused: FC<RunProps> = ({ contents: { run } }) => {
  const { t, href } = usePage();
  if (run.state === "refused")
    return (
      <Notification kind="warning" title={t("disbursement.refusedTitle")}>
        <p>{t(`disbursement.refusedBecause.${run.because}`)}</p>
        <p>
          <Link href={href(dayPath(run.executionOn))}>{t("disbursement.toDay")}</Link>
        </p>
      </Notification>
    );
  if (run.state !== "unwritable") return null;
  const { kind, endToEndId } = run.because;
  return (
    <Notification kind="warning" title={t("disbursement.unwritableTitle")}>
      <p>{t(`disbursement.fileRefusal.${kind}`)}</p>
      {endToEndId !== undefined && <p>{t("disbursement.unwritablePayment", { name: endToEndId })}</p>}
      <p>{t("disbursement.unwritableText")}</p>
    </Notification>
  );
};

const dones = ["requested", "confirmed", "released"] as const;

const Done: FC = () => {
  const { t, query } = usePage();
  const done = dones.find((name) => name === query.get("done"));
  return done === undefined ? null : <Notification kind="success" title={t(`disbursement.runDone.${done}`)} />;
};

const Parts: FC<RunProps> = ({ contents: { run, chunk, manifest } }) => {
  const { t, href, format } = usePage();
  const parts = manifest?.chunks.length ?? 1;
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

const pageOf = (c: PortalContext, contents: RunContents, sent: SentRunStep): Page => {
  const { t, format } = c.get("page");
  return {
    title: t("disbursement.runTitle", { on: format.date(contents.run.executionOn) }),
    lead: t(`disbursement.runLead.${standingOf(contents)}`),
    crumbs: [
      { label: t("disbursement.title"), path: paymentsPath },
      { label: t("disbursement.runs"), path: runsPath },
    ],
    meta: [contents.messageId, contents.run.id],
    content: (
      <>
        {sent === null && <Done />}
        <Waiting contents={contents} />
        <Refused contents={contents} />
        <Facts contents={contents} />
        <RunForms contents={contents} form={sent?.form ?? null} />
        <TheFile contents={contents} />
        {contents.manifest !== null && (
          <>
            <RunPayments contents={contents} />
            <Parts contents={contents} />
            <Postings contents={contents} />
          </>
        )}
      </>
    ),
  };
};

export const showRunPage = async (c: PortalContext, sent: SentRunStep): Promise<Response> => {
  const chunk = c.get("page").query.get("chunk");
  const params = { path: { runId: runIdOf(c) }, query: chunk === null ? {} : { chunk } };
  const read = await answerOf(apiOf(c).GET("/v1/treasury/runs/{runId}", { params }));
  if (!read.ok) return showProblem(c, read.error);
  await namePeople(c, read.value.run);
  return showForm(c, pageOf(c, read.value, sent), sent?.refusal ?? null);
};

/** A payment run: what it pays, its file, what the bank has said, and what was posted. */
export const showRun = (c: PortalContext): Promise<Response> => showRunPage(c, null);
