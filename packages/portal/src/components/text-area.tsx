import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { FormGroup, fieldAttributes, type FieldProps } from "./form-group.tsx";

type TextAreaProps = FieldProps & {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  /** Shown as a limit, and counted while typing where scripts run. Never cut off: the server refuses what is longer. */
  readonly charactersMax?: number | undefined;
  /** Another element that says something of the field. */
  readonly describedBy?: string | undefined;
};

const Counter: FC<{ id: string; name: string; charactersMax: number; used: number }> = ({
  id,
  name,
  charactersMax,
  used,
}) => {
  const { t, format } = usePage();
  const max = format.number(charactersMax);
  return (
    <div
      class="portal-counter"
      id={id}
      data-portal-counter-for={name}
      data-portal-counter-max={charactersMax}
      data-portal-counter-within={t("components.charactersUsed", { used: "%used%", max })}
      data-portal-counter-over={t("components.charactersOver", { used: "%used%", max })}
    >
      {used > charactersMax
        ? t("components.charactersOver", { used: format.number(used), max })
        : t("components.charactersMax", { max })}
    </div>
  );
};

export const TextArea: FC<TextAreaProps> = (props) => {
  const counterId = `${props.name}-counter`;
  const text = props.value ?? "";
  return (
    <FormGroup field={props}>
      <textarea
        {...fieldAttributes(props, props.charactersMax === undefined ? props.describedBy : counterId)}
        class={
          props.error === undefined
            ? "ecl-text-area ecl-text-area--l portal-text-area"
            : "ecl-text-area ecl-text-area--l ecl-text-area--invalid portal-text-area"
        }
        rows={props.rows ?? 5}
      >
        {/* A parser drops the first line break of a text area, so one is put before a text that starts with one. */}
        {text.startsWith("\n") ? `\n${text}` : text}
      </textarea>
      {props.charactersMax !== undefined && (
        <Counter id={counterId} name={props.name} charactersMax={props.charactersMax} used={text.length} />
      )}
    </FormGroup>
  );
};
