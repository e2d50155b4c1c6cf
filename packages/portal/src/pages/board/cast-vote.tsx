import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  commandHeaders,
  hiddenKeys,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Checkbox, Radio, Select } from "../../components/choices.tsx";
import { Details } from "../../components/details.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { members } from "./members.ts";
import { ballotPath, choices, memberName, type BallotPage } from "./vocabulary.ts";

type Member = Schemas["BoardMember"];

const VoteForm: FC<{ shown: BallotPage; member: Member }> = ({ shown, member }) => {
  const page = usePage();
  const { t, href } = page;
  const own = shown.ownVotes.find(({ vote }) => vote.member === member);
  return (
    <Section title={t("board.voteFor", { member: memberName(member, page) })}>
      {own !== undefined && (
        <p>
          {t("board.ownVote", {
            choice: t(own.vote.isConflicted ? "board.voted.CONFLICTED" : `board.voted.${own.vote.choice}`),
          })}
        </p>
      )}
      <Form action={href(`${ballotPath(shown.ballot.id)}/votes/${member}`)} hidden={hiddenVersion(own?.version ?? 0)}>
        <Radio
          name="choice"
          label={t("board.field.choice")}
          choices={choices.map((choice) => ({ value: choice, label: t(`board.voted.${choice}`) }))}
          value={own?.vote.choice}
        />
        <Checkbox
          name="isConflicted"
          label={t("board.field.isConflicted")}
          help={t("board.help.isConflicted")}
          checked={own?.vote.isConflicted ?? false}
        />
        <ButtonRow>
          <Button>{t(own === undefined ? "board.cast" : "board.castAgain")}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const DelegationForm: FC<{ shown: BallotPage; member: Member }> = ({ shown, member }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Details summary={t("board.delegate", { member: memberName(member, page) })}>
      <p>{t("board.delegateHelp")}</p>
      <Form action={href(`${ballotPath(shown.ballot.id)}/delegations/${member}`)} hidden={hiddenKeys()}>
        <Select
          name="to"
          label={t("board.field.to")}
          choices={members
            .filter((other) => other !== member)
            .map((other) => ({ value: other, label: memberName(other, page) }))}
          placeholder={t("board.field.toChoose")}
          required
        />
        <ButtonRow>
          <Button kind="secondary">{t("board.delegateDo")}</Button>
        </ButtonRow>
      </Form>
    </Details>
  );
};

/** For whom this person votes: its own member where that is present, and the member that it represents. */
const votesFor = ({ ownMembers, delegations }: BallotPage): readonly Member[] => [
  ...ownMembers.filter((member) => !delegations.some(({ from }) => from === member)),
  ...delegations.filter(({ to }) => ownMembers.some((own) => own === to)).map(({ from }) => from),
];

/** Where a representative votes. Nothing for anybody else, and nothing once the ballot is closed. */
export const VotingSection: FC<{ page: BallotPage }> = ({ page: shown }) => {
  const mine = shown.ballot.state === "open" ? votesFor(shown) : [];
  const present = mine.filter((member) => shown.ownMembers.includes(member));
  return (
    <>
      {mine.map((member) => (
        <VoteForm shown={shown} member={member} />
      ))}
      {present.map((member) => (
        <DelegationForm shown={shown} member={member} />
      ))}
    </>
  );
};

const placeOf = (c: PortalContext) => {
  const ballotId = c.req.param("ballotId") ?? "";
  return { ballotId, member: members.find((each) => each === c.req.param("member")) };
};
const memberUnknown = { status: 404, code: "NotFound" } as const;

export const castVote = async (c: PortalContext): Promise<Response> => {
  const { ballotId, member } = placeOf(c);
  if (member === undefined) return showProblem(c, memberUnknown, "/board");
  const form = await readForm(c);
  const isConflicted = form.text("isConflicted") !== "";
  const choice = choices.find((each) => each === form.text("choice")) ?? (isConflicted ? "ABSTAIN" : undefined);
  if (choice === undefined) return showProblem(c, { status: 422, code: "ChoiceMissing" }, ballotPath(ballotId));
  const params = { path: { ballotId, member }, header: changeHeaders(form) };
  const cast = await answerOf(
    apiOf(c).PUT("/v1/governance/ballots/{ballotId}/votes/{member}", { params, body: { choice, isConflicted } }),
  );
  const path = ballotPath(ballotId);
  return cast.ok ? seeOther(c, `${path}?done=voted`) : showProblem(c, cast.error, path);
};

export const delegateVote = async (c: PortalContext): Promise<Response> => {
  const { ballotId, member } = placeOf(c);
  const form = await readForm(c);
  const to = members.find((each) => each === form.text("to"));
  const path = ballotPath(ballotId);
  if (member === undefined) return showProblem(c, memberUnknown, "/board");
  if (to === undefined) return showProblem(c, { status: 422, code: "ChoiceMissing" }, path);
  const params = { path: { ballotId, member }, header: commandHeaders(form) };
  const delegated = await answerOf(
    apiOf(c).POST("/v1/governance/ballots/{ballotId}/delegations/{member}", { params, body: { to } }),
  );
  return delegated.ok ? seeOther(c, `${path}?done=delegated`) : showProblem(c, delegated.error, path);
};
