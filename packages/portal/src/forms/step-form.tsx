import type { Result } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import { changeHeaders, formToRetry, hiddenVersion, seeOther, type Schemas } from "../api-client.ts";
import { showProblem, type PortalContext } from "../area.ts";
import { Button, ButtonLink, ButtonRow } from "../components/button.tsx";
import { Form, RequiredNote } from "../components/form.tsx";
import { type PageContext, usePage } from "../page/page-context.ts";
import type { Crumb } from "../page/page.ts";
import { isAllowed } from "../pages/cofunding/allowed-action.ts";
import type { Problem } from "../problem.ts";
import { fieldRules, type FieldLabels } from "./field-rules.ts";
import { type FieldOf, fieldsFor } from "./form-field.ts";
import { formValues, readForm, type FormValues } from "./form-values.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import { showForm } from "./show-form.tsx";

type Params = { readonly path: { readonly proposalId: string }; readonly header: ReturnType<typeof changeHeaders> };

/** What a page of a proposal must say for a step to be taken on it. */
export type Steppable = {
  readonly proposalId: string;
  readonly version: number;
  readonly allowedActions: readonly Schemas["AllowedAction"][];
};

/** A step on one proposal that asks for something: its form, and what is sent. */
export type StepForm<P extends Steppable> = {
  readonly action: string;
  /** Below the page of the steps; with what the address says beyond it. */
  readonly pathOf: (c: PortalContext) => string;
  readonly title: (page: PageContext, c: PortalContext) => string;
  readonly lead: (page: PageContext, shown: P, c: PortalContext) => string;
  readonly submit: (page: PageContext) => string;
  readonly labels: (page: PageContext, shown: P) => FieldLabels;
  readonly fields: FC<{ field: FieldOf; shown: P; form: FormValues; about: string; errors: Refusal["errors"] }>;
  /** A refusal that says more than what to do at its field; `null` where the labels say it. */
  readonly refusal?: (problem: Problem, page: PageContext) => Refusal | null;
  /** What the address names: a check, a request. */
  readonly about: (c: PortalContext) => string;
  readonly send: (c: PortalContext, params: Params, form: FormValues) => Promise<Result<unknown, Problem>>;
};

/** The page that the steps are taken from. */
export type StepPlace<P extends Steppable> = {
  readonly read: (c: PortalContext) => Promise<Result<P, Problem>>;
  readonly pathOf: (proposalId: string) => string;
  readonly crumbs: (page: PageContext, shown: P) => readonly Crumb[];
};

type Shown<P> = { readonly shown: P; readonly form: FormValues; readonly refusal: Refusal | null };
type BodyProps<P extends Steppable> = {
  readonly step: StepForm<P>;
  readonly place: StepPlace<P>;
  readonly at: { readonly path: string; readonly about: string };
  readonly facts: Shown<P>;
};

const Body = <P extends Steppable>({ step, place, at, facts }: BodyProps<P>) => {
  const page = usePage();
  const { t, href } = page;
  const { shown, form, refusal } = facts;
  const errors = refusal?.errors ?? {};
  const field = fieldsFor({ form, fields: step.labels(page, shown), errors });
  const Fields = step.fields;
  const path = place.pathOf(shown.proposalId);
  return (
    <Form action={href(`${path}/${at.path}`)} hidden={hiddenVersion(shown.version, form)}>
      <RequiredNote />
      <Fields field={field} shown={shown} form={form} about={at.about} errors={errors} />
      <ButtonRow>
        <Button>{step.submit(page)}</Button>
        <ButtonLink href={href(path)} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

/** Opens the form of a step, and takes what was sent. */
export const stepsAt = <P extends Steppable>(place: StepPlace<P>) => {
  const show = (c: PortalContext, step: StepForm<P>, facts: Shown<P>): Response => {
    const page = c.get("page");
    const at = { path: step.pathOf(c), about: step.about(c) };
    return showForm(
      c,
      {
        title: step.title(page, c),
        lead: step.lead(page, facts.shown, c),
        crumbs: place.crumbs(page, facts.shown),
        content: <Body step={step} place={place} at={at} facts={facts} />,
      },
      facts.refusal,
    );
  };
  return {
    openStep:
      (step: StepForm<P>) =>
      async (c: PortalContext): Promise<Response> => {
        const read = await place.read(c);
        if (!read.ok) return showProblem(c, read.error);
        if (!isAllowed(read.value.allowedActions, step.action)) {
          const code = read.value.allowedActions.find(({ action }) => action === step.action)?.because ?? "NotAllowed";
          const because = code === "ROLE" || code === "RELATION" ? "NotAllowed" : code;
          return showProblem(c, { status: because === "NotAllowed" ? 403 : 409, code: because });
        }
        return show(c, step, { shown: read.value, form: formValues({}), refusal: null });
      },
    sendStep:
      (step: StepForm<P>) =>
      async (c: PortalContext): Promise<Response> => {
        const proposalId = c.req.param("proposalId") ?? "";
        const form = await readForm(c);
        const sent = await step.send(c, { path: { proposalId }, header: changeHeaders(form) }, form);
        if (sent.ok) return seeOther(c, `${place.pathOf(proposalId)}?done=yes`);
        const read = await place.read(c);
        if (!read.ok) return showProblem(c, sent.error);
        const page = c.get("page");
        const refusal =
          step.refusal?.(sent.error, page) ?? refusalOf(sent.error, fieldRules(page.t, step.labels(page, read.value)));
        return show(c, step, { shown: read.value, form: formToRetry(form, sent.error), refusal });
      },
  };
};
