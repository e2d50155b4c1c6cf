import type { FC } from "hono/jsx";
import { hiddenKeys, type Schemas } from "../../api-client.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import type { OwnOrganisation } from "./take-part.tsx";

type Props = { readonly version: Schemas["CallVersion"]; readonly organisations: readonly OwnOrganisation[] };

/** For each short proposal of the reader that was invited, the button that begins the full one with what it says. */
export const SecondStageSection: FC<Props> = ({ version, organisations }) => {
  const { t, href, now, format } = usePage();
  const { callId, closesAt, content } = version;
  const own = (content.secondStage?.invited ?? []).flatMap((invited) =>
    organisations.filter(({ id }) => id === invited.organisation).map(({ name }) => ({ ...invited, name })),
  );
  const isOver = now > closesAt ? t("calls.apply.closed", { at: format.exactTime(closesAt) }) : undefined;
  return (
    <Section title={t("directAward.stage.section")}>
      <p>{t("directAward.stage.text")}</p>
      {own.map(({ proposalId, topicId, name }) => (
        <Form
          action={href(`/proposals/${proposalId}/copy`)}
          hidden={{ ...hiddenKeys(), topic: `${callId} ${topicId}` }}
        >
          <DescriptionList
            items={[
              { term: t("calls.apply.organisation"), detail: name },
              { term: t("calls.fact.topics"), detail: topicId },
            ]}
          />
          <Button disabledBecause={isOver}>{t("directAward.stage.begin")}</Button>
        </Form>
      ))}
    </Section>
  );
};

/** The way of the officers to the short proposals, while the call itself is still under way. */
export const StageBoards: FC<Pick<Props, "version">> = ({ version: { callId, firstClosesAt } }) => {
  const { t, href, now, person } = usePage();
  if (firstClosesAt === undefined || now <= firstClosesAt || !mayDo(person, "readEvaluation")) return null;
  return (
    <Section title={t("directAward.stage.boards")}>
      <ButtonRow>
        <ButtonLink href={href(`/evaluation/calls/${callId}`)}>{t("directAward.stage.toBoard")}</ButtonLink>
        <ButtonLink href={href(`/admissibility/calls/${callId}`)} kind="secondary">
          {t("directAward.stage.toAdmissibility")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};
