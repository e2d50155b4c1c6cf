import { answerOf, apiOf, changeHeaders, commandHeaders, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import type { Problem } from "../../problem.ts";
import { termsIn } from "./staffing-forms.tsx";

type Language = "en" | "nl";

/** A page on which people are staffed: where it stands, and how it shows a form that was refused. */
export type StaffingPage = {
  readonly path: string;
  /** The organisation that is staffed; absent on the platform's own page. */
  readonly organisation?: string | undefined;
  readonly showAgain: (form: FormValues, problem: Problem) => Promise<Response>;
};

export const inviteFrom = async (
  c: PortalContext,
  { path, organisation, showAgain }: StaffingPage,
): Promise<Response> => {
  const form = await readForm(c);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads the language itself.
  const language = form.text("language") as Language;
  const body = { mail: form.text("mail").trim(), language, ...termsIn(form, organisation) };
  const made = await answerOf(
    apiOf(c).POST("/v1/people/invitations", { params: { header: commandHeaders(form) }, body }),
  );
  return made.ok ? seeOther(c, `${path}?done=invited`) : showAgain(form, made.error);
};

export const giveFrom = async (
  c: PortalContext,
  { path, organisation, showAgain }: StaffingPage,
): Promise<Response> => {
  const form = await readForm(c);
  const body = { user: form.text("user").trim(), ...termsIn(form, organisation) };
  const made = await answerOf(apiOf(c).POST("/v1/people/grants", { params: { header: commandHeaders(form) }, body }));
  return made.ok ? seeOther(c, `${path}?done=granted`) : showAgain(form, made.error);
};

export const endFrom = async (c: PortalContext, path: string): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: { grantId: c.req.param("grantId") ?? "" }, header: changeHeaders(form) };
  const done = await answerOf(apiOf(c).POST("/v1/people/grants/{grantId}/end", { params }));
  return done.ok ? seeOther(c, `${path}?done=ended`) : showProblem(c, done.error, path);
};

export const stepFrom = async (c: PortalContext, path: string): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: { invitationId: c.req.param("invitationId") ?? "" }, header: changeHeaders(form) };
  const isResent = c.req.param("step") === "resending";
  const done = await answerOf(
    isResent
      ? apiOf(c).POST("/v1/people/invitations/{invitationId}/resending", { params })
      : apiOf(c).POST("/v1/people/invitations/{invitationId}/withdrawal", { params }),
  );
  return done.ok ? seeOther(c, `${path}?done=${isResent ? "resent" : "withdrawn"}`) : showProblem(c, done.error, path);
};
