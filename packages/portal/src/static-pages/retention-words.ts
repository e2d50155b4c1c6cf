import type { RetentionClock } from "@grants/core/transparency/personal-data";
import type { Translate } from "../words/translate.ts";

/** How long an item is kept, in words: the same table says it here that erasure reads. */
export const clockWords = (t: Translate, clock: RetentionClock): string => {
  switch (clock.kind) {
    case "ACCOUNT":
      return t("privacy.clock.ACCOUNT", { months: clock.monthsWithoutRole });
    case "DAYS":
      return t("privacy.clock.DAYS", { days: clock.days });
    case "HOURS":
      return t("privacy.clock.HOURS", { hours: clock.hours });
    case "ROLE":
    case "INVITATION":
    case "SUBSCRIPTION":
    case "SUPPORTING_DOCUMENTS":
    case "PUBLICATION":
    case "PSEUDONYM":
      return t(`privacy.clock.${clock.kind}`);
  }
};
