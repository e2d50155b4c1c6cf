import type { FC } from "hono/jsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { type AdmissibilityPage, type Clarification, proposalPath } from "./vocabulary.ts";

const Subject: FC<{ asked: Clarification }> = ({ asked: { subject } }) => {
  const { t } = usePage();
  return subject.kind === "CLERICAL_ERROR" ? (
    <p>
      {t("admissibility.clerical", {
        field: t(`admissibility.field.${subject.field}`),
        stands: subject.stands,
        proposed: subject.proposed,
      })}
    </p>
  ) : (
    <Paragraphs text={subject.question} />
  );
};

const Answer: FC<{ asked: Clarification }> = ({ asked: { answer } }) => {
  const { t } = usePage();
  if (answer === undefined) return <>{t("admissibility.notAnswered")}</>;
  return (
    <>
      <p>
        {t(`admissibility.answer.${answer.answer.kind}`)} (<DateTimeOf at={answer.at} />)
      </p>
      {"text" in answer.answer && <Paragraphs text={answer.answer.text} />}
    </>
  );
};

/** What the Centre asked and the applicant answered, the last request first. */
export const Clarifications: FC<{ shown: AdmissibilityPage }> = ({ shown }) => {
  const { t, href } = usePage();
  const asked = (shown.file?.clarifications ?? []).toReversed();
  if (asked.length === 0) return null;
  const mayAnswer = isAllowed(shown.allowedActions, "answerClarification");
  return (
    <Section title={t("admissibility.clarifications")}>
      {asked.map((one) => (
        <>
          <h3>{t("admissibility.clarification", { number: one.number })}</h3>
          <DescriptionList
            items={[
              { term: t("admissibility.asked"), detail: <Subject asked={one} /> },
              { term: t("admissibility.replyBy"), detail: <DateOf on={one.replyByOn} /> },
              { term: t("admissibility.answered"), detail: <Answer asked={one} /> },
              ...(shown.isApplicant
                ? []
                : [
                    { term: t("admissibility.whyNotSubstantial"), detail: <Paragraphs text={one.whyNotSubstantial} /> },
                  ]),
            ]}
          />
          {mayAnswer && one.answer === undefined && (
            <ButtonRow>
              <ButtonLink href={href(`${proposalPath(shown.proposalId)}/clarifications/${String(one.number)}`)}>
                {t("admissibility.toAnswer", { number: one.number })}
              </ButtonLink>
            </ButtonRow>
          )}
        </>
      ))}
    </Section>
  );
};
