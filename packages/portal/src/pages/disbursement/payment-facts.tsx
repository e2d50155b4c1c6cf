import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { problemToWords } from "../../problem.ts";

export type PaymentFile = Schemas["PaymentRequestFile"];
export type AgreementPayments = Schemas["AgreementPayments"];
export type ShownRequest = Schemas["ShownPaymentRequest"];
export type Stage = Schemas["PaymentStage"];
export type Allowed = readonly Schemas["AllowedAction"][];

export const requestIdOf = (c: PortalContext): string => c.req.param("requestId") ?? "";
export const agreementIdOf = (c: PortalContext): string => c.req.param("agreementId") ?? "";
export const runIdOf = (c: PortalContext): string => c.req.param("runId") ?? "";

export const paymentsPath = "/payments";
export const requestPath = (requestId: string): string => `${paymentsPath}/requests/${requestId}`;
export const moneyPath = (agreementId: string): string => `${paymentsPath}/agreements/${agreementId}`;
export const runsPath = `${paymentsPath}/runs`;
export const runPath = (runId: string): string => `${runsPath}/${runId}`;
export const dayPath = (executionOn: string): string => `${runsPath}/days/${executionOn}`;
export const messagesPath = `${paymentsPath}/bank-messages`;

export const readRequest = (c: PortalContext, requestId: string) =>
  answerOf(apiOf(c).GET("/v1/disbursement/requests/{requestId}", { params: { path: { requestId } } }));

export const readPayments = (c: PortalContext, agreementId: string) =>
  answerOf(apiOf(c).GET("/v1/disbursement/agreements/{agreementId}", { params: { path: { agreementId } } }));

const tones: Readonly<Record<Stage, StatusTone>> = {
  received: "attention",
  suspended: "attention",
  validated: "attention",
  authorised: "neutral",
  inRun: "neutral",
  confirmed: "neutral",
  sending: "attention",
  sent: "neutral",
  accepted: "neutral",
  settled: "neutral",
  booked: "active",
  rejected: "attention",
};

export const StageLabel: FC<{ readonly stage: Stage }> = ({ stage }) => {
  const { t } = usePage();
  return <StatusLabel tone={tones[stage]}>{t(`disbursement.stage.${stage}`)}</StatusLabel>;
};

export const coordinatorName = ({ coordinator, parties }: Schemas["DataSheet"]): string =>
  parties.find(({ organisation }) => organisation === coordinator)?.name ?? parties[0]?.name ?? coordinator;

type Offer = { readonly isOffered: boolean; readonly disabledBecause: string | undefined };

const conflict = 409;

/** Whether to show this person the button of an action, and why it does nothing now. What others do is not offered. */
export const offerOf = (allowedActions: Allowed, action: string, { language }: PageContext): Offer => {
  const found = allowedActions.find((allowed) => allowed.action === action);
  if (found?.allowed === true) return { isOffered: true, disabledBecause: undefined };
  const code = found?.because ?? "NotAllowed";
  return {
    isOffered: code !== "NotAllowed",
    disabledBecause: problemToWords({ status: conflict, code }, language).reason,
  };
};
