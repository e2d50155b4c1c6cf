import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { FormGroup, fieldAttributes, type FieldProps } from "./form-group.tsx";

type FieldWidth = "s" | "m" | "l";

const widthClass: Readonly<Record<FieldWidth, string>> = {
  s: "ecl-text-input--s",
  m: "ecl-text-input--m",
  l: "ecl-text-input--l",
};

const inputClass = (width: FieldWidth, error: string | undefined) =>
  `ecl-text-input ${widthClass[width]}${error === undefined ? "" : " ecl-text-input--invalid"}`;

type TextInputProps = FieldProps & {
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "url" | "tel" | "search" | "date" | "datetime-local" | undefined;
  readonly inputmode?: "text" | "numeric" | "decimal" | undefined;
  /** What browsers fill in themselves, as "email" or "organization". */
  readonly autocomplete?: string | undefined;
  readonly width?: FieldWidth | undefined;
};

export const TextInput: FC<TextInputProps> = (props) => (
  <FormGroup field={props}>
    <input
      {...fieldAttributes(props)}
      class={inputClass(props.width ?? "l", props.error)}
      type={props.type ?? "text"}
      inputmode={props.inputmode}
      autocomplete={props.autocomplete}
      value={props.value}
    />
  </FormGroup>
);

type AmountInputProps = FieldProps & {
  /** The text as it was typed; a refused amount comes back exactly as it came in. */
  readonly value?: string | undefined;
};

const exampleCents = 1_234_567_89;

/** An amount in euro as people write it, "1 234 567,89" or "1,234,567.89". To show a stored one: `format.plainAmount`. */
export const AmountInput: FC<AmountInputProps> = (props) => {
  const { t, format } = usePage();
  const help = props.help ?? t("components.amountHelp", { example: format.plainAmount(exampleCents) });
  const field = { ...props, help };
  return (
    <FormGroup field={field}>
      <div class="portal-amount-input">
        <span class="portal-amount-input__sign" aria-hidden="true">
          €
        </span>
        <input
          {...fieldAttributes(field)}
          class={inputClass("s", props.error)}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          value={props.value}
        />
      </div>
    </FormGroup>
  );
};
