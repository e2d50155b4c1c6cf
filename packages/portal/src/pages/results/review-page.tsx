import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { TrailLink } from "../audit/trail-link.tsx";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { readReview, reviewCrumbs, reviewPath, stateTone, type ShownReview } from "./review-facts.ts";
import { ReviewSteps } from "./review-sections.tsx";
import { reviewStepPaths } from "./review-steps.tsx";

const Facts: FC<{ shown: ShownReview }> = ({ shown: { period, review } }) => {
  const { t, format } = usePage();
  return (
    <DescriptionList
      items={[
        ...(review === undefined
          ? []
          : [
              {
                term: t("results.review.state"),
                detail: (
                  <StatusLabel tone={stateTone[review.state]}>{t(`results.review.state.${review.state}`)}</StatusLabel>
                ),
              },
              { term: t("results.review.next"), detail: t(`results.review.next.${review.state}`) },
            ]),
        ...(period === undefined
          ? []
          : [
              {
                term: t("results.review.until"),
                detail: (
                  <>
                    <DateOf on={period.dueOn} />
                    {period.legalDueOn !== period.dueOn &&
                      ` (${t("results.review.legal", { on: format.date(period.legalDueOn) })})`}
                  </>
                ),
              },
            ]),
      ]}
    />
  );
};

/** The steps that this person may take now, and nothing else. */
const Actions: FC<{ shown: ShownReview }> = ({ shown: { proposalId, allowedActions } }) => {
  const { t, href } = usePage();
  const open = reviewStepPaths.filter(([action]) => isAllowed(allowedActions, action));
  if (open.length === 0) return null;
  return (
    <ButtonRow>
      {open.map(([action, path]) => (
        <ButtonLink kind="primary" href={href(`${reviewPath(proposalId)}/${path}`)}>
          {t(`results.review.step.${action}`)}
        </ButtonLink>
      ))}
    </ButtonRow>
  );
};

/** Where the review of an evaluation stands, for its applicant and the Centre's people. */
export const showReview = async (c: PortalContext): Promise<Response> => {
  const read = await readReview(c);
  if (!read.ok) return showProblem(c, read.error);
  const page = c.get("page");
  const { t, query } = page;
  const shown = read.value;
  const { acronym, title, review } = shown;
  return show(c, {
    title: t("results.review.title", { acronym }),
    lead: t("results.review.lead"),
    crumbs: reviewCrumbs(page, shown),
    meta: [title, ...(review === undefined ? [] : [<TrailLink aggregate={review.id} />])],
    content: (
      <>
        {query.get("done") === "yes" && <Notification kind="success" title={t("results.review.done")} />}
        <Facts shown={shown} />
        {review === undefined && <p>{t("results.review.none")}</p>}
        <Actions shown={shown} />
        {review !== undefined && <ReviewSteps review={review} />}
      </>
    ),
  });
};

const ReviewTable: FC<{ reviews: readonly Schemas["ListedReview"][] }> = ({ reviews }) => {
  const { t, href } = usePage();
  return (
    <Table
      caption={t("results.review.list")}
      columns={[
        {
          header: t("results.review.proposal"),
          namesRow: true,
          cell: ({ proposalId, acronym }) => <Link href={href(reviewPath(proposalId))}>{acronym}</Link>,
        },
        { header: t("results.review.topic"), cell: ({ topicId }) => topicId },
        { header: t("results.review.requestedAt"), cell: ({ requestedAt }) => <DateTimeOf at={requestedAt} /> },
        {
          header: t("results.review.state"),
          cell: ({ state }) => <StatusLabel tone={stateTone[state]}>{t(`results.review.state.${state}`)}</StatusLabel>,
        },
      ]}
      rows={reviews}
      empty={t("results.review.listEmpty")}
    />
  );
};

export const showReviews = async (c: PortalContext): Promise<Response> => {
  const params = { path: { callId: c.req.param("callId") ?? "" } };
  const read = await answerOf(apiOf(c).GET("/v1/results/calls/{callId}/reviews", { params }));
  if (!read.ok) return showProblem(c, read.error);
  const { t } = c.get("page");
  return show(c, {
    title: t("results.review.list"),
    lead: t("results.review.listLead"),
    crumbs: [{ label: t("evaluation.title"), path: `/evaluation/calls/${params.path.callId}` }],
    content: <ReviewTable reviews={read.value.reviews} />,
  });
};
