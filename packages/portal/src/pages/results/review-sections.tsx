import type { Child, FC } from "hono/jsx";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import type { Review } from "./review-facts.ts";

type Done = { readonly at: string; readonly by?: string | undefined };

const doneBy = ({ at, by }: Done, { t }: PageContext): readonly Description[] => [
  { term: t("results.review.at"), detail: <DateTimeOf at={at} /> },
  ...(by === undefined ? [] : [{ term: t("results.review.by"), detail: <PersonReference userId={by} /> }]),
];

const People: FC<{ ids: readonly string[] }> = ({ ids }) => (
  <>
    {ids.map((id, place) => (
      <>
        {place > 0 && <br />}
        <PersonReference userId={id} />
      </>
    ))}
  </>
);

type StepProps = {
  readonly title: string;
  readonly done: Done;
  readonly facts?: readonly Description[];
  readonly text?: string | undefined;
};

const Step: FC<StepProps> = ({ title, done, facts = [], text }) => (
  <Section title={title}>
    <DescriptionList items={[...facts, ...doneBy(done, usePage())]} />
    {text !== undefined && <Paragraphs text={text} />}
  </Section>
);

const Assessment: FC<{ assessment: NonNullable<Review["assessment"]> }> = ({ assessment }) => {
  const { t } = usePage();
  const { experts, scores, comments } = assessment;
  const criteria = (["RELEVANCE", "EXCELLENCE", "IMPLEMENTATION", "IMPACT"] as const).filter(
    (criterion) => scores[criterion] !== undefined,
  );
  return (
    <Step
      title={t("results.review.assessment")}
      done={assessment}
      facts={[
        { term: t("results.review.experts"), detail: <People ids={experts} /> },
        ...criteria.map((criterion) => ({
          term: t(`evaluation.criterion.${criterion}`),
          detail: (
            <>
              <strong>{scores[criterion] ?? ""}</strong>
              <Paragraphs text={comments[criterion] ?? ""} />
            </>
          ),
        })),
      ]}
    />
  );
};

const Correction: FC<{ correction: NonNullable<Review["correction"]> }> = ({ correction }) => {
  const { t, format } = usePage();
  const { total, rank, formerRank, moved } = correction;
  const place = (value: number | undefined): Child => (value === undefined ? "–" : format.number(value));
  return (
    <Step
      title={t("results.review.correction")}
      done={correction}
      facts={[
        { term: t("results.review.total"), detail: total },
        { term: t("results.review.formerRank"), detail: place(formerRank) },
        { term: t("results.review.rank"), detail: place(rank) },
        { term: t("results.review.moved"), detail: place(moved) },
      ]}
    />
  );
};

/** What was done in a review, step by step; what has not happened is not there. */
export const ReviewSteps: FC<{ review: Review }> = ({ review }) => {
  const { t } = usePage();
  const { request, registration, committee, advice, decision, assessment, correction } = review;
  const outcome = (said: NonNullable<Review["decision"]>) => [
    { term: t("results.review.outcome"), detail: t(`results.review.outcome.${said.outcome}`) },
  ];
  return (
    <>
      <Step
        title={t("results.review.request")}
        done={request}
        facts={[
          {
            term: t("results.review.grounds"),
            detail: request.grounds.map((ground) => t(`results.review.ground.${ground}`)).join("; "),
          },
        ]}
        text={request.text}
      />
      {registration !== undefined && (
        <Step
          title={t("results.review.registration")}
          done={registration}
          facts={[
            {
              term: t("results.review.outcome"),
              detail: t(`results.review.registrable.${registration.isRegistrable ? "true" : "false"}`),
            },
          ]}
          text={registration.reason}
        />
      )}
      {committee !== undefined && (
        <Step
          title={t("results.review.committee")}
          done={committee}
          facts={
            committee.members === undefined
              ? []
              : [{ term: t("results.review.members"), detail: <People ids={committee.members} /> }]
          }
        />
      )}
      {advice !== undefined && (
        <Step title={t("results.review.advice")} done={advice} facts={outcome(advice)} text={advice.reason} />
      )}
      {decision !== undefined && (
        <Step title={t("results.review.decision")} done={decision} facts={outcome(decision)} text={decision.reason} />
      )}
      {assessment !== undefined && <Assessment assessment={assessment} />}
      {correction !== undefined && <Correction correction={correction} />}
    </>
  );
};
