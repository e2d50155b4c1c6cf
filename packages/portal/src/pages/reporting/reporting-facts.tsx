import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import { agreementIdOf, agreementPath } from "../agreements/agreement-facts.tsx";

export type Standing = Schemas["PeriodStanding"];
export type StatementState = Schemas["StatementState"];
export type StatementFile = Schemas["StatementFile"];
export type ReportFile = Schemas["ReportFile"];

/** Where a page of reporting is: the agreement, the period, the beneficiary. */
export type Place = { readonly agreementId: string; readonly period: number; readonly slot: string };

export const placeOf = (c: PortalContext): Place => ({
  agreementId: agreementIdOf(c),
  period: Number(c.req.param("period")),
  slot: c.req.param("slot") ?? "",
});

export const reportsPath = (agreementId: string): string => `${agreementPath(agreementId)}/reports`;
export const reportPath = ({ agreementId, period }: Pick<Place, "agreementId" | "period">): string =>
  `${reportsPath(agreementId)}/${period}`;
export const statementPath = (place: Place): string => `${reportPath(place)}/${place.slot}`;

export const readReport = (c: PortalContext, { agreementId, period }: Place) =>
  answerOf(
    apiOf(c).GET("/v1/reporting/agreements/{agreementId}/periods/{period}", {
      params: { path: { agreementId, period } },
    }),
  );
export const readStatement = (c: PortalContext, path: Place) =>
  answerOf(
    apiOf(c).GET("/v1/reporting/agreements/{agreementId}/periods/{period}/statements/{slot}", { params: { path } }),
  );

const periodTones: Readonly<Record<Standing["state"], StatusTone>> = {
  NOT_BEGUN: "quiet",
  RUNNING: "neutral",
  DUE: "attention",
  OVERDUE: "attention",
  SENT: "active",
  SENT_LATE: "active",
};
export const PeriodState: FC<{ readonly state: Standing["state"] }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={periodTones[state]}>{t(`reporting.state.${state}`)}</StatusLabel>;
};

const statementTones: Readonly<Record<StatementState, StatusTone>> = {
  none: "quiet",
  draft: "attention",
  signed: "active",
};
export const StatementStateLabel: FC<{ readonly state: StatementState }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={statementTones[state]}>{t(`reporting.statement.${state}`)}</StatusLabel>;
};

type Offer = { readonly isOffered: boolean; readonly disabledBecause: string | undefined };

/** Whether to show this person what asks for an action, and why it does nothing now. */
export const offerOf = (
  allowedActions: readonly Schemas["AllowedAction"][],
  action: string,
  { t, language }: PageContext,
): Offer => {
  const found = allowedActions.find((one) => one.action === action);
  if (found?.allowed === true) return { isOffered: true, disabledBecause: undefined };
  const because = found?.because ?? "NotAllowed";
  const key = `reporting.because.${because}`;
  const disabledBecause = isMessageKey(key)
    ? translateLoosely(language, key, {})
    : t("reporting.because.other", { code: because });
  return { isOffered: because !== "NotAllowed", disabledBecause };
};
