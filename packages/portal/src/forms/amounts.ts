import { parseEuro, type AmountNotUnderstood, type Cents } from "@grants/kernel/money";
import type { Result } from "@grants/kernel/result";
import type { PageContext } from "../page/page-context.ts";
import type { FormValues } from "./form-values.ts";

const exampleCents = 1_234_567_89;

/** An amount of a form, as people write it. */
export const amountIn = (form: FormValues, name: string): Result<Cents, AmountNotUnderstood> =>
  parseEuro(form.text(name));

/** What to do with an amount that could not be read. */
export const amountRule = (refused: AmountNotUnderstood, { t, format }: PageContext): string => {
  switch (refused.kind) {
    case "AmountAmbiguous":
      return t("forms.amount.AmountAmbiguous", {
        plain: String(refused.asGroup / 100),
        precise: format.plainAmount(refused.asGroup),
      });
    case "AmountNotANumber":
    case "AmountTooPrecise":
      return t(`forms.amount.${refused.kind}`, { example: format.plainAmount(exampleCents) });
    case "AmountNegative":
    case "AmountTooLarge":
      return t(`forms.amount.${refused.kind}`);
  }
};
