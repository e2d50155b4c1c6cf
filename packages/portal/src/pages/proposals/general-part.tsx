import { ok } from "@grants/kernel/result";
import { RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { PartPage } from "./part-page.ts";
import { proposalPath, type Content } from "./proposal-facts.ts";

/** Lengths that the API takes (core/proposals/part). */
const acronymMax = 20;
const titleMax = 200;
const abstractMax = 2_000;
const themeMax = 60;
const monthsRange = { min: 1, max: 60 };

const fields = ({ t, format }: PageContext): FieldLabels => ({
  acronym: { label: t("proposals.field.acronym"), rule: t("forms.textMax", { max: acronymMax }) },
  title: { label: t("proposals.field.title"), rule: t("forms.textMax", { max: titleMax }) },
  abstract: { label: t("proposals.field.abstract"), rule: t("forms.textMax", { max: format.number(abstractMax) }) },
  theme: { label: t("proposals.field.theme"), rule: t("forms.textMax", { max: themeMax }) },
  durationMonths: { label: t("proposals.field.durationMonths"), rule: t("forms.number", monthsRange) },
});

const valuesOf = (content: Content | undefined): FormValues => {
  if (content?.kind !== "general") return formValues({});
  const { acronym, title, abstract, theme = "", durationMonths } = content;
  return formValues({ acronym, title, abstract, theme, durationMonths: durationMonths?.toString() ?? "" });
};

/** Nothing is kept as nothing; what is no whole number is sent as none, which the API refuses at this field. */
const months = (text: string): { readonly durationMonths?: number } => {
  if (text.trim() === "") return {};
  return { durationMonths: /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN };
};

/** Name, title and length of the project. */
export const generalPart: PartPage = {
  partPathOf: () => "general",
  read: (form) => {
    const theme = form.text("theme").trim();
    return ok({
      kind: "general",
      acronym: form.text("acronym"),
      title: form.text("title"),
      abstract: form.text("abstract"),
      ...months(form.text("durationMonths")),
      ...(theme === "" ? {} : { theme }),
    });
  },
  describe: ({ draft }, c) => {
    const page = c.get("page");
    const { t } = page;
    return {
      partPath: "general",
      pagePath: `${proposalPath(draft)}/general`,
      title: t("proposals.part.general"),
      fields: fields(page),
      valuesOf,
      isSavedAsYouType: true,
      inputs: (field) => (
        <>
          <RequiredNote />
          <TextInput {...field("acronym", t("proposals.help.acronym"))} width="m" required />
          <TextInput {...field("title")} required />
          <TextArea {...field("abstract")} charactersMax={abstractMax} rows={8} />
          <TextInput {...field("theme", t("calls.help.optional"))} />
          <TextInput {...field("durationMonths")} width="s" inputmode="numeric" required />
        </>
      ),
    };
  },
};
