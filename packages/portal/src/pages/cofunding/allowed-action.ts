import type { Schemas } from "../../api-client.ts";
import type { PageContext } from "../../page/page-context.ts";
import { problemToWords } from "../../problem.ts";

type Allowed = readonly Schemas["AllowedAction"][];

const conflict = 409;
const forbidden = 403;

export const isAllowed = (actions: Allowed, action: string): boolean =>
  actions.some((one) => one.action === action && one.allowed);

/** Why a button is off, in words; undefined where it is on. */
export const offBecause = (actions: Allowed, action: string, { t, language }: PageContext): string | undefined => {
  const found = actions.find((one) => one.action === action);
  if (found?.allowed === true) return undefined;
  const code = found?.because ?? "NotAllowed";
  if (code === "AllCommitted") return t("cofunding.commitments.allCommitted");
  return problemToWords({ status: code === "NotAllowed" ? forbidden : conflict, code }, language).reason;
};

/** Whether to offer something at all: not to those whose role it never is. */
export const isOffered = (actions: Allowed, action: string): boolean =>
  actions.some((one) => one.action === action && one.because !== "NotAllowed");
