import type { FC } from "hono/jsx";
import { SearchForm } from "../../components/search-form.tsx";
import { usePage } from "../../page/page-context.ts";

/** The way to the awards of a decision, by its identifier. */
export const FindDecision: FC<{ readonly value?: string | undefined }> = ({ value }) => {
  const { t, href } = usePage();
  return (
    <>
      <SearchForm action={href("/agreements/decisions")} name="id" label={t("agreements.decision")} value={value} />
      <p>{t("agreements.decisionHelp")}</p>
    </>
  );
};
