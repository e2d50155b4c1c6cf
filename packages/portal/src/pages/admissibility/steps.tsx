import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { CheckboxGroup, Radio, Select } from "../../components/choices.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { StepForm as StepFormOf } from "../../forms/step-form.tsx";
import { type AdmissibilityPage, type CheckName, reasonMax } from "./vocabulary.ts";

type StepForm = StepFormOf<AdmissibilityPage>;

const clericalFields = [
  "ACRONYM",
  "TITLE",
  "PARTNER_NAME",
  "PARTNER_CODE",
  "CONTACT",
  "ANNEX_LABEL",
] as const satisfies readonly Schemas["ClericalField"][];

const isCheck = (name: string, shown: AdmissibilityPage): name is CheckName =>
  (shown.file?.checks ?? []).some(({ check }) => check === name);

const reasonLabel = ({ t }: PageContext) => ({
  reason: { label: t("admissibility.reason"), rule: t("admissibility.rule.reason") },
});

export const findingStep: StepForm = {
  action: "recordFinding",
  pathOf: (c) => `findings/${c.req.param("check") ?? ""}`,
  about: (c) => c.req.param("check") ?? "",
  title: ({ t }) => t("admissibility.findingTitle"),
  lead: ({ t }, shown, c) => {
    const check = c.req.param("check") ?? "";
    return isCheck(check, shown) ? t(`admissibility.check.${check}`) : "";
  },
  submit: ({ t }) => t("admissibility.recordFinding"),
  labels: (page) => ({
    outcome: { label: page.t("admissibility.outcomeHeader"), rule: page.t("admissibility.rule.choose") },
    ...reasonLabel(page),
  }),
  fields: ({ field }) => {
    const { t } = usePage();
    return (
      <>
        <Radio
          {...field("outcome")}
          choices={(["PASS", "FAIL"] as const).map((value) => ({ value, label: t(`admissibility.outcome.${value}`) }))}
          required
        />
        <TextArea {...field("reason", t("admissibility.findingHelp"))} rows={6} charactersMax={reasonMax} required />
      </>
    );
  },
  send: (c, params, form) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
    const body = {
      check: c.req.param("check"),
      outcome: form.text("outcome"),
      reason: form.text("reason"),
    } as Schemas["FindingToRecord"];
    return answerOf(apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/findings", { params, body }));
  },
};

