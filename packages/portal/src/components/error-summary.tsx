import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { Icon } from "./icon.tsx";

/** Message by field name: the same record feeds the summary and the fields. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What is wrong, first on the page, each line leading to its field. Nothing at all when nothing is wrong. */
export const ErrorSummary: FC<{ readonly errors: FieldErrors }> = ({ errors }) => {
  const { t } = usePage();
  const entries = Object.entries(errors);
  return entries.length === 0 ? null : (
    <div class="ecl-notification ecl-notification--error" role="alert" tabindex={-1} autofocus id="error-summary">
      <Icon name="error-outline" size="l" label={t("components.notError")} class="ecl-notification__icon" />
      <div class="ecl-notification__content">
        <h2 class="ecl-notification__title">{t("components.errorSummaryTitle")}</h2>
        <div class="ecl-notification__description">
          <p class="portal-error-summary__text">{t("components.errorSummaryText", { count: entries.length })}</p>
          <ul class="ecl-unordered-list">
            {entries.map(([field, message]) => (
              <li class="ecl-unordered-list__item">
                <a class="ecl-link" href={`#${encodeURIComponent(field)}`}>
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
};
