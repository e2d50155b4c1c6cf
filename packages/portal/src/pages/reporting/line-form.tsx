import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Checkbox, Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { offerOf, statementPath, type Place, type StatementFile } from "./reporting-facts.tsx";

/** The fields of a line, and of the income beside them. */
export const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  category: { label: t("reporting.category"), rule: t("reporting.categoryRule") },
  description: { label: t("reporting.line"), rule: t("reporting.lineRule") },
  incurredOn: { label: t("reporting.incurredOn"), rule: t("reporting.incurredOnRule") },
  amount: { label: t("reporting.amount"), rule: t("reporting.amountRule") },
  revenue: { label: t("reporting.revenue"), rule: t("reporting.amountRule") },
});

type FormProps = {
  readonly place: Place;
  readonly file: StatementFile;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

/** One more line; the others stay as they are. */
export const LineForm: FC<FormProps> = ({ place, file, form, refusal }) => {
  const page = usePage();
  const { t, href, format } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "saveStatement", page);
  if (!isOffered || disabledBecause !== undefined) return null;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  const { from, to } = file.period;
  return (
    <Section title={t("reporting.addLine")}>
      <Form action={href(`${statementPath(place)}/lines`)} hidden={hiddenVersion(file.version, form)}>
        <RequiredNote />
        <Select
          {...field("category")}
          choices={file.costCategories.map((value) => ({ value, label: t(`calls.category.${value}`) }))}
          required
        />
        <TextInput {...field("description", t("reporting.lineHelp"))} required />
        <TextInput
          {...field("incurredOn", t("reporting.incurredOnHelp", { from: format.date(from), to: format.date(to) }))}
          type="date"
          width="s"
          required
        />
        <AmountInput {...field("amount")} required />
        {file.isFinal && (
          <Checkbox
            name="forFinalReport"
            label={t("reporting.forFinalReport")}
            help={t("reporting.forFinalReportHelp")}
            checked={form.text("forFinalReport") === "yes"}
          />
        )}
        <Button>{t("reporting.addLine")}</Button>
      </Form>
    </Section>
  );
};

/** Income of the action: it counts at the end, where the grant may make no profit. */
export const RevenueForm: FC<FormProps> = ({ place, file, form, refusal }) => {
  const page = usePage();
  const { t, href, format } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "saveStatement", page);
  if (!isOffered || disabledBecause !== undefined) return null;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} })(
    "revenue",
    t("reporting.revenueHelp"),
  );
  const value = field.value === "" ? format.plainAmount(file.content.revenueCents) : field.value;
  return (
    <Section title={t("reporting.revenue")}>
      <Form action={href(`${statementPath(place)}/revenue`)} hidden={hiddenVersion(file.version, form)}>
        <AmountInput {...field} value={value} />
        <Button kind="secondary">{t("reporting.saveRevenue")}</Button>
      </Form>
      {file.state === "none" && <p>{t("reporting.nothingToState")}</p>}
    </Section>
  );
};
