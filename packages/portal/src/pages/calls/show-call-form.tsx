import type { Child } from "hono/jsx";
import type { PortalContext } from "../../area.ts";
import { fieldRules } from "../../forms/field-rules.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import type { PageContext } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import type { Problem } from "../../problem.ts";
import { callFields, groupsOf } from "./call-form-fields.ts";
import { topicCount, withTopicAdded, withTopicRemoved } from "./call-form-values.ts";
import { CallForm } from "./call-form.tsx";

type ShownCallForm = Omit<Page, "content" | "hasErrors"> & {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
  readonly above?: Child | undefined;
};

export const showCallForm = (c: PortalContext, shown: ShownCallForm): Response => {
  const { action, hidden, form, refusal, above, ...page } = shown;
  const fields = callFields(c.get("page"), topicCount(form));
  const content = (
    <>
      {above}
      <CallForm action={action} hidden={hidden} form={form} fields={fields} errors={refusal?.errors ?? {}} />
    </>
  );
  return showForm(c, { ...page, content }, refusal);
};

/** The form with a topic more or less, when that is what its button asked for. */
export const topicsChanged = (form: FormValues): FormValues | null => {
  const intent = form.text("intent");
  if (intent === "addTopic") return withTopicAdded(form);
  const [, removed] = /^removeTopic\.(\d+)$/.exec(intent) ?? [];
  return removed === undefined ? null : withTopicRemoved(form, Number(removed));
};

/** What the API refused, at the fields of the form. */
export const callRefusal = (problem: Problem, form: FormValues, page: PageContext): Refusal => {
  const fields = callFields(page, topicCount(form));
  return refusalOf(problem, fieldRules(page.t, { ...fields, ...groupsOf(fields) }));
};

export const labelsOf =
  (form: FormValues, page: PageContext) =>
  (name: string): string =>
    callFields(page, topicCount(form))[name]?.label ?? name;
