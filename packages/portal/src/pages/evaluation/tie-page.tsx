import type { Result } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
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
import type { Problem } from "../../problem.ts";
import type { MessageKey } from "../../words/catalogue.ts";
import { readAwards } from "./awards-page.tsx";
import { readRanking } from "./ranking-page.tsx";
import { awardsPath, boardCrumbs, reasonMax, topicPath } from "./vocabulary.ts";

type Tied = { readonly proposalId: string; readonly acronym: string; readonly rank?: number; readonly isTied: boolean };
/** A list that a tie stands in. */
type TiedList = {
  readonly callId: string;
  readonly callTitle: string;
  readonly topicId: string;
  readonly topicTitle: string;
  readonly version: number;
  readonly rows: readonly Tied[];
};
type TieOrder = {
  readonly params: {
    readonly path: { readonly callId: string; readonly topicId: string };
    readonly header: ReturnType<typeof changeHeaders>;
  };
  readonly body: { readonly order: string[]; readonly reason: string };
};
type TieSite = {
  readonly path: (callId: string, topicId: string) => string;
  readonly backLabel: MessageKey;
  /** Asked for behind the way back, where it says that the order is recorded. */
  readonly done: string;
  readonly read: (c: PortalContext) => Promise<Result<TiedList, Problem>>;
  readonly order: (c: PortalContext, order: TieOrder) => Promise<Result<unknown, Problem>>;
};

/** Before the decision a tie is ordered in the ranking, after it among those who wait (DSC-06). */
const sites = {
  ranking: {
    path: topicPath,
    backLabel: "evaluation.board.openRanking",
    done: "ranked",
    read: readRanking,
    order: (c, sent) => answerOf(apiOf(c).POST("/v1/evaluation/calls/{callId}/topics/{topicId}/ties", sent)),
  },
  reserve: {
    path: awardsPath,
    backLabel: "evaluation.awards.open",
    done: "ordered",
    read: async (c) => {
      const read = await readAwards(c);
      return read.ok ? { ok: true, value: { ...read.value, rows: read.value.reserve.waiting } } : read;
    },
    order: (c, sent) => answerOf(apiOf(c).POST("/v1/awards/calls/{callId}/topics/{topicId}/reserve/ties", sent)),
  },
} as const satisfies Readonly<Record<string, TieSite>>;

type Shown = {
  readonly site: TieSite;
  readonly list: TiedList;
  readonly tie: readonly Tied[];
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const placeField = (proposalId: string): string => `place.${proposalId}`;

const TieForm: FC<Shown> = ({ site, list: { callId, topicId, version }, tie, form, refusal }) => {
  const { t, href } = usePage();
  const choices = tie.map((_, place) => ({ value: String(place + 1), label: String(place + 1) }));
  const errors = refusal?.errors ?? {};
  const back = site.path(callId, topicId);
  return (
    <Form action={href(`${back}/ties/${String(tie[0]?.rank ?? 0)}`)} hidden={hiddenVersion(version, form)}>
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
        <ButtonLink kind="tertiary" href={href(back)}>
          {t(site.backLabel)}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showTieForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { callId, callTitle, topicTitle } = facts.list;
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

const readTie = async (c: PortalContext, site: TieSite) => {
  const read = await site.read(c);
  if (!read.ok) return read.error;
  const rank = Number(c.req.param("rank"));
  const tie = read.value.rows.filter((row) => row.isTied && row.rank === rank);
  return tie.length < 2 ? { status: 404, code: "NotATie" } : { list: read.value, tie };
};

/** Each proposal a place of its own, or the fields where that is not so. */
const misplaced = (tie: readonly Tied[], form: FormValues, rule: string): Readonly<Record<string, string>> => {
  const places = tie.map(({ proposalId }) => form.text(placeField(proposalId)));
  const wrong = tie.filter((_, at) => places[at] === "" || places.indexOf(places[at] ?? "") !== at);
  return Object.fromEntries(wrong.map(({ proposalId, acronym }) => [placeField(proposalId), `${acronym}: ${rule}`]));
};

const showTieOf =
  (site: TieSite) =>
  async (c: PortalContext): Promise<Response> => {
    const found = await readTie(c, site);
    return "code" in found
      ? showProblem(c, found)
      : showTieForm(c, { ...found, site, form: formValues({}), refusal: null });
  };

const saveTieOf =
  (site: TieSite) =>
  async (c: PortalContext): Promise<Response> => {
    const [form, found] = await Promise.all([readForm(c), readTie(c, site)]);
    if ("code" in found) return showProblem(c, found);
    const { t } = c.get("page");
    const { list, tie } = found;
    const unsent = refusalOfFields(misplaced(tie, form, t("evaluation.rule.place")));
    if (unsent !== null) return showTieForm(c, { site, list, tie, form, refusal: unsent });
    const order = tie
      .toSorted((a, b) => Number(form.text(placeField(a.proposalId))) - Number(form.text(placeField(b.proposalId))))
      .map(({ proposalId }) => proposalId);
    const { callId, topicId } = list;
    const params = { path: { callId, topicId }, header: changeHeaders(form) };
    const saved = await site.order(c, { params, body: { order, reason: form.text("reason") } });
    if (saved.ok) return seeOther(c, `${site.path(callId, topicId)}?done=${site.done}`);
    const rules = fieldRules(t, { reason: { label: t("evaluation.tie.reason"), rule: t("evaluation.rule.reason") } });
    const refused = { form: formToRetry(form, saved.error), refusal: refusalOf(saved.error, rules) };
    return showTieForm(c, { site, list, tie, ...refused });
  };

export const showTie = showTieOf(sites.ranking);
export const saveTie = saveTieOf(sites.ranking);
export const showReserveTie = showTieOf(sites.reserve);
export const saveReserveTie = saveTieOf(sites.reserve);
