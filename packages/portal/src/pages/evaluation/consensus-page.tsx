import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { offBecause } from "../cofunding/allowed-action.ts";
import { CriteriaFields, ScaleNote, assessmentFields, readAssessment } from "./assessment-form.tsx";
import { Assessment, ReportsTable } from "./assessment-table.tsx";
import { Signatures } from "./signatures.tsx";
import { assignmentsCrumb, boardPath, evaluationCrumb, isExpert, proposalPath } from "./vocabulary.ts";

type ConsensusPage = Schemas["ConsensusPage"];

const readPage = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/evaluation/proposals/{proposalId}/consensus", {
      params: { path: { proposalId: c.req.param("proposalId") ?? "" } },
    }),
  );

const consensusFields = ({ sheet }: ConsensusPage, page: PageContext): FieldLabels => {
  const { t } = page;
  const staff = t("evaluation.rule.staff");
  return {
    ...assessmentFields(sheet, "consensus", page),
    theme: { label: t("evaluation.consensus.theme"), rule: t("evaluation.rule.theme") },
    "namedStaff.women": { label: t("evaluation.consensus.women"), rule: staff },
    "namedStaff.men": { label: t("evaluation.consensus.men"), rule: staff },
  };
};

type Shown = { readonly shown: ConsensusPage; readonly form: FormValues; readonly refusal: Refusal | null };

/** What tells equal totals apart, where the call asks for it (DSC-05, HSC-05). */
const TieFields: FC<Shown> = ({ shown, form, refusal }) => {
  const page = usePage();
  const { t } = page;
  const { tieBreak } = shown.sheet;
  const field = fieldsFor({ form, fields: consensusFields(shown, page), errors: refusal?.errors ?? {} });
  const named =
    shown.applicantTheme === undefined
      ? ""
      : ` ${t("evaluation.consensus.applicantTheme", { theme: shown.applicantTheme })}`;
  return (
    <>
      {tieBreak.includes("COVERED_THEME") && (
        <TextInput {...field("theme", `${t("evaluation.consensus.themeHelp")}${named}`)} />
      )}
      {tieBreak.includes("GENDER_BALANCE") && (
        <>
          <TextInput {...field("namedStaff.women")} inputmode="numeric" width="s" />
          <TextInput {...field("namedStaff.men")} inputmode="numeric" width="s" />
        </>
      )}
    </>
  );
};

const ConsensusForm: FC<Shown> = ({ shown, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Form action={href(`${proposalPath(shown.proposalId)}/consensus`)} hidden={hiddenKeys(form)}>
      <ScaleNote sheet={shown.sheet} />
      <RequiredNote />
      <CriteriaFields sheet={shown.sheet} of="consensus" form={form} errors={refusal?.errors ?? {}} />
      <TieFields shown={shown} form={form} refusal={refusal} />
      <p>{t("evaluation.consensus.submitHelp")}</p>
      <ButtonRow>
        <Button disabledBecause={offBecause(shown.allowedActions, "recordConsensus", page)}>
          {t("evaluation.consensus.submit")}
        </Button>
      </ButtonRow>
    </Form>
  );
};

const Agreed: FC<Shown> = (props) => {
  const { t, format } = usePage();
  const { consensus, sheet } = props.shown;
  if (consensus === undefined) return <ConsensusForm {...props} />;
  return (
    <>
      <Notification kind="success" title={t("evaluation.consensus.recordedTitle")}>
        <p>{t("evaluation.consensus.recorded", { at: format.dateTime(consensus.agreedAt) })}</p>
        {consensus.theme !== undefined && <p>{`${t("evaluation.consensus.theme")}: ${consensus.theme}`}</p>}
      </Notification>
      <Assessment sheet={sheet} written={consensus} of="consensus" />
      <Signatures shown={props.shown} form={props.form} />
    </>
  );
};

const showConsensusForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { acronym, callId, callTitle, sheet, reports, divergences, experts } = facts.shown;
  const back = isExpert(page)
    ? [assignmentsCrumb(page)]
    : [evaluationCrumb(page), { label: callTitle, path: boardPath(callId) }];
  return showForm(
    c,
    {
      title: t("evaluation.consensus.title", { acronym }),
      lead: t("evaluation.consensus.lead"),
      crumbs: back,
      meta: [
        callTitle,
        `${t("evaluation.reportsIn")}: ${t("evaluation.reportsOf", { reports: reports.length, experts })}`,
      ],
      content: (
        <>
          <ReportsTable sheet={sheet} reports={reports} divergences={divergences} />
          <Section title={t("evaluation.consensus.record")}>
            <Agreed {...facts} />
          </Section>
        </>
      ),
    },
    facts.refusal,
  );
};

export const showConsensus = async (c: PortalContext): Promise<Response> => {
  const read = await readPage(c);
  if (!read.ok) return showProblem(c, read.error);
  return showConsensusForm(c, { shown: read.value, form: formValues({}), refusal: null });
};

/** Digits as a number; what is no number is sent as none, which the API refuses by name. */
const staffNumber = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : -1);

const tagsOf = (form: FormValues) => {
  const theme = form.text("theme").trim();
  const [women, men] = [form.text("namedStaff.women"), form.text("namedStaff.men")];
  return {
    ...(theme === "" ? {} : { theme }),
    ...(women === "" && men === "" ? {} : { namedStaff: { women: staffNumber(women), men: staffNumber(men) } }),
  };
};

export const writeConsensus = async (c: PortalContext): Promise<Response> => {
  const [form, read] = await Promise.all([readForm(c), readPage(c)]);
  if (!read.ok) return showProblem(c, read.error);
  const { proposalId, sheet } = read.value;
  const params = { path: { proposalId }, header: commandHeaders(form) };
  const body = { ...readAssessment(sheet, form), ...tagsOf(form) };
  const recorded = await answerOf(apiOf(c).POST("/v1/evaluation/proposals/{proposalId}/consensus", { params, body }));
  if (recorded.ok) return seeOther(c, `${proposalPath(proposalId)}/consensus`);
  const page = c.get("page");
  const refusal = refusalOf(recorded.error, fieldRules(page.t, consensusFields(read.value, page)));
  return showConsensusForm(c, { shown: read.value, form: formToRetry(form, recorded.error), refusal });
};