export const askStep: StepForm = {
  action: "askClarification",
  pathOf: () => "clarifications",
  about: () => "",
  title: ({ t }) => t("admissibility.step.askClarification"),
  lead: ({ t }) => t("admissibility.askLead"),
  submit: ({ t }) => t("admissibility.ask"),
  labels: ({ t }) => ({
    "subject.kind": { label: t("admissibility.askKind"), rule: t("admissibility.rule.choose") },
    "subject.field": { label: t("admissibility.askField"), rule: t("admissibility.rule.choose") },
    "subject.stands": { label: t("admissibility.askStands"), rule: t("admissibility.rule.line") },
    "subject.proposed": { label: t("admissibility.askProposed"), rule: t("admissibility.rule.line") },
    "subject.question": { label: t("admissibility.askQuestion"), rule: t("admissibility.rule.reason") },
    whyNotSubstantial: { label: t("admissibility.whyNotSubstantial"), rule: t("admissibility.rule.reason") },
    replyByOn: { label: t("admissibility.replyBy"), rule: t("admissibility.rule.replyBy") },
  }),
  fields: ({ field }) => {
    const { t } = usePage();
    return (
      <>
        <Radio
          {...field("subject.kind")}
          choices={(["MISSING_OR_UNCLEAR", "CLERICAL_ERROR"] as const).map((value) => ({
            value,
            label: t(`admissibility.kind.${value}`),
            help: t(`admissibility.kindHelp.${value}`),
          }))}
          required
        />
        <TextArea {...field("subject.question", t("admissibility.questionHelp"))} rows={5} charactersMax={reasonMax} />
        <Select
          {...field("subject.field", t("admissibility.clericalHelp"))}
          choices={clericalFields.map((value) => ({ value, label: t(`admissibility.field.${value}`) }))}
        />
        <TextInput {...field("subject.stands")} width="l" />
        <TextInput {...field("subject.proposed")} width="l" />
        <TextArea
          {...field("whyNotSubstantial", t("admissibility.whyHelp"))}
          rows={4}
          charactersMax={reasonMax}
          required
        />
        <TextInput {...field("replyByOn")} type="date" width="m" required />
      </>
    );
  },
  send: (c, params, form) => {
    const kind = form.text("subject.kind");
    const subject =
      kind === "CLERICAL_ERROR"
        ? {
            kind,
            field: form.text("subject.field"),
            stands: form.text("subject.stands"),
            proposed: form.text("subject.proposed"),
          }
        : { kind, question: form.text("subject.question") };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
    const body = {
      subject,
      whyNotSubstantial: form.text("whyNotSubstantial"),
      replyByOn: form.text("replyByOn"),
    } as Schemas["ClarificationToAsk"];
    return answerOf(apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/clarifications", { params, body }));
  },
};

const askedIn = (shown: AdmissibilityPage, number: string) =>
  shown.file?.clarifications.find((one) => String(one.number) === number);

export const answerStep: StepForm = {
  action: "answerClarification",
  pathOf: (c) => `clarifications/${c.req.param("number") ?? ""}`,
  about: (c) => c.req.param("number") ?? "",
  title: ({ t }, c) => t("admissibility.toAnswer", { number: Number(c.req.param("number") ?? "0") }),
  lead: ({ t }, shown, c) => {
    const subject = askedIn(shown, c.req.param("number") ?? "")?.subject;
    if (subject === undefined) return "";
    return subject.kind === "CLERICAL_ERROR"
      ? t("admissibility.clerical", {
          field: t(`admissibility.field.${subject.field}`),
          stands: subject.stands,
          proposed: subject.proposed,
        })
      : subject.question;
  },
  submit: ({ t }) => t("admissibility.sendAnswer"),
  labels: ({ t }) => ({
    "answer.kind": { label: t("admissibility.answerKind"), rule: t("admissibility.rule.choose") },
    "answer.text": { label: t("admissibility.answerText"), rule: t("admissibility.rule.answer") },
    answer: { label: t("admissibility.answerText"), rule: t("admissibility.rule.answer") },
  }),
  fields: ({ field, shown, about }) => {
    const { t } = usePage();
    const isClerical = askedIn(shown, about)?.subject.kind === "CLERICAL_ERROR";
    return (
      <>
        {isClerical && (
          <Radio
            {...field("answer.kind")}
            choices={(["CONFIRMED", "NOT_CONFIRMED"] as const).map((value) => ({
              value,
              label: t(`admissibility.answer.${value}`),
            }))}
            required
          />
        )}
        <TextArea
          {...field("answer.text", isClerical ? t("admissibility.answerHelpClerical") : t("admissibility.answerHelp"))}
          rows={6}
          charactersMax={reasonMax}
          required={!isClerical}
        />
      </>
    );
  },
  send: (c, { path, header }, form) => {
    const kind = form.names.includes("answer.kind") ? form.text("answer.kind") : "GIVEN";
    const answer = kind === "CONFIRMED" ? { kind } : { kind, text: form.text("answer.text") };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
    const body = { answer } as Schemas["AnswerToClarification"];
    const params = { path: { ...path, number: c.req.param("number") ?? "" }, header };
    return answerOf(
      apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/clarifications/{number}/answer", { params, body }),
    );
  },
};

export const refusalStep: StepForm = {
  action: "refuseProposal",
  pathOf: () => "refusal",
  about: () => "",
  title: ({ t }) => t("admissibility.step.refuseProposal"),
  lead: ({ t }) => t("admissibility.refusalLead"),
  submit: ({ t }) => t("admissibility.refuse"),
  labels: (page) => ({
    grounds: { label: page.t("admissibility.grounds"), rule: page.t("admissibility.rule.grounds") },
    "grounds.": { label: page.t("admissibility.grounds"), rule: page.t("admissibility.rule.grounds") },
    ...reasonLabel(page),
  }),
  fields: ({ field, shown, form }) => {
    const { t } = usePage();
    return (
      <>
        <CheckboxGroup
          {...field("grounds")}
          choices={shown.failing.map((value) => ({ value, label: t(`admissibility.check.${value}`) }))}
          values={form.names.length === 0 ? shown.failing : form.all("grounds")}
          required
        />
        <TextArea {...field("reason", t("admissibility.refusalHelp"))} rows={6} charactersMax={reasonMax} required />
      </>
    );
  },
  send: (c, params, form) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
    const body = { grounds: [...form.all("grounds")], reason: form.text("reason") } as Schemas["RefusalOfProposal"];
    return answerOf(apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/refusal", { params, body }));
  },
};

export const reviewStep: StepForm = {
  action: "requestReview",
  pathOf: () => "review",
  about: () => "",
  title: ({ t }) => t("admissibility.step.requestReview"),
  lead: ({ t }) => t("admissibility.reviewLead"),
  submit: ({ t }) => t("admissibility.sendReview"),
  labels: reasonLabel,
  fields: ({ field }) => {
    const { t } = usePage();
    return <TextArea {...field("reason", t("admissibility.reviewHelp"))} rows={8} charactersMax={reasonMax} required />;
  },
  send: (c, params, form) =>
    answerOf(
      apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/review", {
        params,
        body: { reason: form.text("reason") },
      }),
    ),
};

export const reviewDecisionStep: StepForm = {
  action: "decideReview",
  pathOf: () => "review/decision",
  about: () => "",
  title: ({ t }) => t("admissibility.step.decideReview"),
  lead: ({ t }, shown) => shown.file?.review?.reason ?? t("admissibility.reviewLead"),
  submit: ({ t }) => t("admissibility.decideReview"),
  labels: (page) => ({
    outcome: { label: page.t("admissibility.outcomeHeader"), rule: page.t("admissibility.rule.choose") },
    ...reasonLabel(page),
  }),
  fields: ({ field }) => {
    const { t } = usePage();
    return (
      <>
        <Radio
          {...field("outcome")}
          choices={(["UPHELD", "REVERSED"] as const).map((value) => ({
            value,
            label: t(`admissibility.review.${value}`),
          }))}
          required
        />
        <TextArea {...field("reason")} rows={6} charactersMax={reasonMax} required />
      </>
    );
  },
  send: (c, params, form) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
    const body = { outcome: form.text("outcome"), reason: form.text("reason") } as Schemas["ReviewDecision"];
    return answerOf(apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/review/decision", { params, body }));
  },
};
