import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { readOfficerLine } from "./officer-line.ts";
import { funderPathOf, jointActionPath, lineIdOf } from "./read-cofunding.ts";

const showCallForm = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t } = c.get("page");
  const read = await readOfficerLine(c);
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const { shown, crumbs, back, path } = read.value;
  return showAct(c, {
    title: t("cofunding.callLineTitle", { funder: shown.line.funder }),
    lead: t("cofunding.callLineLead"),
    crumbs,
    refusal,
    content: (
      <ActForm
        action={`${path}/call`}
        hidden={hiddenVersion(shown.version, form)}
        button={t("cofunding.callLine")}
        back={back}
      >
        <TextInput
          name="dueOn"
          type="date"
          width="s"
          label={t("cofunding.field.dueOn")}
          value={form.text("dueOn")}
          error={refusal?.errors["dueOn"]}
          required
        />
      </ActForm>
    ),
  });
};

export const showCallLine = (c: PortalContext): Promise<Response> => showCallForm(c, formValues({}), null);

/** Calls a committed contribution for a day. */
export const callLine = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const path = { ...funderPathOf(c), lineId: lineIdOf(c) };
  const params = { path, header: changeHeaders(form) };
  const called = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/call", {
      params,
      body: { dueOn: form.text("dueOn") },
    }),
  );
  if (called.ok) return seeOther(c, after(jointActionPath(path.jointActionId), "called"));
  const dueOn = { label: t("cofunding.field.dueOn"), rule: t("cofunding.rule.dueOn") };
  return showCallForm(c, formToRetry(form, called.error), refusalOf(called.error, fieldRules(t, { dueOn })));
};
