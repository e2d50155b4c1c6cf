import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

/**
 * Stands on every page of a person and is shown by a script before their session ends. Without scripts nobody is warned and nothing is lost
 * either: a form that comes too late is kept.
 */
export const SessionWarning: FC = () => {
  const { t, session, csrfToken } = usePage();
  if (session === null || csrfToken === null) return null;
  return (
    <div
      class="ecl-container"
      aria-live="polite"
      data-portal-session
      data-portal-idle-seconds={String(Math.floor(session.idleSecondsLeft))}
      data-portal-seconds={String(Math.floor(session.secondsLeft))}
      data-portal-ended={t("signIn.ended")}
    >
      <div class="portal-session" hidden>
        <p class="portal-session__title">{t("signIn.endsSoonTitle")}</p>
        <p data-portal-session-text>{t("signIn.endsSoon")}</p>
        <form method="post" action="/auth/stay">
          <input type="hidden" name="csrf" value={csrfToken} />
          <button type="submit" class="ecl-button ecl-button--primary">
            {t("signIn.stay")}
          </button>
        </form>
      </div>
    </div>
  );
};
