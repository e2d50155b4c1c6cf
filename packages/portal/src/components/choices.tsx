import type { Child, FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { ChoiceGroup, FieldError, FormGroup, Asterisk, fieldAttributes, type FieldProps } from "./form-group.tsx";
import { Icon } from "./icon.tsx";

export type Choice = { readonly value: string; readonly label: string; readonly help?: string | undefined };

type SelectProps = FieldProps & {
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  /** The first, empty row; by default "Select…". */
  readonly placeholder?: string | undefined;
};

export const Select: FC<SelectProps> = (props) => {
  const { t } = usePage();
  const invalid = props.error === undefined ? "" : " ecl-select__container--invalid";
  return (
    <FormGroup field={props}>
      <div class={`ecl-select__container ecl-select__container--l${invalid}`}>
        <select {...fieldAttributes(props)} class="ecl-select">
          <option value="">{props.placeholder ?? t("components.selectPlaceholder")}</option>
          {props.choices.map(({ value, label }) => (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          ))}
        </select>
        <div class="ecl-select__icon" aria-hidden="true">
          <Icon name="corner-arrow" size="s" turn="rotate-180" />
        </div>
      </div>
    </FormGroup>
  );
};

/** The first choice has the group's name as its id, so that the error summary leads to it. */
const choiceId = (name: string, index: number, value: string) => (index === 0 ? name : `${name}-${value}`);

type RadioProps = FieldProps & { readonly choices: readonly Choice[]; readonly value?: string | undefined };

export const Radio: FC<RadioProps> = (props) => {
  const invalid = props.error !== undefined;
  return (
    <ChoiceGroup field={props} role="radiogroup">
      {props.choices.map(({ value, label, help }, index) => {
        const id = choiceId(props.name, index, value);
        return (
          <div class={invalid ? "ecl-radio ecl-radio--invalid" : "ecl-radio"}>
            <input
              id={id}
              name={props.name}
              class="ecl-radio__input"
              type="radio"
              value={value}
              checked={value === props.value}
              aria-describedby={help === undefined ? undefined : `${id}-help`}
            />
            <label class="ecl-radio__label" for={id}>
              <span class={invalid ? "ecl-radio__box ecl-radio__box--invalid" : "ecl-radio__box"}>
                <span class="ecl-radio__box-inner"></span>
              </span>
              <span class="ecl-radio__text">{label}</span>
            </label>
            {help !== undefined && (
              <div class="ecl-radio__help" id={`${id}-help`}>
                {help}
              </div>
            )}
          </div>
        );
      })}
    </ChoiceGroup>
  );
};

type BoxProps = {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly label: Child;
  readonly checked: boolean;
  readonly invalid: boolean;
  readonly required?: boolean | undefined;
  readonly help?: string | undefined;
  readonly describedBy?: string | undefined;
};

const Box: FC<BoxProps> = ({ id, name, value, label, checked, invalid, required, help, describedBy }) => (
  <div class={invalid ? "ecl-checkbox ecl-checkbox--invalid" : "ecl-checkbox"}>
    <input
      id={id}
      name={name}
      class="ecl-checkbox__input"
      type="checkbox"
      value={value}
      checked={checked}
      required={required === true ? true : undefined}
      aria-invalid={invalid ? "true" : undefined}
      aria-describedby={
        [help === undefined ? undefined : `${id}-help`, describedBy].filter(Boolean).join(" ") || undefined
      }
    />
    <label for={id} class="ecl-checkbox__label">
      <span class={invalid ? "ecl-checkbox__box ecl-checkbox__box--invalid" : "ecl-checkbox__box"}>
        <Icon name="check" size="xs" class="ecl-checkbox__icon" />
      </span>
      <span class="ecl-checkbox__text">{label}</span>
      {required === true && <Asterisk />}
    </label>
    {help !== undefined && (
      <div class="ecl-checkbox__help" id={`${id}-help`}>
        {help}
      </div>
    )}
  </div>
);

type CheckboxGroupProps = FieldProps & {
  readonly choices: readonly Choice[];
  readonly values?: readonly string[] | undefined;
};

/** Several boxes under one question. */
export const CheckboxGroup: FC<CheckboxGroupProps> = (props) => (
  <ChoiceGroup field={props}>
    {props.choices.map(({ value, label, help }, index) => (
      <Box
        id={choiceId(props.name, index, value)}
        name={props.name}
        value={value}
        label={label}
        help={help}
        checked={props.values?.includes(value) ?? false}
        invalid={props.error !== undefined}
      />
    ))}
  </ChoiceGroup>
);

type CheckboxProps = Omit<FieldProps, "help"> & {
  readonly help?: string | undefined;
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
};

/** One box, as for a declaration. */
export const Checkbox: FC<CheckboxProps> = (props) => (
  <div class="ecl-form-group">
    <Box
      id={props.name}
      name={props.name}
      value={props.value ?? "yes"}
      label={props.label}
      help={props.help}
      checked={props.checked ?? false}
      invalid={props.error !== undefined}
      required={props.required}
      describedBy={fieldAttributes({ name: props.name, label: props.label, error: props.error })["aria-describedby"]}
    />
    <FieldError field={props} />
  </div>
);
