import { answerOf, apiOf, changeHeaders, seeOther } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { fieldRules } from "../../forms/field-rules.ts";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { callBackOutcomes } from "./account-forms.tsx";
import { showAccountPage } from "./account-page.tsx";
import { accountPath, bankAccountIdOf, organisationIdOf } from "./registry-facts.tsx";

const rules = ({ t }: PageContext) =>
  fieldRules(t, {
    outcome: { label: t("registry.field.outcome"), rule: t("registry.rule.outcome") },
    reason: { label: t("registry.field.reason"), rule: t("registry.rule.reason") },
  });

const refused = (problem: Problem, page: PageContext): Refusal => refusalOf(problem, rules(page));

const pathOf = (c: PortalContext) => ({ organisationId: organisationIdOf(c), bankAccountId: bankAccountIdOf(c) });

const toAccount = (c: PortalContext, done: string): Response => {
  const { organisationId, bankAccountId } = pathOf(c);
  return seeOther(c, `${accountPath({ organisation: organisationId, id: bankAccountId })}?done=${done}`);
};

/** An officer records what the organisation said when it was called. */
export const recordCallBack = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const outcome = callBackOutcomes.find((each) => each === form.text("outcome"));
  if (outcome === undefined)
    return showAccountPage(c, {
      form,
      refusal: refused({ status: 422, code: "InputInvalid", field: "outcome" }, page),
    });
  const params = { path: pathOf(c), header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/call-back", {
      params,
      body: { outcome, reason: form.text("reason").trim() },
    }),
  );
  return done.ok ? toAccount(c, "called") : showAccountPage(c, { form, refusal: refused(done.error, page) });
};

/** The verifier has the bank asked. */
export const verifyAccount = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: pathOf(c), header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/verification", { params }),
  );
  return done.ok ? toAccount(c, "verified") : showAccountPage(c, { form, refusal: refused(done.error, c.get("page")) });
};

/** Somebody of the organisation stops the account. */
export const withdrawAccount = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: pathOf(c), header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/withdrawal", { params }),
  );
  return done.ok
    ? toAccount(c, "withdrawn")
    : showAccountPage(c, { form, refusal: refused(done.error, c.get("page")) });
};

/** The accounting officer validates; an empty reason is none. */
export const validateAccount = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const reason = form.text("reason").trim();
  const params = { path: pathOf(c), header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/validation", {
      params,
      body: reason === "" ? {} : { reason },
    }),
  );
  return done.ok
    ? toAccount(c, "validated")
    : showAccountPage(c, { form, refusal: refused(done.error, c.get("page")) });
};
