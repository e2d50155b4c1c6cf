import { answerOf, apiOf, changeHeaders, formToRetry, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import { fieldRules } from "../../forms/field-rules.ts";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { placeOf } from "./reporting-facts.tsx";
import { findingFields, readVerification, showVerificationWith, verificationPath } from "./verification-page.tsx";

type Finding = Schemas["Finding"];
const path = "/v1/reporting/agreements/{agreementId}/periods/{period}/statements/{slot}/verification";

/** The API counts findings, and the form has one: what is wrong with the last one stands at the form's field. */
const findingRefusal = (problem: Problem, page: PageContext, last: number): Refusal => {
  const fields = findingFields(page);
  const nameOf = (field: string) => `findings.${last}.${field}`;
  const labels = Object.fromEntries(Object.entries(fields).map(([field, label]) => [nameOf(field), label]));
  const isAmount = problem["because"] === "MORE_THAN_STATED" || problem["because"] === "NOTHING";
  const refused =
    problem.code === "FindingRefused" ? { ...problem, field: nameOf(isAmount ? "cents" : "line") } : problem;
  const { errors, ...refusal } = refusalOf(refused, fieldRules(page.t, labels));
  const named = Object.keys(fields).flatMap((field) => {
    const rule = errors[nameOf(field)];
    return rule === undefined ? [] : [[field, rule] as const];
  });
  return { ...refusal, errors: Object.fromEntries(named) };
};

/** Changes what was found, on top of the version that the form's reader has seen. */
const change = async (
  c: PortalContext,
  form: FormValues,
  changed: (findings: readonly Finding[]) => Finding[],
): Promise<Response> => {
  const place = placeOf(c);
  const read = await readVerification(c, place);
  if (!read.ok) return showProblem(c, read.error);
  const findings = changed(read.value.content.findings);
  const params = { path: place, header: changeHeaders(form) };
  const saved = await answerOf(apiOf(c).PUT(path, { params, body: { findings } }));
  if (saved.ok) return seeOther(c, `${verificationPath(place)}?done=saved`);
  const refusal = findingRefusal(saved.error, c.get("page"), findings.length - 1);
  return showVerificationWith(c, formToRetry(form, saved.error), refusal);
};

export const addFinding = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const page = c.get("page");
  const amount = amountIn(form, "cents");
  if (!amount.ok) {
    const label = page.t("reporting.amount");
    const rules = fieldRules(page.t, { cents: { label, rule: amountRule(amount.error, page) } });
    return showVerificationWith(c, form, refusalOfFields(rules));
  }
  const finding = {
    line: Number(form.text("line")),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
    outcome: form.text("outcome") as Finding["outcome"],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
    ground: form.text("ground") as Finding["ground"],
    cents: amount.value,
    reason: form.text("reason"),
  };
  return change(c, form, (findings) => [...findings, finding]);
};

export const removeFinding = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const removed = Number(form.text("line"));
  return change(c, form, (findings) => findings.filter(({ line }) => line !== removed));
};
