import type { PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";

/** Why an organisation may or may not take part in a call, as a sentence; a reason without words is shown as it is named. */
export const participationReason = (reason: string, { t, language }: PageContext): string => {
  const key = `standing.reason.${reason}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : t("standing.reason.other", { reason });
};
