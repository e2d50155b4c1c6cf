import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Radio } from "../../components/choices.tsx";
import { Details } from "../../components/details.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { Section } from "../../components/section.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo, organisationsFor } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";

type Ncc = Schemas["NccList"]["nccs"][number];
type Shown = {
  readonly nccs: readonly Ncc[];
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};
const path = "/registry/centres";
const decisions = ["RECOGNISE", "REFUSE", "REVIEW"] as const;

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  country: { label: t("community.field.country"), rule: t("standing.rule.memberState") },
  name: { label: t("community.field.centreName"), rule: t("forms.textLength", { min: 2, max: 160 }) },
  organisation: { label: t("community.field.centreOrganisation"), rule: t("community.rule.organisation") },
  step: { label: t("community.field.decision"), rule: t("standing.rule.choose") },
  reason: { label: t("standing.field.reason"), rule: t("standing.rule.reason") },
});

/** Steps in the recognition of one Centre; the API decides again who may take them. */
const CapacityForms: FC<Shown & { readonly ncc: Ncc }> = ({ ncc, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const isThis = form.text("country") === ncc.country;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: isThis ? (refusal?.errors ?? {}) : {} });
  const isOwn = organisationsFor(page.person, "requestCapacity").includes(ncc.organisation);
  const asks = isOwn && (ncc.capacity === "NONE" || ncc.capacity === "REFUSED");
  const decides = mayDo(page.person, "decideCapacity") && ncc.capacity !== "NONE" && ncc.capacity !== "REFUSED";
  const possible = decisions.filter((step) => (step === "REVIEW") === (ncc.capacity === "RECOGNISED"));
  if (!asks && !decides) return null;
  const hidden = { ...hiddenVersion(ncc.version), country: ncc.country };
  return (
    <Details summary={t("community.capacityOf", { name: ncc.name })} open={isThis && refusal !== null}>
      <Form action={href(`${path}/${asks ? "capacity-request" : "capacity-decision"}`)} hidden={hidden}>
        {decides && (
          <Radio
            {...field("step")}
            choices={possible.map((value) => ({ value, label: t(`community.decision.${value}`) }))}
            required
          />
        )}
        <TextArea {...field("reason", t("standing.help.reason"))} rows={3} charactersMax={1_000} required />
        <Button>{t(asks ? "community.askCapacity" : "community.recordDecision")}</Button>
      </Form>
    </Details>
  );
};

const ListingForm: FC<Shown> = ({ nccs, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  const country = form.text("country").toUpperCase();
  const version = nccs.find((ncc) => ncc.country === country)?.version ?? 0;
  return mayDo(page.person, "nominateNcc") ? (
    <Section title={t("community.section.list")}>
      <p>{t("community.listText")}</p>
      <Form action={href(path)} hidden={hiddenVersion(version, form)}>
        <RequiredNote />
        <TextInput {...field("country")} width="s" required />
        <TextInput {...field("name")} required />
        <TextInput {...field("organisation", t("community.help.organisation"))} required />
        <Button>{t("community.list")}</Button>
      </Form>
    </Section>
  ) : null;
};

const showCentresWith = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t } = c.get("page");
  const listed = await answerOf(apiOf(c).GET("/v1/registry/nccs"));
  if (!listed.ok) return showProblem(c, listed.error);
  const shown: Shown = { nccs: listed.value.nccs, form, refusal };
  const content = (
    <>
      <Table
        caption={t("community.centresTitle")}
        columns={[
          { header: t("community.field.country"), cell: ({ country }) => country },
          { header: t("community.field.centreName"), namesRow: true, cell: ({ name }) => name },
          {
            header: t("community.field.capacity"),
            cell: ({ capacity, grantWithoutCall }) => (
              <StatusLabel tone={grantWithoutCall ? "active" : "neutral"}>
                {t(`community.capacity.${capacity}`)}
              </StatusLabel>
            ),
          },
        ]}
        rows={shown.nccs}
        empty={t("community.centresEmpty")}
      />
      {shown.nccs.map((ncc) => (
        <CapacityForms {...shown} ncc={ncc} />
      ))}
      <ListingForm {...shown} />
    </>
  );
  return showForm(c, { title: t("community.centresTitle"), lead: t("community.centresLead"), content }, refusal);
};

export const showCentres = (c: PortalContext): Promise<Response> => showCentresWith(c, formValues({}), null);

const answered = (
  c: PortalContext,
  form: FormValues,
  done: { readonly ok: true } | { readonly ok: false; readonly error: Parameters<typeof refusalOf>[0] },
): Response | Promise<Response> => {
  const page = c.get("page");
  return done.ok
    ? seeOther(c, path)
    : showCentresWith(c, form, refusalOf(done.error, fieldRules(page.t, fieldsOf(page))));
};
const paramsOf = (form: FormValues) => ({
  path: { country: form.text("country").trim().toUpperCase() },
  header: changeHeaders(form),
});

export const listCentre = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const body = { name: form.text("name").trim(), organisation: form.text("organisation").trim() };
  return answered(
    c,
    form,
    await answerOf(apiOf(c).PUT("/v1/registry/nccs/{country}", { params: paramsOf(form), body })),
  );
};

export const requestCapacity = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const body = { reason: form.text("reason").trim() };
  const done = apiOf(c).POST("/v1/registry/nccs/{country}/capacity-request", { params: paramsOf(form), body });
  return answered(c, form, await answerOf(done));
};

export const decideCapacity = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const reason = form.text("reason").trim();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = { step: form.text("step"), reason } as Schemas["CapacityDecision"];
  const done = apiOf(c).POST("/v1/registry/nccs/{country}/capacity-decision", { params: paramsOf(form), body });
  return answered(c, form, await answerOf(done));
};
