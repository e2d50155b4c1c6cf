import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Radio } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { type PageContext, usePage } from "../../page/page-context.ts";
import { readAmount } from "../cofunding/read-amount.ts";

const measures = ["REJECTION_OF_COSTS", "GRANT_REDUCTION", "RECOVERY", "SUSPENSION", "TERMINATION"] as const;
const languages = ["en", "nl"] as const;
const reasonMax = 5_000;

const pathOf = (agreementId: string): string => `/letters/agreements/${agreementId}`;
const agreementIdOf = (c: PortalContext): string => c.req.param("agreementId") ?? "";

const labelsOf = ({ t }: PageContext): FieldLabels => ({
  measure: { label: t("letters.pre.measure"), rule: t("letters.pre.measureRule") },
  amountCents: { label: t("letters.pre.amount"), rule: t("letters.pre.amount") },
  reason: { label: t("letters.pre.reason"), rule: t("letters.pre.reasonRule") },
  language: { label: t("letters.pre.language"), rule: t("letters.pre.languageRule") },
});

type Facts = { readonly agreementId: string; readonly form: FormValues; readonly refusal: Refusal | null };

const Fields: FC<{ facts: Facts }> = ({ facts: { agreementId, form, refusal } }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: labelsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Form action={href(pathOf(agreementId))} hidden={hiddenKeys(form)}>
      <RequiredNote />
      <Radio
        {...field("measure")}
        choices={measures.map((value) => ({ value, label: t(`letters.measure.${value}`) }))}
        required
      />
      <TextInput {...field("amountCents")} width="m" />
      <TextArea {...field("reason", t("letters.pre.reasonHelp"))} rows={8} charactersMax={reasonMax} required />
      <Radio
        {...field("language")}
        choices={languages.map((value) => ({ value, label: t(`letters.language.${value}`) }))}
        required
      />
      <ButtonRow>
        <Button>{t("letters.pre.send")}</Button>
        <ButtonLink href={href(`/agreements/${agreementId}`)} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showFields = (c: PortalContext, facts: Facts): Response => {
  const { t } = c.get("page");
  return showForm(
    c,
    {
      title: t("letters.pre.title"),
      lead: t("letters.pre.lead"),
      crumbs: [{ label: t("agreements.title"), path: `/agreements/${facts.agreementId}` }],
      content: <Fields facts={facts} />,
    },
    facts.refusal,
  );
};

export const showPreInformation = async (c: PortalContext): Promise<Response> => {
  const { person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  if (!mayDo(person, "sendPreInformation")) return showProblem(c, { status: 403, code: "NotAllowed" });
  return showFields(c, { agreementId: agreementIdOf(c), form: formValues({}), refusal: null });
};

export const sendPreInformation = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const agreementId = agreementIdOf(c);
  const labels = labelsOf(page);
  const amount =
    form.text("amountCents").trim() === ""
      ? { cents: null, errors: {} }
      : readAmount(form, { name: "amountCents", label: page.t("letters.pre.amount") }, page);
  const wrong = refusalOfFields(amount.errors);
  if (wrong !== null) return showFields(c, { agreementId, form, refusal: wrong });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
  const body = {
    measure: form.text("measure"),
    language: form.text("language"),
    reason: form.text("reason"),
    ...(amount.cents === null ? {} : { amountCents: amount.cents }),
  } as Schemas["PreInformationToSend"];
  const params = { path: { agreementId }, header: commandHeaders(form) };
  const sent = await answerOf(apiOf(c).POST("/v1/letters/agreements/{agreementId}/pre-information", { params, body }));
  if (sent.ok) return seeOther(c, `/letters/about/${agreementId}?done=sent`);
  const refusal = refusalOf(sent.error, fieldRules(page.t, labels));
  return showFields(c, { agreementId, form: formToRetry(form, sent.error), refusal });
};
