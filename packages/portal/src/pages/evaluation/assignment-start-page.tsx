import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { CheckboxGroup, Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { numberOf } from "./assignment-run-page.tsx";
import { assignmentPath, expertises, languagesOfExperts, runPath, runTone, statusOf } from "./assignment-words.ts";
import { readRuns } from "./read-assignment.ts";
import { boardCrumbs, expertsMax, expertsMin } from "./vocabulary.ts";

type Runs = Schemas["AssignmentRunsOfCall"];
type Shown = {
  readonly callId: string;
  readonly listed: Runs;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const keywordsField = (topicId: string): string => `keywords.${topicId}`;
const keywordsMax = 6;

const RunTable: FC<Pick<Shown, "callId" | "listed">> = ({ callId, listed }) => {
  const { t, href, format } = usePage();
  return (
    <Table
      caption={t("assignment.runs")}
      columns={[
        {
          header: t("assignment.run"),
          namesRow: true,
          cell: ({ run }) => (
            <>
              <Link href={href(runPath(callId, run.id))}>
                {t("assignment.name", { number: format.number(numberOf(listed, run.id)) })}
              </Link>
              {run.basedOn !== undefined && (
                <>
                  <br />
                  <small>{t("assignment.based")}</small>
                </>
              )}
            </>
          ),
        },
        {
          header: t("assignment.state"),
          cell: ({ run }) => (
            <StatusLabel tone={runTone[statusOf(run)]}>{t(`assignment.status.${statusOf(run)}`)}</StatusLabel>
          ),
        },
        {
          header: t("assignment.proposals"),
          align: "right",
          cell: ({ run }) => ("proposals" in run ? format.number(run.proposals) : ""),
        },
        {
          header: t("assignment.points"),
          align: "right",
          cell: ({ run }) => ("points" in run ? format.number(run.points) : ""),
        },
      ]}
      rows={listed.runs}
      empty={t("assignment.runsEmpty")}
    />
  );
};

const Keywords: FC<Shown> = ({ listed: { topics }, form, refusal }) => {
  const { t } = usePage();
  return (
    <>
      {topics.map(({ topicId, title }) => (
        <CheckboxGroup
          name={keywordsField(topicId)}
          label={t("assignment.keywords", { topic: title })}
          help={t("assignment.keywordsHelp")}
          choices={expertises.map((value) => ({ value, label: t(`assignment.expertise.${value}`) }))}
          values={form.all(keywordsField(topicId))}
          error={refusal?.errors[keywordsField(topicId)]}
        />
      ))}
    </>
  );
};

const Limits: FC<Pick<Shown, "form" | "refusal">> = ({ form, refusal }) => {
  const { t, language } = usePage();
  const names = new Intl.DisplayNames(language, { type: "language" });
  const counts = Array.from({ length: expertsMax - expertsMin + 1 }, (_, place) => String(place + expertsMin));
  const errors = refusal?.errors ?? {};
  return (
    <>
      <Select
        name="language"
        label={t("assignment.language")}
        choices={languagesOfExperts.map((value) => ({ value, label: names.of(value) ?? value }))}
        value={form.text("language")}
        error={errors["language"]}
        required
      />
      <Select
        name="expertsPerProposal"
        label={t("assignment.expertsPerProposal")}
        choices={counts.map((value) => ({ value, label: value }))}
        value={form.text("expertsPerProposal")}
        error={errors["expertsPerProposal"]}
        required
      />
      {(["loadMin", "loadMax"] as const).map((name) => (
        <TextInput
          name={name}
          label={t(`assignment.${name}`)}
          help={name === "loadMax" ? t("assignment.loadMaxHelp") : undefined}
          value={form.text(name)}
          error={errors[name]}
          inputmode="numeric"
          width="s"
          required
        />
      ))}
      <TextInput
        name="on"
        label={t("assignment.on")}
        type="date"
        value={form.text("on")}
        error={errors["on"]}
        width="s"
        required
      />
    </>
  );
};

const StartForm: FC<Shown> = (shown) => {
  const { t, href } = usePage();
  const { callId, listed, form, refusal } = shown;
  return (
    <Form action={href(assignmentPath(callId))} hidden={hiddenKeys(form)}>
      <RequiredNote />
      <CheckboxGroup
        name="topics"
        label={t("assignment.topics")}
        help={t("assignment.topicsHelp")}
        choices={listed.topics.map(({ topicId, title }) => ({ value: topicId, label: title }))}
        values={form.all("topics")}
        error={refusal?.errors["topics"]}
        required
      />
      <Keywords {...shown} />
      <Limits {...shown} />
      <ButtonRow>
        <Button>{t("assignment.submit")}</Button>
      </ButtonRow>
    </Form>
  );
};

const showStart = (c: PortalContext, shown: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { callId, listed, refusal } = shown;
  return showForm(
    c,
    {
      title: t("assignment.title", { call: listed.title }),
      lead: t("assignment.lead"),
      crumbs: boardCrumbs(page, callId, listed.title),
      meta: [listed.reference],
      content: (
        <>
          <RunTable {...shown} />
          <Section title={t("assignment.start")}>
            {listed.isSealed ? <StartForm {...shown} /> : <p>{t("assignment.notSealed")}</p>}
          </Section>
        </>
      ),
    },
    refusal,
  );
};

const usual = { language: "en", expertsPerProposal: "3", loadMin: "0", loadMax: "10" };

export const showAssignmentStart = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const read = await readRuns(c, callId);
  if (!read.ok) return showProblem(c, read.error);
  const topics = read.value.topics.map(({ topicId }) => topicId);
  return showStart(c, { callId, listed: read.value, form: formValues({ ...usual, topics }), refusal: null });
};

const wholeNumber = (text: string): number => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : -1);

