import type { FC } from "hono/jsx";
import { Link } from "../../components/link.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";

/** From a thing to the letters about it, for those of the Centre who may read them. */
export const ToLetters: FC<{ readonly about: string }> = ({ about }) => {
  const { t, href, person } = usePage();
  if (!mayDo(person, "listLettersAbout")) return null;
  return (
    <p>
      <Link href={href(`/letters/about/${about}`)}>{t("letters.aboutLink")}</Link>
      {about.startsWith("agr_") && mayDo(person, "sendPreInformation") && (
        <>
          <br />
          <Link href={href(`/letters/agreements/${about}`)}>{t("letters.pre.link")}</Link>
        </>
      )}
    </p>
  );
};

/** From an award decision to the letters that inform of it. */
export const ToResultLetters: FC<{ readonly decisionId: string }> = ({ decisionId }) => {
  const { t, href, person } = usePage();
  return mayDo(person, "readResultLetters") ? (
    <p>
      <Link href={href(`/letters/decisions/${decisionId}`)}>{t("letters.results.link")}</Link>
    </p>
  ) : null;
};
