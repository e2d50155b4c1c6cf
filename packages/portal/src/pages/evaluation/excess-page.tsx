import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Radio } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { awardsPath, boardCrumbs } from "./vocabulary.ts";

type AwardListPage = Schemas["AwardListPage"];
type Facts = { readonly shown: AwardListPage; readonly form: FormValues; readonly refusal: Refusal | null };

const textMax = 1_000;
const limits = ["INFORM", "SIGN"] as const satisfies readonly Schemas["ExceedableLimit"][];
const grounds = [
  "COMPLEX_ACTIONS",
  "MANY_PROPOSALS",
  "APPLICANT_DELAY",
  "ETHICS_OR_SECURITY",
] as const satisfies readonly Schemas["ExcessGround"][];

const labelsOf = ({ t }: PageContext): FieldLabels => ({
  limit: { label: t("evaluation.clock.limit"), rule: t("evaluation.clock.limitRule") },
  ground: { label: t("evaluation.clock.ground"), rule: t("evaluation.clock.groundRule") },
  text: { label: t("evaluation.clock.text"), rule: t("evaluation.clock.textRule") },
});

const ExcessForm: FC<Facts> = ({ shown, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: labelsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Form
      action={href(`${awardsPath(shown.callId, shown.topicId)}/excess`)}
      hidden={hiddenVersion(shown.version, form)}
    >
      <RequiredNote />
      <Radio
        {...field("limit")}
        choices={limits.map((value) => ({ value, label: t(`evaluation.clock.limit.${value}`) }))}
        required
      />
      <Radio
        {...field("ground")}
        choices={grounds.map((value) => ({ value, label: t(`evaluation.clock.ground.${value}`) }))}
        required
      />
      <TextArea {...field("text")} rows={6} charactersMax={textMax} required />
      <ButtonRow>
        <Button>{t("evaluation.clock.record")}</Button>
        <ButtonLink kind="secondary" href={href(awardsPath(shown.callId, shown.topicId))}>
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const read = (c: PortalContext) => {
  const path = { callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" };
  return answerOf(apiOf(c).GET("/v1/awards/calls/{callId}/topics/{topicId}", { params: { path } }));
};

const showExcessForm = (c: PortalContext, facts: Facts): Response => {
  const page = c.get("page");
  const { callId, callTitle, topicId, topicTitle } = facts.shown;
  return showForm(
    c,
    {
      title: page.t("evaluation.clock.excess"),
      lead: page.t("evaluation.clock.excessLead"),
      crumbs: [
        ...boardCrumbs(page, callId, callTitle),
        { label: page.t("evaluation.awards.title", { topic: topicTitle }), path: awardsPath(callId, topicId) },
      ],
      content: <ExcessForm {...facts} />,
    },
    facts.refusal,
  );
};

/** Asks why a limit was exceeded (TTG-03). */
export const showExcess = async (c: PortalContext): Promise<Response> => {
  const shown = await read(c);
  if (!shown.ok) return showProblem(c, shown.error);
  return showExcessForm(c, { shown: shown.value, form: formValues({}), refusal: null });
};

export const recordExcess = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = { callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" };
  const params = { path, header: changeHeaders(form) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
  const body = {
    limit: form.text("limit"),
    ground: form.text("ground"),
    text: form.text("text"),
  } as Schemas["ExcessToExplain"];
  const saved = await answerOf(apiOf(c).POST("/v1/awards/calls/{callId}/topics/{topicId}/excess", { params, body }));
  if (saved.ok) return seeOther(c, `${awardsPath(path.callId, path.topicId)}?done=recorded`);
  const shown = await read(c);
  if (!shown.ok) return showProblem(c, saved.error);
  const page = c.get("page");
  const refusal = refusalOf(saved.error, fieldRules(page.t, labelsOf(page)));
  return showExcessForm(c, { shown: shown.value, form: formToRetry(form, saved.error), refusal });
};
