import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { isOffered } from "../cofunding/allowed-action.ts";
import { jointActionPath } from "../cofunding/read-cofunding.ts";
import { VotingSection } from "./cast-vote.tsx";
import { ballotPath, ballotTone, boardCrumb, memberName, pointOf, type BallotPage } from "./vocabulary.ts";
import { VotesSection } from "./votes-section.tsx";

const acts = ["prepared", "opened", "closed", "consensus", "withdrawn", "voted", "delegated"] as const;

const Done: FC = () => {
  const { t, query } = usePage();
  const act = acts.find((each) => each === query.get("done"));
  return act === undefined ? null : (
    <Notification kind="success" title={t("board.done")}>
      <p>{t(`board.done.${act}`)}</p>
    </Notification>
  );
};

const Question: FC<{ page: BallotPage }> = ({ page: { ballot, record, jointActionTitle } }) => {
  const page = usePage();
  const { t, href, person } = page;
  const { jointActionId, proposedBy = [], inputs } = record;
  return (
    <Section title={t("board.question")}>
      <Paragraphs text={record.text} />
      <DescriptionList
        items={[
          { term: t("board.matter"), detail: pointOf(record.point, page) },
          ...(record.onVoteOf === undefined
            ? []
            : [
                {
                  term: t("board.field.onVoteOf"),
                  detail: t("board.onVoteOf", {
                    effect: t(`board.effect.${record.onVoteOf.effect}`),
                    member: memberName(record.onVoteOf.member, page),
                  }),
                },
              ]),
          ...(jointActionId === undefined
            ? []
            : [
                {
                  term: t("board.field.jointActionId"),
                  detail: mayDo(person, "readJointAction") ? (
                    <Link href={href(jointActionPath(jointActionId))}>{jointActionTitle ?? jointActionId}</Link>
                  ) : (
                    (jointActionTitle ?? jointActionId)
                  ),
                },
              ]),
          ...(proposedBy.length === 0
            ? []
            : [
                {
                  term: t("board.field.proposedBy"),
                  detail: proposedBy.map((member) => memberName(member, page)).join(", "),
                },
              ]),
          ...(inputs === undefined
            ? []
            : (["advisoryGroupOn", "communityOn", "observersOn"] as const).map((name) => ({
                term: t(`board.field.${name}`),
                detail: <DateOf on={inputs[name]} />,
              }))),
          ...("closesAt" in ballot
            ? [{ term: t("board.closes"), detail: <DateTimeOf at={ballot.closesAt} exact /> }]
            : []),
          ...(ballot.state === "consensus"
            ? [{ term: t("board.state.consensus"), detail: <DateTimeOf at={ballot.adoptedAt} /> }]
            : []),
        ]}
      />
    </Section>
  );
};

const StepForm: FC<{ page: BallotPage; step: "consensus" | "withdrawal" | "closing" }> = ({ page, step }) => {
  const { t, href } = usePage();
  return (
    <Form action={href(`${ballotPath(page.ballot.id)}/${step}`)} hidden={hiddenVersion(page.version)}>
      <p>{t(`board.stepHelp.${step}`)}</p>
      <ButtonRow>
        <Button kind="secondary">{t(`board.step.${step}`)}</Button>
      </ButtonRow>
    </Form>
  );
};

const Opening: FC<{ page: BallotPage; form: FormValues; refusal: Refusal | null }> = ({ page, form, refusal }) => {
  const { t, href } = usePage();
  return (
    <Form action={href(`${ballotPath(page.ballot.id)}/opening`)} hidden={hiddenVersion(page.version, form)}>
      <TextInput
        name="closes.local"
        type="datetime-local"
        width="m"
        label={t("board.field.closes")}
        help={t("board.help.closes")}
        value={form.text("closes.local")}
        error={refusal?.errors["closes"]}
        required
      />
      <ButtonRow>
        <Button>{t("board.step.opening")}</Button>
      </ButtonRow>
    </Form>
  );
};

const Steps: FC<{ page: BallotPage; form: FormValues; refusal: Refusal | null }> = ({ page, form, refusal }) => {
  const { t } = usePage();
  const isAt = (action: string) => page.allowedActions.some((one) => one.action === action && one.allowed);
  return !isOffered(page.allowedActions, "openBallot") || !["prepared", "open"].includes(page.ballot.state) ? null : (
    <Section title={t("board.steps")}>
      {isAt("adoptByConsensus") && <StepForm page={page} step="consensus" />}
      {isAt("openBallot") && <Opening page={page} form={form} refusal={refusal} />}
      {isAt("withdrawBallot") && <StepForm page={page} step="withdrawal" />}
      {isAt("closeBallot") && <StepForm page={page} step="closing" />}
    </Section>
  );
};

const ballotIdOf = (c: PortalContext): string => c.req.param("ballotId") ?? "";

const showWith = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const params = { path: { ballotId: ballotIdOf(c) } };
  const read = await answerOf(apiOf(c).GET("/v1/governance/ballots/{ballotId}", { params }));
  if (!read.ok) return showProblem(c, read.error, "/board");
  const { ballot, record } = read.value;
  const content = (
    <>
      <Done />
      <Question page={read.value} />
      <VotingSection page={read.value} />
      <Steps page={read.value} form={form} refusal={refusal} />
      {ballot.state !== "consensus" && ballot.state !== "withdrawn" && <VotesSection page={read.value} />}
    </>
  );
  const state = <StatusLabel tone={ballotTone[ballot.state]}>{t(`board.state.${ballot.state}`)}</StatusLabel>;
  return showForm(c, { title: record.title, crumbs: [boardCrumb(page)], meta: [state], content }, refusal);
};

/** One ballot, for everybody of the Board and for those who run it. */
export const showBallot = (c: PortalContext): Promise<Response> => showWith(c, formValues({}), null);

export const openBallot = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const ballotId = ballotIdOf(c);
  const local = form.text("closes.local");
  const params = { path: { ballotId }, header: changeHeaders(form) };
  const body = {
    closes: { local: local.length === "2026-01-01T00:00".length ? `${local}:00` : local, zone: "Europe/Brussels" },
  };
  const opened = await answerOf(apiOf(c).POST("/v1/governance/ballots/{ballotId}/opening", { params, body }));
  if (opened.ok) return seeOther(c, `${ballotPath(ballotId)}?done=opened`);
  const { error } = opened;
  const closes = { label: t("board.field.closes"), rule: t("board.rule.closes") };
  return showWith(c, formToRetry(form, error), refusalOf(error, fieldRules(t, { closes, "closes.local": closes })));
};

const takeStep = async (
  c: PortalContext,
  step: "consensus" | "withdrawal" | "closing",
  done: (typeof acts)[number],
): Promise<Response> => {
  const ballotId = ballotIdOf(c);
  const params = { path: { ballotId }, header: changeHeaders(await readForm(c)) };
  const taken = await answerOf(apiOf(c).POST(`/v1/governance/ballots/{ballotId}/${step}`, { params }));
  const path = ballotPath(ballotId);
  return taken.ok ? seeOther(c, `${path}?done=${done}`) : showProblem(c, taken.error, path);
};
export const adoptByConsensus = (c: PortalContext): Promise<Response> => takeStep(c, "consensus", "consensus");
export const withdrawBallot = (c: PortalContext): Promise<Response> => takeStep(c, "withdrawal", "withdrawn");
export const closeBallot = (c: PortalContext): Promise<Response> => takeStep(c, "closing", "closed");
