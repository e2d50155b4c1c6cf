import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { readRanking } from "./ranking-page.tsx";
import { boardCrumbs, reasonMax, topicPath } from "./vocabulary.ts";

type RankingPage = Schemas["RankingPage"];
type Row = Schemas["RankingRow"];
type Shown = {
  readonly shown: RankingPage;
  readonly tie: readonly Row[];
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const placeField = (proposalId: string): string => `place.${proposalId}`;
const tiePath = ({ callId, topicId }: RankingPage, rank: number): string =>
  `${topicPath(callId, topicId)}/ties/${String(rank)}`;

const TieForm: FC<Shown> = ({ shown, tie, form, refusal }) => {
  const { t, href } = usePage();
  const choices = tie.map((_, place) => ({ value: String(place + 1), label: String(place + 1) }));
  const errors = refusal?.errors ?? {};
  return (
    <Form action={href(tiePath(shown, tie[0]?.rank ?? 0))} hidden={hiddenVersion(shown.version, form)}>
      <RequiredNote />
      {tie.map(({ proposalId, acronym }) => (
        <Select
          name={placeField(proposalId)}
          label={t("evaluation.tie.place", { acronym })}
          choices={choices}
          value={form.text(placeField(proposalId))}
          error={errors[placeField(proposalId)]}
          required
        />
      ))}
      <TextArea
        name="reason"
        label={t("evaluation.tie.reason")}
        help={t("evaluation.tie.reasonHelp")}
        value={form.text("reason")}
        error={errors["reason"]}
        charactersMax={reasonMax}
        required
      />
      <ButtonRow>
        <Button>{t("evaluation.tie.submit")}</Button>
        <ButtonLink kind="tertiary" href={href(topicPath(shown.callId, shown.topicId))}>
          {t("evaluation.board.openRanking")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showTieForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { callId, callTitle, topicTitle } = facts.shown;
  return showForm(
    c,
    {
      title: page.t("evaluation.tie.title", { topic: topicTitle }),
      lead: page.t("evaluation.tie.lead"),
      crumbs: boardCrumbs(page, callId, callTitle),
      content: <TieForm {...facts} />,
    },
    facts.refusal,
  );
};

const readTie = async (c: PortalContext) => {
  const read = await readRanking(c);
  if (!read.ok) return read.error;
  const rank = Number(c.req.param("rank"));
  const tie = read.value.rows.filter((row) => row.isTied && row.rank === rank);
  return tie.length < 2 ? { status: 404, code: "NotATie" } : { shown: read.value, tie };
};

export const showTie = async (c: PortalContext): Promise<Response> => {
  const found = await readTie(c);
  return "code" in found ? showProblem(c, found) : showTieForm(c, { ...found, form: formValues({}), refusal: null });
};

/** Each proposal a place of its own, or the fields where that is not so. */
const misplaced = (tie: readonly Row[], form: FormValues, rule: string): Readonly<Record<string, string>> => {
  const places = tie.map(({ proposalId }) => form.text(placeField(proposalId)));
  const wrong = tie.filter((_, at) => places[at] === "" || places.indexOf(places[at] ?? "") !== at);
  return Object.fromEntries(wrong.map(({ proposalId, acronym }) => [placeField(proposalId), `${acronym}: ${rule}`]));
};

export const saveTie = async (c: PortalContext): Promise<Response> => {
  const [form, found] = await Promise.all([readForm(c), readTie(c)]);
  if ("code" in found) return showProblem(c, found);
  const { t } = c.get("page");
  const { shown, tie } = found;
  const unsent = refusalOfFields(misplaced(tie, form, t("evaluation.rule.place")));
  if (unsent !== null) return showTieForm(c, { shown, tie, form, refusal: unsent });
  const order = tie
    .toSorted((a, b) => Number(form.text(placeField(a.proposalId))) - Number(form.text(placeField(b.proposalId))))
    .map(({ proposalId }) => proposalId);
  const params = { path: { callId: shown.callId, topicId: shown.topicId }, header: changeHeaders(form) };
  const body = { order, reason: form.text("reason") };
  const saved = await answerOf(apiOf(c).POST("/v1/evaluation/calls/{callId}/topics/{topicId}/ties", { params, body }));
  if (saved.ok) return seeOther(c, `${topicPath(shown.callId, shown.topicId)}?done=ranked`);
  const rules = fieldRules(t, { reason: { label: t("evaluation.tie.reason"), rule: t("evaluation.rule.reason") } });
  return showTieForm(c, { shown, tie, form: formToRetry(form, saved.error), refusal: refusalOf(saved.error, rules) });
};
