import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { EntityFields, readEntity, registrationRefusal } from "../registry/register-organisation.tsx";

/** Back to the invitation, and nowhere else. */
const returnPath = (asked: string): string => (/^\/consortia(?:\/[\w-]{22})?$/.test(asked) ? asked : "/consortia");

const showFoundingWith = (c: PortalContext, form: FormValues, refusal: Refusal | null): Response => {
  const { t, href, person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const hidden = { ...hiddenKeys(form), return: returnPath(form.text("return")) };
  const content = (
    <Form action={href("/consortia/registration")} hidden={hidden}>
      <EntityFields form={form} refusal={refusal} isPicOptional />
      <ButtonRow>
        <Button>{t("consortium.register.button")}</Button>
      </ButtonRow>
    </Form>
  );
  return showForm(c, { title: t("consortium.register.title"), lead: t("consortium.register.lead"), content }, refusal);
};

/** The form for an organisation that is not here yet, on the way to an invitation. */
export const showFounding = async (c: PortalContext): Promise<Response> =>
  showFoundingWith(c, formValues({ return: c.get("page").query.get("return") ?? "" }), null);

export const foundOrganisation = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const { pic, ...entity } = readEntity(form);
  const legalEntity = { ...entity, ...(pic === "" ? {} : { pic }) };
  const header = commandHeaders(form);
  const made = await answerOf(
    apiOf(c).POST("/v1/registry/new-organisations", { params: { header }, body: { legalEntity } }),
  );
  return made.ok
    ? seeOther(c, returnPath(form.text("return")))
    : showFoundingWith(c, formToRetry(form, made.error), registrationRefusal(made.error, c.get("page")));
};
