import type { Child } from "hono/jsx";
import { answerOf, apiOf } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { fieldRules } from "../../forms/field-rules.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import type { PageContext } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import type { Problem } from "../../problem.ts";
import { callFields, groupsOf } from "./call-form-fields.ts";
import { withTopicAdded, withTopicRemoved } from "./call-form-values.ts";
import { CallForm } from "./call-form.tsx";
import { centreValue, entriesChanged } from "./term-values.ts";

type ShownCallForm = Omit<Page, "content" | "hasErrors"> & {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
  readonly above?: Child | undefined;
};

export const showCallForm = async (c: PortalContext, shown: ShownCallForm): Promise<Response> => {
  const { action, hidden, form, refusal, above, ...page } = shown;
  const fields = callFields(c.get("page"), form);
  // The form serves without them: the title of the work programme can always be written.
  const [recorded, listed] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/calls/work/programmes")),
    answerOf(apiOf(c).GET("/v1/registry/nccs")),
  ]);
  const { t } = c.get("page");
  const centres = (listed.ok ? listed.value.nccs : []).map((centre) => ({
    value: centreValue(centre),
    label: `${centre.name} (${centre.country})`,
    help: centre.capacity === "RECOGNISED" ? undefined : t("directAward.notRecognised"),
  }));
  const workProgrammes = recorded.ok ? recorded.value.workProgrammes : [];
  const content = (
    <>
      {above}
      <CallForm
        action={action}
        hidden={hidden}
        form={form}
        fields={fields}
        errors={refusal?.errors ?? {}}
        workProgrammes={workProgrammes}
        centres={centres}
      />
    </>
  );
  return showForm(c, { ...page, content }, refusal);
};

/** The form with a topic or another entry more or less, when that is what its button asked for. */
export const topicsChanged = (form: FormValues): FormValues | null => {
  const intent = form.text("intent");
  if (intent === "addTopic") return withTopicAdded(form);
  const [, removed] = /^removeTopic\.(\d+)$/.exec(intent) ?? [];
  return removed === undefined ? entriesChanged(form) : withTopicRemoved(form, Number(removed));
};

/** What the API refused, at the fields of the form. */
export const callRefusal = (problem: Problem, form: FormValues, page: PageContext): Refusal => {
  const fields = callFields(page, form);
  return refusalOf(problem, fieldRules(page.t, { ...fields, ...groupsOf(fields) }));
};

export const labelsOf =
  (form: FormValues, page: PageContext) =>
  (name: string): string =>
    callFields(page, form)[name]?.label ?? name;
