import type { FC } from "hono/jsx";
import type { Schemas } from "../../../api-client.ts";
import { Link } from "../../../components/link.tsx";
import { Paragraphs } from "../../../components/paragraphs.tsx";
import { Section } from "../../../components/section.tsx";
import { StatusLabel, type StatusTone } from "../../../components/status-label.tsx";
import { EmptyState, Table } from "../../../components/table.tsx";
import { DateTimeOf } from "../../../components/time.tsx";
import { usePage } from "../../../page/page-context.ts";

type Question = Schemas["Question"];

const tones: Readonly<Record<Question["state"], StatusTone>> = {
  asked: "attention",
  answered: "neutral",
  published: "active",
  setAside: "quiet",
};

const StateOf: FC<{ question: Pick<Question, "state"> & { readonly because?: Schemas["AsideReason"] } }> = ({
  question: { state, because },
}) => {
  const { t } = usePage();
  return (
    <>
      <StatusLabel tone={tones[state]}>{t(`callSite.questions.state.${state}`)}</StatusLabel>
      {because !== undefined && <p>{t(`callSite.questions.because.${because}`)}</p>}
    </>
  );
};

/** Words that were erased with their author are said to be. */
const Words: FC<{ words: string | null }> = ({ words }) => {
  const { t } = usePage();
  return <>{words ?? t("callSite.questions.erased")}</>;
};

/** What everybody reads, each under an address of its own. */
export const PublishedAnswers: FC<{ readonly answers: readonly Schemas["PublishedAnswer"][] }> = ({ answers }) => {
  const { t, format } = usePage();
  return (
    <Section title={t("callSite.questions.published")}>
      {answers.length === 0 ? (
        <EmptyState title={t("callSite.questions.emptyTitle")}>{t("callSite.questions.empty")}</EmptyState>
      ) : (
        answers.map(({ questionId, question, answer, publishedAt }) => (
          <article class="portal-answer" id={questionId}>
            <h3 class="portal-answer__question">{question}</h3>
            <Paragraphs text={answer} />
            <p class="portal-answer__at">{t("callSite.questions.publishedOn", { at: format.dateTime(publishedAt) })}</p>
          </article>
        ))
      )}
    </Section>
  );
};

/** What became of the reader's own questions; nobody else sees this. */
export const OwnQuestions: FC<{ readonly questions: readonly Schemas["OwnQuestion"][] }> = ({ questions }) => {
  const { t } = usePage();
  return questions.length === 0 ? null : (
    <Section title={t("callSite.questions.mine")}>
      <Table
        caption={t("callSite.questions.mine")}
        columns={[
          {
            header: t("callSite.questions.column.question"),
            namesRow: true,
            cell: ({ words }) => <Words words={words} />,
          },
          { header: t("callSite.questions.column.state"), cell: ({ question }) => <StateOf question={question} /> },
          {
            header: t("callSite.questions.column.askedAt"),
            cell: ({ question }) => <DateTimeOf at={question.askedAt} />,
          },
        ]}
        rows={questions}
        empty=""
      />
    </Section>
  );
};

/** What waits for the Centre, the oldest first. */
export const WaitingQuestions: FC<{ readonly questions: readonly Schemas["WaitingQuestion"][] }> = ({ questions }) => {
  const { t, href } = usePage();
  return (
    <Table
      caption={t("callSite.questions.waiting")}
      columns={[
        {
          header: t("callSite.questions.column.question"),
          namesRow: true,
          cell: ({ callId, questionId, words }) => (
            <Link href={href(`/calls/${callId}/questions/${questionId}`)}>
              <Words words={words} />
            </Link>
          ),
        },
        { header: t("callSite.questions.column.state"), cell: ({ state }) => <StateOf question={{ state }} /> },
        { header: t("callSite.questions.column.askedAt"), cell: ({ askedAt }) => <DateTimeOf at={askedAt} /> },
      ]}
      rows={questions}
      empty={t("callSite.questions.waitingEmpty")}
    />
  );
};
