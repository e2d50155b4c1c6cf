import { cents } from "@grants/kernel/money";
import { answerOf, apiOf, changeHeaders, formToRetry, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { fieldsOf } from "./line-form.tsx";
import { placeOf, readStatement, statementPath } from "./reporting-facts.tsx";
import { showStatementWith } from "./statement-page.tsx";

type Content = Schemas["StatementContent"];
type Line = Content["lines"][number];
const path = "/v1/reporting/agreements/{agreementId}/periods/{period}/statements/{slot}";
const emptyForm = formValues({});

/** A member of a line by the field that asks for it. */
const fieldByMember = {
  category: "category",
  description: "description",
  incurredOn: "incurredOn",
  cents: "amount",
} as const;
const members = ["category", "description", "incurredOn", "cents"] as const satisfies readonly (keyof Line)[];
const memberByReason: Readonly<Record<string, keyof Line>> = { CATEGORY_NOT_COVERED: "category", NOTHING: "cents" };

/** The API counts lines, and the form has one: what is wrong with the last line stands at the form's field. */
const lineRefusal = (problem: Problem, page: PageContext, last: number): Refusal => {
  const fields = fieldsOf(page);
  const nameOf = (member: keyof Line) => `lines.${last}.${member}`;
  const labels = Object.fromEntries(
    members.map((member) => {
      const field = fieldByMember[member];
      return [nameOf(member), fields[field] ?? { label: field, rule: "" }];
    }),
  );
  const refused =
    problem.code === "StatementLineRefused" && problem["line"] === last + 1
      ? { ...problem, field: nameOf(memberByReason[String(problem["because"])] ?? "incurredOn") }
      : problem;
  const { errors, ...refusal } = refusalOf(refused, fieldRules(page.t, labels));
  const named = members.flatMap((member) => {
    const rule = errors[nameOf(member)];
    return rule === undefined ? [] : [[fieldByMember[member], rule] as const];
  });
  return { ...refusal, errors: Object.fromEntries(named) };
};

type Changed = { readonly content: Content } | { readonly refusal: Refusal };

/** Changes what is stated, on top of the version that the form's reader has seen. */
const change = async (
  c: PortalContext,
  form: FormValues,
  changed: (content: Content) => Changed,
): Promise<Response> => {
  const place = placeOf(c);
  const read = await readStatement(c, place);
  if (!read.ok) return showProblem(c, read.error);
  const next = changed(read.value.content);
  if ("refusal" in next) return showStatementWith(c, form, next.refusal);
  const params = { path: place, header: changeHeaders(form) };
  const saved = await answerOf(apiOf(c).PUT(path, { params, body: next.content }));
  if (saved.ok) return seeOther(c, `${statementPath(place)}?done=saved`);
  const refusal = lineRefusal(saved.error, c.get("page"), next.content.lines.length - 1);
  return showStatementWith(c, formToRetry(form, saved.error), refusal);
};

/** An amount of the form, or what to do with one that could not be read. */
const readAmount = (form: FormValues, name: "amount" | "revenue", page: PageContext) => {
  const read = amountIn(form, name);
  if (read.ok) return { cents: read.value };
  const label = fieldsOf(page)[name]?.label ?? name;
  const rules = fieldRules(page.t, { [name]: { label, rule: amountRule(read.error, page) } });
  return { refusal: refusalOfFields(rules) };
};

export const addLine = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const amount = readAmount(form, "amount", c.get("page"));
  if (amount.refusal !== undefined) return showStatementWith(c, form, amount.refusal);
  const line = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
    category: form.text("category") as Line["category"],
    description: form.text("description"),
    incurredOn: form.text("incurredOn"),
    cents: amount.cents,
    ...(form.text("forFinalReport") === "yes" ? { forFinalReport: true as const } : {}),
  };
  return change(c, form, (content) => ({ content: { ...content, lines: [...content.lines, line] } }));
};

export const removeLine = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const removed = Number(form.text("line"));
  const keep = (lines: readonly Line[]) => lines.filter((_, index) => index + 1 !== removed);
  return change(c, form, (content) => ({ content: { ...content, lines: keep(content.lines) } }));
};

/** Also what a beneficiary without costs sends: a statement without lines. */
export const saveRevenue = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const isEmpty = form.text("revenue").trim() === "";
  const amount = isEmpty ? { cents: cents(0) } : readAmount(form, "revenue", c.get("page"));
  if (amount.refusal !== undefined) return showStatementWith(c, form, amount.refusal);
  return change(c, form, (content) => ({ content: { ...content, revenueCents: amount.cents } }));
};

export const signStatement = async (c: PortalContext): Promise<Response> => {
  const place = placeOf(c);
  const form = await readForm(c);
  const signed = await answerOf(
    apiOf(c).POST(`${path}/signature`, {
      params: { path: place, header: changeHeaders(form) },
      body: { contentSha256: form.text("contentSha256") },
    }),
  );
  return signed.ok
    ? seeOther(c, `${statementPath(place)}?done=signed`)
    : showStatementWith(c, emptyForm, refusalOf(signed.error, {}));
};

export const reopenStatement = async (c: PortalContext): Promise<Response> => {
  const place = placeOf(c);
  const form = await readForm(c);
  const params = { path: place, header: changeHeaders(form) };
  const opened = await answerOf(apiOf(c).POST(`${path}/reopening`, { params }));
  return opened.ok
    ? seeOther(c, `${statementPath(place)}?done=reopened`)
    : showStatementWith(c, emptyForm, refusalOf(opened.error, {}));
};
