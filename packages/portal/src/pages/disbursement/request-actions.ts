import { answerOf, apiOf, changeHeaders, seeOther } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { fieldRules } from "../../forms/field-rules.ts";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { requestIdOf, requestPath } from "./payment-facts.tsx";
import { showRequestPage } from "./request-page.tsx";

const rules = ({ t }: PageContext) =>
  fieldRules(t, {
    executionOn: { label: t("disbursement.field.executionOn"), rule: t("disbursement.rule.executionOn") },
    reason: { label: t("disbursement.field.reason"), rule: t("disbursement.rule.reason") },
  });

/** A day that cannot be is mended where it was written. */
const atItsField = (problem: Problem): Problem =>
  problem.code === "ExecutionDateInvalid" ? { ...problem, field: "executionOn" } : problem;

const paramsOf = (c: PortalContext, form: FormValues) => ({
  path: { requestId: requestIdOf(c) },
  header: changeHeaders(form),
});

const done = (c: PortalContext, name: string): Response => seeOther(c, `${requestPath(requestIdOf(c))}?done=${name}`);

const refused = (c: PortalContext, form: FormValues, problem: Problem): Promise<Response> =>
  showRequestPage(c, { form, refusal: refusalOf(atItsField(problem), rules(c.get("page"))) });

export const validateRequest = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const answer = await answerOf(apiOf(c).POST("/v1/disbursement/requests/{requestId}/validation", { params }));
  return answer.ok ? done(c, "validated") : refused(c, form, answer.error);
};

export const authoriseRequest = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const body = { executionOn: form.text("executionOn") };
  const answer = await answerOf(apiOf(c).POST("/v1/disbursement/requests/{requestId}/authorisation", { params, body }));
  return answer.ok ? done(c, "authorised") : refused(c, form, answer.error);
};

export const suspendRequest = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const body = { reason: form.text("reason") };
  const answer = await answerOf(apiOf(c).POST("/v1/disbursement/requests/{requestId}/suspension", { params, body }));
  return answer.ok ? done(c, "suspended") : refused(c, form, answer.error);
};

export const resumeRequest = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const answer = await answerOf(apiOf(c).POST("/v1/disbursement/requests/{requestId}/resumption", { params }));
  return answer.ok ? done(c, "resumed") : refused(c, form, answer.error);
};
