import { answerOf, apiOf, changeHeaders, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf } from "../../forms/refusal.ts";
import type { Problem } from "../../problem.ts";
import { runIdOf, runPath } from "./payment-facts.tsx";
import { showRunPage } from "./run-page.tsx";

const paramsOf = (c: PortalContext, form: FormValues) => ({ path: { runId: runIdOf(c) }, header: changeHeaders(form) });
const done = (c: PortalContext, name: string): Response => seeOther(c, `${runPath(runIdOf(c))}?done=${name}`);
const refused = (c: PortalContext, form: FormValues, problem: Problem): Promise<Response> =>
  showRunPage(c, { form, refusal: refusalOf(problem, {}) });

export const confirmRun = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const body = { manifestSha256: form.text("manifestSha256") };
  const answer = await answerOf(apiOf(c).POST("/v1/treasury/runs/{runId}/confirmation", { params, body }));
  return answer.ok ? done(c, "confirmed") : refused(c, form, answer.error);
};

export const sendRun = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const answer = await answerOf(apiOf(c).POST("/v1/treasury/runs/{runId}/sending", { params }));
  return answer.ok ? done(c, "released") : refused(c, form, answer.error);
};

/** The bank file, to be carried to the bank. */
export const downloadFile = async (c: PortalContext): Promise<Response> => {
  const params = { path: { runId: runIdOf(c) } };
  const read = await answerOf(apiOf(c).GET("/v1/treasury/runs/{runId}/file", { params }));
  if (!read.ok) return showProblem(c, read.error);
  const { fileName, text } = read.value;
  return c.body(text, 200, {
    "content-type": "application/xml; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}"`,
  });
};
