import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  commandHeaders,
  formToRetry,
  hiddenKeys,
  ifMatch,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, withValues, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { SavedAsYouType } from "../../forms/saved-as-you-type.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isAllowed, offBecause } from "../cofunding/allowed-action.ts";
import {
  CriteriaFields,
  ScaleNote,
  assessmentFields,
  commentField,
  readAssessment,
  scoreField,
} from "./assessment-form.tsx";
import { Assessment } from "./assessment-table.tsx";
import { DocumentDownloads, DocumentSection } from "./document-section.tsx";
import { assignmentsCrumb, proposalPath, type Criterion } from "./vocabulary.ts";

type MyReport = Schemas["MyReport"];

/** The button that hands the report in; the other one saves it. */
const handIn = { name: "intent", value: "submit" } as const;
/** The versions of all criteria in one field, which a save while somebody types takes over: "IMPACT.2 RELEVANCE.1". */
const versionField = "version";

const versionsIn = ({ sheet, parts }: MyReport): string =>
  sheet.criteria
    .map((criterion) => `${criterion}.${String(parts.find((part) => part.criterion === criterion)?.version ?? 0)}`)
    .join(" ");

const readReport = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/evaluation/proposals/{proposalId}/report", {
      params: { path: { proposalId: c.req.param("proposalId") ?? "" } },
    }),
  );

const partOf = ({ parts }: MyReport, criterion: Criterion) => parts.find((part) => part.criterion === criterion);

/** What is saved so far, as the form shows it, with the version of each criterion. */
const savedValues = (report: MyReport): FormValues =>
  formValues({
    [versionField]: versionsIn(report),
    ...Object.fromEntries(
      report.sheet.criteria.flatMap((criterion) => {
        const part = partOf(report, criterion);
        return [
          [scoreField(criterion), part?.score ?? ""],
          [commentField(criterion), part?.comment ?? ""],
        ];
      }),
    ),
  });

const Saved: FC<{ report: MyReport }> = ({ report }) => {
  const { t, format, query } = usePage();
  return query.get("done") === "saved" ? (
    <Notification kind="success" title={t("evaluation.report.savedTitle")}>
      <p>{t("evaluation.report.saved")}</p>
    </Notification>
  ) : (
    <ul class="ecl-unordered-list">
      {report.parts.map(({ criterion, savedAt }) => (
        <li class="ecl-unordered-list__item">
          {t("evaluation.report.savedAt", {
            criterion: t(`evaluation.criterion.${criterion}`),
            at: format.exactTime(savedAt),
          })}
        </li>
      ))}
    </ul>
  );
};

/** What a second look at the saved comments may mend; nothing is refused for it. Follows each save. */
const Hints: FC<{ report: MyReport }> = ({ report: { hints } }) => {
  const { t } = usePage();
  return (
    <div data-portal-live="hints">
      {hints.length > 0 && (
        <Notification kind="info" title={t("evaluation.hint.title")}>
          <ul class="ecl-unordered-list">
            {hints.map(({ criterion, hint }) => (
              <li class="ecl-unordered-list__item">
                {t(`evaluation.hint.${hint}`, { criterion: t(`evaluation.criterion.${criterion}`) })}
              </li>
            ))}
          </ul>
        </Notification>
      )}
    </div>
  );
};

/** When something of the report was last saved. */
const lastSavedText = ({ parts }: MyReport, { t, format }: PageContext): string => {
  const last = parts
    .map(({ savedAt }) => savedAt)
    .toSorted()
    .at(-1);
  return last === undefined
    ? t("forms.notSavedYet")
    : t("forms.savedAt", { at: `${format.dateTime(last)} (${t("components.brusselsTime")})` });
};

type Shown = { readonly report: MyReport; readonly form: FormValues; readonly refusal: Refusal | null };

