import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Checkbox, Radio } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { FieldSet, Form, RequiredNote } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor, type FieldOf } from "../../forms/form-field.ts";
import { formValues, readForm, withValues, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { readFacts, type Facts } from "./facts-of.ts";
import { offerOf, organisationIdOf, organisationPath, type OrganisationFile } from "./registry-facts.tsx";

const relatedMax = 40;
const kinds = ["LINKED", "PARTNER"] as const;
const relatedIn = (form: FormValues): number =>
  Math.min(relatedMax, Number(/^\d{1,2}$/.exec(form.text("relatedRows"))?.[0] ?? "0"));
const prefixes = (form: FormValues): readonly string[] => [
  "latest.own",
  ...Array.from({ length: relatedIn(form) }, (_, row) => `latest.related.${String(row)}.figures`),
];

const fieldsOf = ({ t }: PageContext, form: FormValues): FieldLabels => {
  const figures = (prefix: string): FieldLabels => ({
    [`${prefix}.workUnits`]: { label: t("standing.field.workUnits"), rule: t("standing.rule.workUnits") },
    [`${prefix}.turnoverCents`]: { label: t("standing.field.turnover"), rule: t("standing.rule.amount") },
    [`${prefix}.balanceSheetCents`]: { label: t("standing.field.balanceSheet"), rule: t("standing.rule.amount") },
  });
  const related = (row: number): FieldLabels => ({
    [`latest.related.${String(row)}.kind`]: { label: t("standing.field.relation"), rule: t("standing.rule.choose") },
    [`latest.related.${String(row)}.share`]: {
      label: t("standing.field.partnerShare"),
      rule: t("standing.rule.partnerShare"),
    },
  });
  return Object.assign(
    {},
    ...prefixes(form).map(figures),
    ...Array.from({ length: relatedIn(form) }, (_, row) => related(row)),
  );
};

type Shown = {
  readonly file: OrganisationFile;
  readonly facts: Facts;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const Stated: FC<Pick<Shown, "facts">> = ({ facts: { standing } }) => {
  const { t } = usePage();
  const size = standing?.standing.size;
  return size === undefined ? (
    <EmptyState>{t("standing.sizeEmpty")}</EmptyState>
  ) : (
    <DescriptionList
      items={[
        { term: t("standing.field.size"), detail: t(`standing.sizeIs.${size.size}`) },
        { term: t("standing.field.stated"), detail: <DateTimeOf at={size.at} /> },
      ]}
    />
  );
};

const FigureFields: FC<{ readonly field: FieldOf; readonly prefix: string }> = ({ field, prefix }) => {
  const { t } = usePage();
  return (
    <>
      <TextInput
        {...field(`${prefix}.workUnits`, t("standing.help.workUnits"))}
        inputmode="decimal"
        width="s"
        required
      />
      <AmountInput {...field(`${prefix}.turnoverCents`)} required />
      <AmountInput {...field(`${prefix}.balanceSheetCents`)} required />
    </>
  );
};

const SizeForm: FC<Shown> = ({ file, facts, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page, form), errors: refusal?.errors ?? {} });
  const rows = relatedIn(form);
  const hidden = { ...hiddenVersion(facts.standing?.version ?? 0, form), relatedRows: String(rows) };
  return (
    <Section title={t("standing.section.state")}>
      <Form action={href(`${organisationPath(file.organisation.id)}/size`)} hidden={hidden}>
        <RequiredNote />
        <Checkbox
          name="isEnterprise"
          label={t("standing.field.isEnterprise")}
          help={t("standing.help.isEnterprise")}
          checked={form.text("isEnterprise") !== ""}
        />
        <Checkbox
          name="isPublicControlled"
          label={t("standing.field.isPublicControlled")}
          checked={form.text("isPublicControlled") !== ""}
        />
        <FieldSet legend={t("standing.own")}>
          <FigureFields field={field} prefix="latest.own" />
        </FieldSet>
        {Array.from({ length: rows }, (_, row) => (
          <FieldSet legend={t("standing.relatedNumber", { number: row + 1 })}>
            <Radio
              {...field(`latest.related.${String(row)}.kind`)}
              choices={kinds.map((value) => ({
                value,
                label: t(`standing.relation.${value}`),
                help: t(`standing.relationHelp.${value}`),
              }))}
              required
            />
            <TextInput {...field(`latest.related.${String(row)}.share`, t("standing.help.partnerShare"))} width="s" />
            <FigureFields field={field} prefix={`latest.related.${String(row)}.figures`} />
          </FieldSet>
        ))}
        <ButtonRow>
          <Button>{t("standing.state")}</Button>
          <Button kind="secondary" name="intent" value="add">
            {t("standing.addRelated")}
          </Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const showSizePage = (c: PortalContext, shown: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { file, facts, refusal } = shown;
  const { isOffered } = offerOf(facts.allowedActions, "declareSize", page);
  const content = (
    <>
      <Stated facts={facts} />
      {isOffered && <SizeForm {...shown} />}
    </>
  );
  const crumbs = [{ label: file.legalEntity.name, path: organisationPath(file.organisation.id) }];
  const shownPage = { title: t("standing.size"), lead: t("standing.sizeLead"), crumbs, content };
  return refusal === null ? show(c, shownPage) : showForm(c, shownPage, refusal);
};

export const showSize = async (c: PortalContext): Promise<Response> => {
  const read = await readFacts(c);
  return read.ok
    ? showSizePage(c, { ...read.value, form: formValues({ isEnterprise: "yes" }), refusal: null })
    : showProblem(c, read.error);
};

/** "33,5 %" as the fraction that the API takes; what is no percentage stays as it is, for the API to refuse. */
const shareOfPercent = (text: string): string => {
  const plain = text.replaceAll(/[\s%]/g, "").replace(",", ".");
  const [, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(plain) ?? [];
  return whole === undefined ? plain : `${whole}${decimals}/100${"0".repeat(decimals.length)}`;
};

/** The figures of one enterprise; amounts that cannot be read are named at their fields. */
const readFigures = (form: FormValues, prefix: string, page: PageContext) => {
  const errors: Record<string, string> = {};
  const cents = (name: string, label: string): number => {
    const amount = amountIn(form, name);
    if (amount.ok) return amount.value;
    errors[name] = page.t("forms.fieldRule", { field: label, rule: amountRule(amount.error, page) });
    return 0;
  };
  const figures = {
    workUnits: form.text(`${prefix}.workUnits`).trim().replace(",", "."),
    turnoverCents: cents(`${prefix}.turnoverCents`, page.t("standing.field.turnover")),
    balanceSheetCents: cents(`${prefix}.balanceSheetCents`, page.t("standing.field.balanceSheet")),
  };
  return { figures, errors };
};

export const declareSize = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  const again = async (shown: FormValues, refusal: Refusal | null): Promise<Response> => {
    const read = await readFacts(c);
    return read.ok ? showSizePage(c, { ...read.value, form: shown, refusal }) : showProblem(c, read.error);
  };
  if (form.text("intent") === "add") return again(withValues(form, { relatedRows: String(relatedIn(form) + 1) }), null);
  const [own, ...others] = prefixes(form).map((prefix) => readFigures(form, prefix, page));
  const unread = refusalOfFields(Object.assign({}, own?.errors, ...others.map(({ errors }) => errors)));
  if (unread !== null || own === undefined) return again(form, unread);
  const related = others.map(({ figures }, row) => {
    const kind = form.text(`latest.related.${String(row)}.kind`);
    const share = shareOfPercent(form.text(`latest.related.${String(row)}.share`));
    return kind === "PARTNER" ? { kind, share, figures } : { kind, figures };
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = {
    isEnterprise: form.text("isEnterprise") !== "",
    isPublicControlled: form.text("isPublicControlled") !== "",
    latest: { own: own.figures, related },
  } as Schemas["SizeDeclaration"];
  const params = { path: { organisationId }, header: changeHeaders(form) };
  const done = await answerOf(apiOf(c).POST("/v1/registry/organisations/{organisationId}/size", { params, body }));
  if (done.ok) return seeOther(c, `${organisationPath(organisationId)}/size`);
  return again(form, refusalOf(done.error, fieldRules(page.t, fieldsOf(page, form))));
};
