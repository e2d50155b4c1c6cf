import type { FC } from "hono/jsx";
import { FieldError, fieldAttributes, type FieldProps } from "./form-group.tsx";
import type { Choice } from "./choices.tsx";
import { Icon } from "./icon.tsx";

type CellInputProps = FieldProps & {
  readonly value: string;
  /** Numbers stand to the right. */
  readonly numeric?: boolean | undefined;
};

const inputClass = ({ numeric, error }: Pick<CellInputProps, "numeric" | "error">): string =>
  [
    "ecl-text-input portal-cell-input",
    numeric === true ? "portal-cell-input--number" : "",
    error === undefined ? "" : "ecl-text-input--invalid",
  ]
    .filter((name) => name !== "")
    .join(" ");

/** An input in a table: its column's header is in sight, its label is for those who hear the page. */
export const CellInput: FC<CellInputProps> = (props) => (
  <>
    <input
      {...fieldAttributes(props)}
      class={inputClass(props)}
      type="text"
      inputmode={props.numeric === true ? "decimal" : undefined}
      autocomplete="off"
      aria-label={props.label}
      value={props.value}
    />
    <FieldError field={props} />
  </>
);

type CellSelectProps = FieldProps & { readonly value: string; readonly choices: readonly Choice[] };

export const CellSelect: FC<CellSelectProps> = (props) => (
  <>
    <div class={`ecl-select__container${props.error === undefined ? "" : " ecl-select__container--invalid"}`}>
      <select {...fieldAttributes(props)} class="ecl-select portal-cell-input" aria-label={props.label}>
        <option value=""></option>
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
    <FieldError field={props} />
  </>
);

type CellCheckboxProps = { readonly name: string; readonly label: string; readonly checked: boolean };

/** A box in a table, as the one that takes a row out. */
export const CellCheckbox: FC<CellCheckboxProps> = ({ name, label, checked }) => (
  <input
    class="portal-cell-checkbox"
    type="checkbox"
    id={name}
    name={name}
    value="yes"
    aria-label={label}
    checked={checked}
  />
);
