import type { FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

type FormProps = PropsWithChildren<{
  readonly action: string;
  /** Values that travel with the form unseen: the version that was read, an idempotency key. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly upload?: boolean | undefined;
}>;

/**
 * A form that changes something: always a POST, with the session's token. The browser's own checks are off, so that
 * every error reads the same, next to its field and in the summary.
 */
export const Form: FC<FormProps> = ({ action, hidden = {}, upload = false, children }) => {
  const { csrfToken } = usePage();
  return (
    <form
      class="portal-form"
      method="post"
      action={action}
      enctype={upload ? "multipart/form-data" : undefined}
      novalidate
    >
      {csrfToken !== null && <input type="hidden" name="csrf" value={csrfToken} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
};

/** Fields under one heading. */
export const FieldSet: FC<PropsWithChildren<{ readonly legend: string }>> = ({ legend, children }) => (
  <fieldset class="portal-field-set">
    <legend class="portal-field-set__legend">{legend}</legend>
    {children}
  </fieldset>
);

export const RequiredNote: FC = () => {
  const { t } = usePage();
  return <p class="portal-required-note">{t("components.requiredNote")}</p>;
};
