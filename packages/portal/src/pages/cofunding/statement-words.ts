import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { Crumb } from "../../page/page.ts";
import type { PageContext } from "../../page/page-context.ts";

type Standing = Pick<Schemas["ListedYearlyStatement"], "status" | "isOverdue">;

/** Below the language. */
export const statementsPath = "/cofunding/statements";
export const statementPath = ({ member, year }: { readonly member: string; readonly year: number | string }): string =>
  `${statementsPath}/${member}/${year}`;

/** Whoever may read a statement may read the list; the pages above it are not for every member of the Board. */
export const statementsCrumb = ({ t }: PageContext): Crumb => ({
  label: t("cofunding.statements.title"),
  path: statementsPath,
});

export const standingTone = ({ status, isOverdue }: Standing): StatusTone => {
  if (status === "signed") return "quiet";
  return isOverdue ? "attention" : "active";
};

export const standingText = ({ status, isOverdue }: Standing, { t }: PageContext): string =>
  isOverdue
    ? t("cofunding.statements.overdue", { status: t(`cofunding.statements.status.${status}`) })
    : t(`cofunding.statements.status.${status}`);
