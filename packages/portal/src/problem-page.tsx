import type { FC } from "hono/jsx";
import { ButtonLink, ButtonRow } from "./components/button.tsx";
import { DescriptionList } from "./components/description-list.tsx";
import { Details } from "./components/details.tsx";
import { Notification } from "./components/notification.tsx";
import type { PageContext } from "./page/page-context.ts";
import { usePage } from "./page/page-context.ts";
import type { Page } from "./page/page.ts";
import { signInAddress } from "./shell/sign-in-address.ts";
import { problemToWords, type Problem, type ProblemWords } from "./problem.ts";

/** Where reading the page anew may help: something else happened, or nothing answered. */
const isWorthAnotherTry = (status: number) => status === 409 || status === 412 || status >= 500;

type ProblemContentProps = {
  readonly problem: Problem;
  readonly words: ProblemWords;
  readonly backPath: string | null;
};

const ProblemContent: FC<ProblemContentProps> = ({ problem, words, backPath }) => {
  const page = usePage();
  const { t, href, requestId } = page;
  const signIn = problem.status === 401 ? signInAddress(page) : null;
  const support = [
    { term: t("problems.code"), detail: problem.code },
    ...(requestId === null ? [] : [{ term: t("problems.reference"), detail: requestId }]),
  ];
  return (
    <>
      <Notification kind={problem.status >= 500 ? "error" : "warning"} title={t("problems.reason")}>
        <p lang={words.reasonLanguage}>{words.reason}</p>
      </Notification>
      <p>{words.advice}</p>
      <ButtonRow>
        {signIn !== null && <ButtonLink href={signIn}>{t("shell.signIn")}</ButtonLink>}
        {backPath !== null && isWorthAnotherTry(problem.status) && (
          <ButtonLink href={href(backPath)}>{t("problems.tryAgain")}</ButtonLink>
        )}
        <ButtonLink href={href("/")} kind="secondary">
          {t("problems.toHome")}
        </ButtonLink>
      </ButtonRow>
      <Details summary={t("problems.technical")}>
        <DescriptionList items={support} />
      </Details>
    </>
  );
};

/** A refusal as a page: what, why, and how to go on. */
export const problemPage = (problem: Problem, { language }: PageContext, backPath: string | null): Page => {
  const words = problemToWords(problem, language);
  return { title: words.title, content: <ProblemContent problem={problem} words={words} backPath={backPath} /> };
};
