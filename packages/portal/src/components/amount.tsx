import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

/** Whole cents as euro in the reader's language, never broken over two lines. */
export const Amount: FC<{ readonly cents: number }> = ({ cents }) => {
  const { format } = usePage();
  return <span class="portal-amount">{format.money(cents)}</span>;
};

/** An amount that may not be known, as with records taken over from elsewhere. */
export const AmountIfKnown: FC<{ readonly cents: number | null | undefined }> = ({ cents }) => {
  const { t } = usePage();
  return typeof cents === "number" ? <Amount cents={cents} /> : <span>{t("components.unknown")}</span>;
};
