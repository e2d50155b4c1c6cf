import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Checkbox, CheckboxGroup } from "../../components/choices.tsx";
import { FieldSet, Form } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { problemToWords } from "../../problem.ts";
import { offBecause } from "../cofunding/allowed-action.ts";
import { readRanking } from "./ranking-page.tsx";
import { RankingTable } from "./ranking-table.tsx";
import { boardCrumbs, decisionPath, reasonMax, topicPath, type RankedStatus } from "./vocabulary.ts";

type RankingPage = Schemas["RankingPage"];
type Shown = { readonly shown: RankingPage; readonly form: FormValues; readonly refusal: Refusal | null };

const neverAwarded: readonly RankedStatus[] = ["REJECTED", "NATIONAL_INELIGIBLE", "VETO"];
const mainOf = ({ rows }: RankingPage): readonly string[] =>
  rows.filter(({ status }) => status === "MAIN").map(({ proposalId }) => proposalId);
/** A choice is offered where the whole ranking is in sight; a longer one is awarded as it stands. */
const isChoice = ({ pages }: RankingPage): boolean => pages <= 1;

const Choice: FC<Shown> = ({ shown, form, refusal }) => {
  const { t, format } = usePage();
  if (!isChoice(shown)) return <p>{t("evaluation.award.wholeList", { count: shown.ranking.main })}</p>;
  const choices = shown.rows
    .filter(({ status }) => !neverAwarded.includes(status))
    .map(({ proposalId, acronym, rank, unionCents, status }) => ({
      value: proposalId,
      label: t("evaluation.award.choice", {
        rank: rank ?? "",
        acronym,
        amount: format.money(unionCents),
        status: t(`evaluation.status.${status}`),
      }),
    }));
  return (
    <CheckboxGroup
      name="awards"
      label={t("evaluation.award.choose")}
      help={t("evaluation.award.chooseHelp")}
      choices={choices}
      values={form.all("awards")}
      error={refusal?.errors["awards"]}
    />
  );
};

const AwardForm: FC<Shown> = (props) => {
  const page = usePage();
  const { t, href } = page;
  const { shown, form, refusal } = props;
  const { callId, topicId, version, allowedActions } = shown;
  const path = topicPath(callId, topicId);
  const offReason = offBecause(allowedActions, "decideAward", page);
  const seen = form.text("rankingVersion") || String(version);
  return (
    <Form action={href(`${path}/decision`)} hidden={{ ...hiddenKeys(form), rankingVersion: seen }}>
      <Choice {...props} />
      <TextArea
        name="reason"
        label={t("evaluation.award.reason")}
        help={t("evaluation.award.reasonHelp")}
        value={form.text("reason")}
        error={refusal?.errors["reason"]}
        charactersMax={reasonMax}
      />
      <FieldSet legend={t("evaluation.ranking.group.RESERVE")}>
        <TextInput
          name="reserve.length"
          label={t("evaluation.awards.reserveLength")}
          help={t("evaluation.award.reserveHelp")}
          value={form.text("reserve.length")}
          error={refusal?.errors["reserve.length"]}
          inputmode="numeric"
          width="s"
        />
        <TextInput
          name="reserve.expiresOn"
          label={t("evaluation.awards.reserveUntil")}
          value={form.text("reserve.expiresOn")}
          error={refusal?.errors["reserve.expiresOn"]}
          type="date"
          width="m"
        />
      </FieldSet>
      {offReason === undefined && (
        <Checkbox
          name="confirmed"
          label={t("evaluation.award.confirm")}
          required
          error={refusal?.errors["confirmed"]}
        />
      )}
      <ButtonRow>
        <Button disabledBecause={offReason}>{t("evaluation.award.submit")}</Button>
        <ButtonLink kind="tertiary" href={href(path)}>
          {t("evaluation.board.openRanking")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showAwardForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { callId, callTitle, topicTitle, rows, version } = facts.shown;
  const main = rows.filter(({ status }) => status === "MAIN");
  return showForm(
    c,
    {
      title: t("evaluation.award.title", { topic: topicTitle }),
      lead: t("evaluation.award.lead"),
      crumbs: boardCrumbs(page, callId, callTitle),
      meta: [t("evaluation.decision.basisText", { version })],
      content: (
        <>
          <RankingTable
            caption={t("evaluation.ranking.group.MAIN")}
            rows={main}
            empty={t("evaluation.ranking.empty.MAIN")}
            hasTotal
          />
          <AwardForm {...facts} />
        </>
      ),
    },
    facts.refusal,
  );
};

export const showAward = async (c: PortalContext): Promise<Response> => {
  const read = await readRanking(c);
  if (!read.ok) return showProblem(c, read.error);
  const form = formValues({ awards: mainOf(read.value) });
  return showAwardForm(c, { shown: read.value, form, refusal: null });
};

/** A refusal of the choice in its own words at its field; the others as usual. */
const refusalIn = (problem: Problem, page: PageContext): Refusal => {
  const { t, language } = page;
  const isOfChoice = problem.code === "ProposalNotAwardable" || problem.code === "AwardsAboveBudget";
  const awards = isOfChoice ? problemToWords(problem, language).reason : t("evaluation.rule.awards");
  const rules = fieldRules(t, {
    awards: { label: t("evaluation.award.choose"), rule: awards },
    reason: { label: t("evaluation.award.reason"), rule: t("evaluation.rule.reason") },
    "reserve.length": { label: t("evaluation.awards.reserveLength"), rule: t("evaluation.rule.reserve") },
    "reserve.expiresOn": { label: t("evaluation.awards.reserveUntil"), rule: t("evaluation.rule.reserve") },
  });
  return refusalOf(problem, rules);
};

const versionSeen = (form: FormValues): number => {
  const text = form.text("rankingVersion");
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
};

/** Both, or neither: one without the other fixes no list. */
const reserveIn = (form: FormValues) => {
  const [length, expiresOn] = [form.text("reserve.length").trim(), form.text("reserve.expiresOn").trim()];
  if (length === "" && expiresOn === "") return {};
  return { reserve: { length: /^\d{1,4}$/.test(length) ? Number(length) : -1, expiresOn } };
};

export const decideAward = async (c: PortalContext): Promise<Response> => {
  const [form, read] = await Promise.all([readForm(c), readRanking(c)]);
  if (!read.ok) return showProblem(c, read.error);
  const shown = read.value;
  if (form.text("confirmed") !== "yes") {
    const refusal = refusalOfFields({ confirmed: c.get("page").t("evaluation.rule.confirm") });
    return showAwardForm(c, { shown, form, refusal });
  }
  const { callId, topicId } = shown;
  const reason = form.text("reason").trim();
  const params = { path: { callId, topicId }, header: commandHeaders(form) };
  const body = {
    rankingVersion: versionSeen(form),
    ...(isChoice(shown) ? { awards: [...form.all("awards")] } : {}),
    ...(reason === "" ? {} : { reason }),
    ...reserveIn(form),
  };
  const decided = await answerOf(
    apiOf(c).POST("/v1/evaluation/calls/{callId}/topics/{topicId}/decision", { params, body }),
  );
  if (decided.ok) return seeOther(c, `${decisionPath(decided.value.decision.id)}?done=decided`);
  const refusal = refusalIn(decided.error, c.get("page"));
  return showAwardForm(c, { shown, form: formToRetry(form, decided.error), refusal });
};
