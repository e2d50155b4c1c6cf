import type { FC } from "hono/jsx";
import { show, type PortalContext } from "../area.ts";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Notification } from "../components/notification.tsx";
import { usePage } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";
import { problemToWords, type Problem } from "../problem.ts";
import type { Refusal } from "./refusal.ts";

const ProblemNotice: FC<{ problem: Problem }> = ({ problem }) => {
  const { t, language } = usePage();
  const words = problemToWords(problem, language);
  // Nothing went wrong: the form is only shown again, to be sent.
  if (problem.code === "SignedInAgain")
    return (
      <Notification kind="info" title={t("signIn.againTitle")}>
        <p>{words.reason}</p>
      </Notification>
    );
  return (
    <Notification kind="error" title={t("forms.notDone")}>
      <p lang={words.reasonLanguage}>{words.reason}</p>
      <p>{words.advice}</p>
    </Notification>
  );
};

/** First on the page of a form: what was refused and where. Nothing at all on a form that was not sent yet. */
export const RefusalNotice: FC<{ readonly refusal: Refusal | null }> = ({ refusal }) =>
  refusal === null ? null : (
    <>
      {refusal.problem !== null && <ProblemNotice problem={refusal.problem} />}
      <ErrorSummary errors={refusal.errors} />
    </>
  );

type RefusalStatus = 400 | 403 | 404 | 409 | 412 | 413 | 422 | 503;
const refusalStatuses: readonly RefusalStatus[] = [400, 403, 404, 409, 412, 413, 422, 503];

/** Answers with the page of a form: anew, or refused, under the status of the refusal and with what was typed. */
export const showForm = (c: PortalContext, page: Page, refusal: Refusal | null): Response => {
  if (refusal === null) return show(c, page);
  const status = refusalStatuses.find((known) => known === refusal.status) ?? (refusal.status >= 500 ? 503 : 422);
  const content = (
    <>
      <RefusalNotice refusal={refusal} />
      {page.content}
    </>
  );
  return show(c, { ...page, content, hasErrors: true }, status);
};
