import { parseEuro } from "@grants/kernel/money";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { readMe, type Me } from "./my-roles.tsx";
import { becauseText, isAllowed, roleText } from "./people-facts.tsx";

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  to: { label: t("people.field.to"), rule: t("people.rule.to") },
  validTo: { label: t("people.field.validTo"), rule: t("people.rule.validTo") },
  ceilingCents: { label: t("people.field.ceiling"), rule: t("people.rule.ceiling") },
});

const exampleId = "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const authorising = "authorisingOfficer";

type Shown = { readonly grant: Me["grants"][number]; readonly form: FormValues; readonly refusal: Refusal | null };

const showHandOn = (c: PortalContext, { grant, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return showForm(
    c,
    {
      title: `${t("people.delegationTitle")}: ${roleText(grant.role, page)}`,
      lead: t("people.delegationLead"),
      crumbs: [{ label: t("people.mine"), path: "/people" }],
      content: (
        <Form action={href(`/people/hand-on/${grant.id ?? ""}`)} hidden={hiddenKeys(form)}>
          <RequiredNote />
          <TextInput {...field("to", t("people.help.to", { example: exampleId }))} autocomplete="off" required />
          <TextInput {...field("validTo")} type="date" width="s" required />
          {grant.role === authorising && <AmountInput {...field("ceilingCents", t("people.help.ceiling"))} />}
          <ButtonRow>
            <Button>{t("people.handOn")}</Button>
            <ButtonLink href={href("/people")} kind="secondary">
              {t("forms.cancel")}
            </ButtonLink>
          </ButtonRow>
        </Form>
      ),
    },
    refusal,
  );
};

const readGrant = async (c: PortalContext) => {
  const me = await readMe(c);
  if (!me.ok) return me;
  const grant = me.value.grants.find(({ id }) => id !== undefined && id === c.req.param("grantId"));
  return { ok: true, value: grant } as const;
};

const notFound: Problem = { status: 404, code: "GrantNotFound" };

export const showHandOnForm = async (c: PortalContext): Promise<Response> => {
  const read = await readGrant(c);
  if (!read.ok) return showProblem(c, read.error);
  const grant = read.value;
  if (grant === undefined || !isAllowed(grant.allowedActions, "delegateRole")) return showProblem(c, notFound);
  return showHandOn(c, { grant, form: formValues({}), refusal: null });
};

/** A reason that concerns the person stands at that field, one that concerns the time at the last day. */
const placeOf: Readonly<Record<string, string>> = {
  ONESELF: "to",
  OUTSIDE: "to",
  OVER: "validTo",
  LONGER: "validTo",
  CEILING: "ceilingCents",
};

const refusalIn = (problem: Problem, page: PageContext): Refusal => {
  const because = typeof problem["because"] === "string" ? problem["because"] : "";
  const place = placeOf[because];
  if (problem.code === "DelegationRefused" && place !== undefined) {
    const label = fieldsOf(page)[place]?.label ?? "";
    return { status: 422, errors: { [place]: `${label}: ${becauseText(because, page)}` }, problem: null };
  }
  return refusalOf(problem, fieldRules(page.t, fieldsOf(page)));
};

export const handOn = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const read = await readGrant(c);
  if (!read.ok) return showProblem(c, read.error);
  const grant = read.value;
  if (grant === undefined) return showProblem(c, notFound);
  const typed = form.text("ceilingCents").trim();
  const ceiling = typed === "" ? null : parseEuro(typed);
  if (ceiling !== null && !ceiling.ok) {
    const label = page.t("people.field.ceiling");
    const refusal = refusalOfFields({ ceilingCents: `${label}: ${page.t("people.rule.ceiling")}` });
    return showHandOn(c, { grant, form, refusal });
  }
  const capped = ceiling === null ? {} : { ceilingCents: ceiling.value, actions: ["authorisePayment"] };
  const body = { grantId: grant.id ?? "", to: form.text("to").trim(), validTo: form.text("validTo"), ...capped };
  const made = await answerOf(
    apiOf(c).POST("/v1/people/delegations", { params: { header: commandHeaders(form) }, body }),
  );
  if (made.ok) return seeOther(c, "/people?done=delegated");
  return showHandOn(c, { grant, form: formToRetry(form, made.error), refusal: refusalIn(made.error, page) });
};
