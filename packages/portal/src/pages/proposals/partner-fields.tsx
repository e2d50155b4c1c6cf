import type { Child } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { CheckboxGroup } from "../../components/choices.tsx";
import { RequiredNote } from "../../components/form.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FieldOf } from "../../forms/form-field.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Content, ContentOf } from "./proposal-facts.ts";

type Partner = ContentOf<"partner">;

const nameLength = { min: 2, max: 200 };
const kinds = ["isSme", "isNonProfit", "isPublicBody"] as const;

export const partnerLabels = ({ t }: PageContext): FieldLabels => ({
  name: { label: t("proposals.field.name"), rule: t("forms.textLength", nameLength) },
  pic: { label: t("proposals.field.pic"), rule: t("proposals.rule.pic") },
  country: { label: t("proposals.field.country"), rule: t("proposals.rule.country") },
  kinds: { label: t("proposals.field.kinds"), rule: t("forms.choose") },
});

export const partnerValues = (content: Content | undefined): FormValues => {
  if (content?.kind !== "partner") return formValues({});
  const { name, pic, country } = content;
  return formValues({ name, pic, country, kinds: kinds.filter((kind) => content[kind]) });
};

/** What the registry knows of an organisation, to begin with. */
export const valuesOfOrganisation = ({ name, pic, address }: Schemas["LegalEntity"]): FormValues =>
  formValues({ name, pic, country: address.country });

export const readPartner = (form: FormValues, slot: string): Partner => {
  const chosen = form.all("kinds");
  return {
    kind: "partner",
    slot,
    name: form.text("name"),
    pic: form.text("pic").replaceAll(/\s/g, ""),
    country: form.text("country").trim().toUpperCase(),
    isSme: chosen.includes("isSme"),
    isNonProfit: chosen.includes("isNonProfit"),
    isPublicBody: chosen.includes("isPublicBody"),
  };
};

export const partnerInputs =
  ({ t }: PageContext) =>
  (field: FieldOf, form: FormValues): Child => (
    <>
      <RequiredNote />
      <TextInput {...field("name")} autocomplete="organization" required />
      <TextInput {...field("pic", t("proposals.help.pic"))} width="s" inputmode="numeric" required />
      <TextInput {...field("country", t("proposals.help.country"))} width="s" required />
      <CheckboxGroup
        {...field("kinds")}
        choices={kinds.map((kind) => ({ value: kind, label: t(`proposals.kind.${kind}`) }))}
        values={form.all("kinds")}
      />
    </>
  );
