import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { decisionPath } from "../evaluation/vocabulary.ts";

type Results = Schemas["ResultLetters"];

const pathOf = (decisionId: string): string => `/letters/decisions/${decisionId}`;
const decisionIdOf = (c: PortalContext): string => c.req.param("decisionId") ?? "";

const Waiting: FC<{ results: Results }> = ({ results: { decisionId, letters, allowedActions } }) => {
  const { t, href } = usePage();
  return (
    <>
      <p>{t("letters.results.none", { letters })}</p>
      {isAllowed(allowedActions, "sendResultLetters") && (
        <Form action={href(pathOf(decisionId))} hidden={hiddenKeys()}>
          <ButtonRow>
            <Button>{t("letters.results.send")}</Button>
          </ButtonRow>
        </Form>
      )}
    </>
  );
};

const Progress: FC<{ results: Results; orderedAt: string }> = ({ results, orderedAt }) => {
  const { t, href, format } = usePage();
  const { decisionId, letters, sent } = results;
  const told = t("letters.results.done", { sent: format.number(sent), letters: format.number(letters) });
  return (
    <>
      {sent >= letters && <Notification kind="success" title={t("letters.results.whole")} />}
      <DescriptionList
        items={[
          { term: t("letters.results.ordered"), detail: <DateTimeOf at={orderedAt} /> },
          {
            term: t("letters.results.progress"),
            detail: (
              <>
                <progress value={sent} max={Math.max(letters, 1)} aria-label={told} /> {told}
              </>
            ),
          },
        ]}
      />
      {sent < letters && (
        <ButtonRow>
          <ButtonLink kind="secondary" href={href(pathOf(decisionId))}>
            {t("letters.results.again")}
          </ButtonLink>
        </ButtonRow>
      )}
    </>
  );
};

/** The letters of an award decision: to be sent, or how far they are. */
export const showResultLetters = async (c: PortalContext): Promise<Response> => {
  const params = { path: { decisionId: decisionIdOf(c) } };
  const read = await answerOf(apiOf(c).GET("/v1/letters/decisions/{decisionId}/results", { params }));
  if (!read.ok) return showProblem(c, read.error);
  const results = read.value;
  const { t } = c.get("page");
  return show(c, {
    title: t("letters.results.title", { topic: results.topicId }),
    lead: t("letters.results.lead"),
    crumbs: [{ label: t("evaluation.decision.facts"), path: decisionPath(results.decisionId) }],
    content:
      results.orderedAt === undefined ? (
        <Waiting results={results} />
      ) : (
        <Progress results={results} orderedAt={results.orderedAt} />
      ),
  });
};

export const sendResultLetters = async (c: PortalContext): Promise<Response> => {
  const path = { decisionId: decisionIdOf(c) };
  const params = { path, header: commandHeaders(await readForm(c)) };
  const sent = await answerOf(apiOf(c).POST("/v1/letters/decisions/{decisionId}/results", { params }));
  return sent.ok ? seeOther(c, pathOf(path.decisionId)) : showProblem(c, sent.error, pathOf(path.decisionId));
};