/** What is wrong before anything is sent. */
const faultsOf = (form: FormValues, { t }: PageContext) => {
  const labelled = (name: string, label: string, rule: string, isWrong: boolean) =>
    isWrong ? [[name, t("forms.fieldRule", { field: label, rule })] as const] : [];
  const tooMany = form
    .all("topics")
    .filter((topicId) => form.all(keywordsField(topicId)).length > keywordsMax)
    .flatMap((topicId) =>
      labelled(
        keywordsField(topicId),
        t("assignment.keywords", { topic: topicId }),
        t("assignment.keywordsRule"),
        true,
      ),
    );
  return Object.fromEntries([
    ...labelled("topics", t("assignment.topics"), t("assignment.topicsRule"), form.all("topics").length === 0),
    ...tooMany,
    ...labelled("on", t("assignment.on"), t("assignment.onRule"), form.text("on") === ""),
  ]);
};

const isOneOf = <T extends string>(known: readonly T[], text: string): text is T => known.some((one) => one === text);

const wantedIn = (form: FormValues): Schemas["WantedAssignment"] => {
  const language = form.text("language");
  return {
    topics: form.all("topics").map((topicId) => ({
      topicId,
      keywords: form.all(keywordsField(topicId)).filter((text) => isOneOf(expertises, text)),
    })),
    language: isOneOf(languagesOfExperts, language) ? language : "en",
    expertsPerProposal: wholeNumber(form.text("expertsPerProposal")),
    loadMin: wholeNumber(form.text("loadMin")),
    loadMax: wholeNumber(form.text("loadMax")),
    on: form.text("on"),
  };
};

export const startAssignment = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const page = c.get("page");
  const form = await readForm(c);
  const unsent = refusalOfFields(faultsOf(form, page));
  const params = { path: { callId }, header: commandHeaders(form) };
  const started =
    unsent === null
      ? await answerOf(apiOf(c).POST("/v1/assignments/calls/{callId}/runs", { params, body: wantedIn(form) }))
      : null;
  if (started?.ok === true) return seeOther(c, runPath(callId, started.value.run.id));
  const read = await readRuns(c, callId);
  if (!read.ok) return showProblem(c, read.error);
  const { t } = page;
  const rules = fieldRules(t, {
    "topics.": { label: t("assignment.topics"), rule: t("assignment.topicsRule") },
    expertsPerProposal: { label: t("assignment.expertsPerProposal"), rule: t("assignment.expertsRule") },
    loadMin: { label: t("assignment.loadMin"), rule: t("assignment.loadMinRule") },
    loadMax: { label: t("assignment.loadMax"), rule: t("assignment.loadMaxRule") },
    on: { label: t("assignment.on"), rule: t("assignment.onRule") },
  });
  const refusal = started === null ? unsent : refusalOf(started.error, rules);
  const kept = started === null ? form : formToRetry(form, started.error);
  return showStart(c, { callId, listed: read.value, form: kept, refusal });
};
