import type { Child, FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { Icon } from "./icon.tsx";

/** What every field has. Its name is also its id, so that the error summary can lead to it. */
export type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly help?: Child | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
};

export const Asterisk: FC = () => (
  <span class="ecl-form-label__required" aria-hidden="true">
    *
  </span>
);

const helpId = (name: string) => `${name}-help`;
const errorId = (name: string) => `${name}-error`;

/** The attributes that tie an input to its help and its error. */
export const fieldAttributes = ({ name, help, error, required }: FieldProps, alsoDescribedBy?: string) => {
  const describedBy = [
    help === undefined ? undefined : helpId(name),
    error === undefined ? undefined : errorId(name),
    alsoDescribedBy,
  ].filter((id) => id !== undefined);
  return {
    id: name,
    name,
    required: required === true ? true : undefined,
    "aria-invalid": error === undefined ? undefined : ("true" as const),
    "aria-describedby": describedBy.length === 0 ? undefined : describedBy.join(" "),
  };
};

export const Help: FC<{ field: FieldProps }> = ({ field }) =>
  field.help === undefined ? null : (
    <div class="ecl-help-block" id={helpId(field.name)}>
      {field.help}
    </div>
  );

export const FieldError: FC<{ field: FieldProps }> = ({ field }) => {
  const { t } = usePage();
  return field.error === undefined ? null : (
    <div class="ecl-feedback-message" id={errorId(field.name)}>
      <Icon name="error-outline" size="s" label={t("components.error")} class="ecl-feedback-message__icon" />
      {field.error}
    </div>
  );
};

const labelClass = (field: FieldProps) =>
  field.error === undefined ? "ecl-form-label" : "ecl-form-label ecl-form-label--invalid";

/** A label, its help, one input, its error. */
export const FormGroup: FC<PropsWithChildren<{ field: FieldProps }>> = ({ field, children }) => (
  <div class="ecl-form-group">
    <label for={field.name} class="ecl-form-label-wrapper">
      <span class={labelClass(field)}>{field.label}</span>
      {field.required === true && <Asterisk />}
    </label>
    <Help field={field} />
    {children}
    <FieldError field={field} />
  </div>
);

/** The same for a question with several inputs. Its first input has the name as its id. */
export const ChoiceGroup: FC<PropsWithChildren<{ field: FieldProps; role?: "radiogroup" | undefined }>> = ({
  field,
  role,
  children,
}) => {
  const attributes = fieldAttributes(field);
  return (
    <fieldset
      class="ecl-form-group"
      role={role}
      aria-required={role !== undefined && field.required === true ? "true" : undefined}
      aria-describedby={attributes["aria-describedby"]}
    >
      <legend class="ecl-form-label-wrapper">
        <span class={labelClass(field)}>{field.label}</span>
        {field.required === true && <Asterisk />}
      </legend>
      <Help field={field} />
      {children}
      <FieldError field={field} />
    </fieldset>
  );
};
