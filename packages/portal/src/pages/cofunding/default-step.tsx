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
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { readOfficerLine } from "./officer-line.ts";
import { funderPathOf, jointActionPath, lineIdOf } from "./read-cofunding.ts";

type Step = Schemas["DefaultStep"]["step"];
/** The one step that a contribution can take from where it is (FIN-10). */
const stepAt: Partial<Readonly<Record<Schemas["ContributionStatus"], Step>>> = {
  overdue: "NOTIFY",
  notified: "SET_REMEDY_PERIOD",
  remedyPeriod: "ESTABLISH_DEFAULT",
};

const showStepForm = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t } = c.get("page");
  const read = await readOfficerLine(c);
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const { shown, crumbs, back, path } = read.value;
  const step = stepAt[shown.status];
  if (step === undefined) return showProblem(c, { status: 409, code: "ContributionStepRefused" }, back);
  return showAct(c, {
    title: t(`cofunding.default.${step}`, { funder: shown.line.funder }),
    lead: t(`cofunding.defaultLead.${step}`),
    crumbs,
    refusal,
    content: (
      <ActForm
        action={`${path}/default`}
        hidden={{ ...hiddenVersion(shown.version, form), step }}
        button={t(`cofunding.defaultDo.${step}`)}
        back={back}
      >
        {step === "SET_REMEDY_PERIOD" && (
          <TextInput
            name="remedyByOn"
            type="date"
            width="s"
            label={t("cofunding.field.remedyByOn")}
            value={form.text("remedyByOn")}
            error={refusal?.errors["remedyByOn"]}
            required
          />
        )}
      </ActForm>
    ),
  });
};

export const showDefaultStep = (c: PortalContext): Promise<Response> => showStepForm(c, formValues({}), null);

const bodyOf = (form: FormValues): Schemas["DefaultStep"] => {
  const step = form.text("step");
  if (step === "SET_REMEDY_PERIOD") return { step, remedyByOn: form.text("remedyByOn") };
  return { step: step === "ESTABLISH_DEFAULT" ? step : "NOTIFY" };
};

/** Takes the next step about a contribution that is missing. */
export const takeDefaultStep = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const path = { ...funderPathOf(c), lineId: lineIdOf(c) };
  const params = { path, header: changeHeaders(form) };
  const taken = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/default-steps", {
      params,
      body: bodyOf(form),
    }),
  );
  if (taken.ok) return seeOther(c, after(jointActionPath(path.jointActionId), "defaultStep"));
  const remedyByOn = { label: t("cofunding.field.remedyByOn"), rule: t("cofunding.rule.remedyByOn") };
  return showStepForm(c, formToRetry(form, taken.error), refusalOf(taken.error, fieldRules(t, { remedyByOn })));
};
