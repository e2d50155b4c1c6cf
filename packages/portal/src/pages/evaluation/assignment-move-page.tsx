import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Radio, Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { runFrame } from "./assignment-run-page.tsx";
import { namesIn, runPath, signed, type PlanPage, type PlanRow } from "./assignment-words.ts";
import { type ReadRun, readPlan, readRun } from "./read-assignment.ts";

const reasonMax = 2_000;

type Shown = {
  readonly read: ReadRun;
  readonly plan: PlanPage;
  readonly row: PlanRow;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};
type Planned = PlanRow["experts"][number];

const PassedOver: FC<{ expert: Planned; nameOf: (user: string) => string }> = ({ expert, nameOf }) => {
  const page = usePage();
  const { t, format } = page;
  const { choice, passed, movedBy } = expert;
  if (movedBy !== undefined) return <>{t("assignment.moved", { delta: signed(movedBy, page) })}</>;
  if (passed.length === 0) return <>{choice === 1 ? t("assignment.passedNone") : t("assignment.choice", { choice })}</>;
  const more = choice - 1 - passed.length;
  return (
    <ul class="ecl-unordered-list">
      {passed.map(({ user, score, because }) => (
        <li class="ecl-unordered-list__item">
          {t("assignment.passedBut", {
            name: nameOf(user),
            score: format.number(score),
            because: t(`assignment.passedBecause.${because}`),
          })}
        </li>
      ))}
      {more > 0 && <li class="ecl-unordered-list__item">{t("assignment.passedMore", { count: more })}</li>}
    </ul>
  );
};

const Explanation: FC<Shown> = ({ plan, row }) => {
  const { t, format } = usePage();
  const nameOf = namesIn(plan);
  return (
    <Table
      caption={t("assignment.why")}
      columns={[
        { header: t("assignment.expert"), namesRow: true, cell: ({ user }) => nameOf(user) },
        {
          header: t("assignment.match"),
          cell: ({ score, expertise, language, movedBy }) => (
            <>
              {t("assignment.score", { score: format.number(score) })}
              {movedBy === undefined && (
                <>
                  <br />
                  <small>
                    {t("assignment.matchOf", {
                      expertise: format.number(expertise),
                      language: format.number(language),
                    })}
                  </small>
                </>
              )}
            </>
          ),
        },
        { header: t("assignment.passed"), cell: (expert) => <PassedOver expert={expert} nameOf={nameOf} /> },
      ]}
      rows={row.experts}
      empty=""
    />
  );
};

const MoveForm: FC<Shown> = ({ read: { callId, shown }, plan, row, form, refusal }) => {
  const page = usePage();
  const { t, href, format } = page;
  const nameOf = namesIn(plan);
  const weakest = row.experts.reduce((least, { score }) => Math.min(least, score), Infinity);
  const held = new Set(row.experts.map(({ user }) => user));
  const others = row.alternatives.filter(({ user }) => !held.has(user));
  if (others.length === 0) return <p>{t("assignment.toNone")}</p>;
  const action = `${href(`${runPath(callId, shown.run.id)}/proposals/${row.proposalId}`)}?page=${String(plan.page)}`;
  return (
    <Form action={action} hidden={hiddenVersion(shown.version, form)}>
      <RequiredNote />
      <Select
        name="from"
        label={t("assignment.from")}
        choices={row.experts.map(({ user }) => ({ value: user, label: nameOf(user) }))}
        value={form.text("from")}
        error={refusal?.errors["from"]}
        required
      />
      <Radio
        name="to"
        label={t("assignment.to")}
        help={t("assignment.toHelp")}
        choices={others.map(({ user, score }) => ({
          value: user,
          label: t("assignment.toChoice", {
            name: nameOf(user),
            score: format.number(score),
            delta: signed(score - weakest, page),
          }),
        }))}
        value={form.text("to")}
        error={refusal?.errors["to"]}
        required
      />
      <TextArea
        name="reason"
        label={t("assignment.reason")}
        help={t("assignment.reasonHelp")}
        value={form.text("reason")}
        error={refusal?.errors["reason"]}
        charactersMax={reasonMax}
        required
      />
      <ButtonRow>
        <Button>{t("assignment.moveSubmit")}</Button>
      </ButtonRow>
    </Form>
  );
};

const showMoveForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { read, row, refusal } = facts;
  const frame = runFrame(page, read);
  return showForm(
    c,
    {
      ...frame,
      title: t("assignment.ofProposal", { acronym: row.acronym }),
      crumbs: [...(frame.crumbs ?? []), { label: t("assignment.plan"), path: runPath(read.callId, read.shown.run.id) }],
      meta: [row.title],
      content: (
        <>
          <Explanation {...facts} />
          {isAllowed(read.shown.allowedActions, "moveExpert") && (
            <Section title={t("assignment.move")}>
              <p>{t("assignment.moveLead")}</p>
              <MoveForm {...facts} />
            </Section>
          )}
        </>
      ),
    },
    refusal,
  );
};

const readShown = async (c: PortalContext) => {
  const [read, plan] = await Promise.all([readRun(c), readPlan(c)]);
  if (!read.ok) return read.error;
  if (!plan.ok) return plan.error;
  const row = plan.value.rows.find(({ proposalId }) => proposalId === c.req.param("proposalId"));
  return row === undefined ? { status: 404, code: "NotInPlan" } : { read: read.value, plan: plan.value, row };
};

/** Why a proposal has these experts, and who else could have a place. */
export const showMove = async (c: PortalContext): Promise<Response> => {
  const found = await readShown(c);
  return "code" in found ? showProblem(c, found) : showMoveForm(c, { ...found, form: formValues({}), refusal: null });
};

/** A limit that the move would break stands at the field of whom it is about. */
const refusalAt = (problem: Problem, { t, language }: PageContext): Refusal => {
  const key = `assignment.refusal.${String(problem["because"])}`;
  if (problem.code === "MoveRefused" && problem.field !== undefined && isMessageKey(key))
    return { status: problem.status, errors: { [problem.field]: translateLoosely(language, key, {}) }, problem: null };
  const rules = fieldRules(t, {
    from: { label: t("assignment.from"), rule: t("assignment.fromRule") },
    to: { label: t("assignment.to"), rule: t("assignment.toRule") },
    reason: { label: t("assignment.reason"), rule: t("assignment.reasonRule") },
  });
  return refusalOf(problem, rules);
};

export const moveExpert = async (c: PortalContext): Promise<Response> => {
  const [callId, runId, proposalId] = [
    c.req.param("callId") ?? "",
    c.req.param("assignmentRunId") ?? "",
    c.req.param("proposalId") ?? "",
  ];
  const form = await readForm(c);
  const params = { path: { runId }, header: changeHeaders(form) };
  const body = { proposalId, from: form.text("from"), to: form.text("to"), reason: form.text("reason") };
  const moved = await answerOf(apiOf(c).POST("/v1/assignments/runs/{runId}/moves", { params, body }));
  if (moved.ok) return seeOther(c, `${runPath(callId, runId)}?done=moved`);
  const found = await readShown(c);
  if ("code" in found) return showProblem(c, found);
  const page = c.get("page");
  return showMoveForm(c, { ...found, form: formToRetry(form, moved.error), refusal: refusalAt(moved.error, page) });
};
