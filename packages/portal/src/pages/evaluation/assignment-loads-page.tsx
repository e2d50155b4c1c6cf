import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { CheckboxGroup } from "../../components/choices.tsx";
import { Details } from "../../components/details.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { RunPages, RunTabs, runFrame } from "./assignment-run-page.tsx";
import { namesIn, runPath } from "./assignment-words.ts";
import { type ReadRun, readLoads, readRun } from "./read-assignment.ts";

type Loads = Schemas["AssignmentLoadsPage"];
type Shown = {
  readonly read: ReadRun;
  readonly loads: Loads;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const LoadTable: FC<{ loads: Loads }> = ({ loads }) => {
  const { t, format } = usePage();
  const nameOf = namesIn(loads);
  return (
    <Table
      caption={t("assignment.loads")}
      columns={[
        { header: t("assignment.expert"), namesRow: true, cell: ({ user }) => nameOf(user) },
        {
          header: t("assignment.load"),
          align: "right",
          cell: ({ load }) => (load === 0 ? t("assignment.free") : format.number(load)),
        },
        {
          header: t("assignment.limits"),
          align: "right",
          cell: ({ least, most }) => t("assignment.between", { least, most }),
        },
      ]}
      rows={loads.rows}
      empty=""
    />
  );
};

/** Those of the page who have something to hand on. */
const Replacement: FC<Shown> = ({ read: { callId, shown }, loads, form, refusal }) => {
  const { t, href } = usePage();
  if (!isAllowed(shown.allowedActions, "replaceExpert")) return null;
  const nameOf = namesIn(loads);
  return (
    <Section title={t("assignment.replace")}>
      <p>{t("assignment.replaceText")}</p>
      <Details summary={t("assignment.replace")} open={refusal !== null}>
        <Form
          action={`${href(`${runPath(callId, shown.run.id)}/loads`)}?page=${String(loads.page)}`}
          hidden={hiddenKeys(form)}
        >
          <CheckboxGroup
            name="lost"
            label={t("assignment.replaceField")}
            choices={loads.rows
              .filter(({ load }) => load > 0)
              .map(({ user, load }) => ({
                value: user,
                label: t("assignment.replaceChoice", { name: nameOf(user), load }),
              }))}
            values={form.all("lost")}
            error={refusal?.errors["lost"]}
            required
          />
          <ButtonRow>
            <Button>{t("assignment.replaceSubmit")}</Button>
          </ButtonRow>
        </Form>
      </Details>
      <Form action={href(`${runPath(callId, shown.run.id)}/loads`)} hidden={{ ...hiddenKeys(form), only: "ended" }}>
        <p>{t("assignment.fillText")}</p>
        <ButtonRow>
          <Button kind="secondary">{t("assignment.fillSubmit")}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const showLoads = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { read, loads, refusal } = facts;
  return showForm(
    c,
    {
      ...runFrame(page, read),
      content: (
        <>
          <RunTabs read={read} current="loads" />
          <Section title={page.t("assignment.loads")}>
            <LoadTable loads={loads} />
            <RunPages
              path={`${runPath(read.callId, read.shown.run.id)}/loads`}
              at={loads}
              label={page.t("assignment.loads")}
            />
          </Section>
          <Replacement {...facts} />
        </>
      ),
    },
    refusal,
  );
};

const readShown = async (c: PortalContext) => {
  const [read, loads] = await Promise.all([readRun(c), readLoads(c)]);
  if (!read.ok) return read.error;
  return loads.ok ? { read: read.value, loads: loads.value } : loads.error;
};

/** How much each expert has to do; and who of them is to be replaced. */
export const showAssignmentLoads = async (c: PortalContext): Promise<Response> => {
  const found = await readShown(c);
  return "code" in found ? showProblem(c, found) : showLoads(c, { ...found, form: formValues({}), refusal: null });
};

export const replaceExperts = async (c: PortalContext): Promise<Response> => {
  const [callId, runId] = [c.req.param("callId") ?? "", c.req.param("assignmentRunId") ?? ""];
  const { t } = c.get("page");
  const form = await readForm(c);
  const lost = [...form.all("lost")];
  const rule = t("forms.fieldRule", { field: t("assignment.replaceField"), rule: t("assignment.replaceRule") });
  const unsent = refusalOfFields(lost.length === 0 && form.text("only") !== "ended" ? { lost: rule } : {});
  const params = { path: { runId }, header: commandHeaders(form) };
  const started =
    unsent === null
      ? await answerOf(apiOf(c).POST("/v1/assignments/runs/{runId}/replacements", { params, body: { lost } }))
      : null;
  if (started?.ok === true) return seeOther(c, runPath(callId, started.value.run.id));
  const found = await readShown(c);
  if ("code" in found) return showProblem(c, found);
  const refusal = started === null ? unsent : refusalOf(started.error, { "lost.": rule });
  const kept = started === null ? form : formToRetry(form, started.error);
  return showLoads(c, { ...found, form: kept, refusal });
};