const ReportForm: FC<Shown> = ({ report, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const { sheet, proposalId, allowedActions } = report;
  return (
    <Form
      action={href(`${proposalPath(proposalId)}/report`)}
      hidden={{ ...hiddenKeys(form), version: form.text(versionField) }}
    >
      <RequiredNote />
      <CriteriaFields sheet={sheet} of="report" form={form} errors={refusal?.errors ?? {}} />
      <p class="portal-save-state" role="status" aria-live="polite" data-portal-save-state="">
        {lastSavedText(report, page)}
      </p>
      <Hints report={report} />
      <p>{t("evaluation.report.submitHelp")}</p>
      <ButtonRow>
        <Button kind="secondary" disabledBecause={offBecause(allowedActions, "saveReport", page)}>
          {t("evaluation.report.save")}
        </Button>
        <Button {...handIn} disabledBecause={offBecause(allowedActions, "submitReport", page)}>
          {t("evaluation.report.submit")}
        </Button>
      </ButtonRow>
    </Form>
  );
};

const Submitted: FC<{ report: MyReport; submitted: NonNullable<MyReport["submitted"]> }> = ({ report, submitted }) => {
  const { t, href, format } = usePage();
  const { acronym, proposalId, sheet } = report;
  return (
    <>
      <Notification kind="success" title={t("evaluation.report.submittedTitle")}>
        <p>{t("evaluation.report.submitted", { at: format.dateTime(submitted.submittedAt) })}</p>
      </Notification>
      <Assessment sheet={sheet} written={submitted} of="report" />
      <ButtonRow>
        <ButtonLink href={href(`${proposalPath(proposalId)}/consensus`)}>
          {t("evaluation.toConsensus", { acronym })}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

const showReportForm = (c: PortalContext, { report, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { acronym, callTitle, submitted, sheet } = report;
  const content = (
    <>
      {submitted === undefined ? (
        <Section title={t("evaluation.task.WRITE_REPORT")}>
          <Saved report={report} />
          <ScaleNote sheet={sheet} />
          <SavedAsYouType isOn={isAllowed(report.allowedActions, "saveReport")} isAsSent={refusal !== null}>
            <ReportForm report={report} form={form} refusal={refusal} />
          </SavedAsYouType>
        </Section>
      ) : (
        <Submitted report={report} submitted={submitted} />
      )}
      <DocumentSection document={report.document} />
      <DocumentDownloads document={report.document} />
    </>
  );
  const title = t("evaluation.report.title", { acronym });
  const lead = t("evaluation.report.lead");
  return showForm(c, { title, lead, crumbs: [assignmentsCrumb(page)], meta: [callTitle], content }, refusal);
};

export const showReport = async (c: PortalContext): Promise<Response> => {
  const read = await readReport(c);
  if (!read.ok && read.error.code === "DeclarationMissing")
    return seeOther(c, `${proposalPath(c.req.param("proposalId") ?? "")}/declaration`);
  if (!read.ok) return showProblem(c, read.error);
  return showReportForm(c, { report: read.value, form: savedValues(read.value), refusal: null });
};

/** Only what differs from what is saved is sent: a save of the whole page is a save of the criteria that were touched. */
const changedCriteria = (report: MyReport, form: FormValues): readonly Criterion[] => {
  const saved = savedValues(report);
  return report.sheet.criteria.filter(
    (criterion) =>
      form.text(scoreField(criterion)) !== saved.text(scoreField(criterion)) ||
      form.text(commentField(criterion)) !== saved.text(commentField(criterion)),
  );
};

const versionOf = (form: FormValues, criterion: Criterion): number => {
  const text = form
    .text(versionField)
    .split(" ")
    .find((one) => one.startsWith(`${criterion}.`))
    ?.slice(criterion.length + 1);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
};

const saveCriterion = async (c: PortalContext, { proposalId }: MyReport, form: FormValues, criterion: Criterion) => {
  const score = form.text(scoreField(criterion));
  const body = { comment: form.text(commentField(criterion)), ...(score === "" ? {} : { score }) };
  const header = { "if-match": ifMatch(versionOf(form, criterion)) };
  const params = { path: { proposalId, criterion }, header };
  const saved = await answerOf(
    apiOf(c).PUT("/v1/evaluation/proposals/{proposalId}/report/{criterion}", { params, body }),
  );
  return saved.ok ? null : { criterion, problem: saved.error };
};

type Unsaved = NonNullable<Awaited<ReturnType<typeof saveCriterion>>>;

/** Every criterion that was not saved, at its field; one that another window saved shows what was saved there. */
const unsavedRefusal = (c: PortalContext, report: MyReport, unsaved: readonly Unsaved[]): Refusal => {
  const { t } = c.get("page");
  const rules = fieldRules(t, assessmentFields(report.sheet, "report", c.get("page")));
  const errors = unsaved.map(({ criterion, problem }): readonly [string, string] => {
    const [score, comment] = [scoreField(criterion), commentField(criterion)];
    if (problem.code === "ScoreNotOnStep") return [score, rules[score] ?? ""];
    if (problem.code !== "ReportPartStale") return [comment, rules[comment] ?? ""];
    const text = partOf(report, criterion)?.comment ?? "";
    return [comment, t("evaluation.report.meanwhile", { text: text === "" ? t("evaluation.report.nothing") : text })];
  });
  const other = unsaved.find(({ problem }) => problem.field === undefined && problem.code !== "ReportPartStale");
  return {
    status: unsaved[0]?.problem.status ?? 422,
    errors: Object.fromEntries(errors),
    problem: other?.problem ?? null,
  };
};

const save = async (c: PortalContext, report: MyReport, form: FormValues): Promise<Response> => {
  const answers = await Promise.all(
    changedCriteria(report, form).map((criterion) => saveCriterion(c, report, form, criterion)),
  );
  const unsaved = answers.filter((answer) => answer !== null);
  if (unsaved.length === 0) return seeOther(c, `${proposalPath(report.proposalId)}/report?done=saved`);
  const read = await readReport(c);
  if (!read.ok) return showProblem(c, read.error);
  // What was saved has new versions; what was not is still there as it was typed.
  const kept = withValues(form, { [versionField]: versionsIn(read.value) });
  return showReportForm(c, { report: read.value, form: kept, refusal: unsavedRefusal(c, read.value, unsaved) });
};

const refused = (c: PortalContext, report: MyReport, form: FormValues, problem: Problem): Response => {
  const rules = fieldRules(c.get("page").t, assessmentFields(report.sheet, "report", c.get("page")));
  return showReportForm(c, { report, form: formToRetry(form, problem), refusal: refusalOf(problem, rules) });
};

/** Saves the report, or hands it in; what is refused is shown again with every letter. */
export const writeReport = async (c: PortalContext): Promise<Response> => {
  const [form, read] = await Promise.all([readForm(c), readReport(c)]);
  if (!read.ok) return showProblem(c, read.error);
  const report = read.value;
  if (form.text("intent") !== handIn.value) return save(c, report, form);
  const { proposalId } = report;
  const params = { path: { proposalId }, header: commandHeaders(form) };
  const body = readAssessment(report.sheet, form);
  const submitted = await answerOf(apiOf(c).POST("/v1/evaluation/proposals/{proposalId}/report", { params, body }));
  return submitted.ok ? seeOther(c, `${proposalPath(proposalId)}/report`) : refused(c, report, form, submitted.error);
};
