import type { Child } from "hono/jsx";
import type { FieldErrors } from "../components/error-summary.tsx";
import type { FieldProps } from "../components/form-group.tsx";
import type { FieldLabels } from "./field-rules.ts";
import type { FormValues } from "./form-values.ts";

type Shown = { readonly form: FormValues; readonly fields: FieldLabels; readonly errors: FieldErrors };

/** What a field of a form needs, by its name: `<TextInput {...field("title")} required />`. */
export type FieldOf = (name: string, help?: Child) => FieldProps & { readonly value: string };

export const fieldsFor =
  ({ form, fields, errors }: Shown): FieldOf =>
  (name, help) => ({
    name,
    label: fields[name]?.label ?? name,
    value: form.text(name),
    error: errors[name],
    ...(help === undefined ? {} : { help }),
  });
