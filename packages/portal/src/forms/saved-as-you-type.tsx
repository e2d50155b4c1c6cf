import type { FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

/** Where scripts run, the form inside is saved while it is written; it carries its version, and says when it was last saved. */
export const SavedAsYouType: FC<PropsWithChildren<{ isOn: boolean; isAsSent: boolean }>> = ({
  isOn,
  isAsSent,
  children,
}) => {
  const { t, person, query } = usePage();
  const afterChoice = query.has("done") ? "afterChoice" : undefined;
  return isOn ? (
    <div
      data-portal-autosave=""
      data-portal-person={person?.id ?? ""}
      data-portal-kept={t("forms.keptHere")}
      data-portal-shown={isAsSent ? "asSent" : afterChoice}
      data-portal-saving={t("forms.saving")}
      data-portal-offline={t("forms.offline")}
      data-portal-refused={t("forms.notSavedBecause")}
    >
      {children}
    </div>
  ) : (
    <>{children}</>
  );
};
