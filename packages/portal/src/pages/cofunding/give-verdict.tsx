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
import { Amount } from "../../components/amount.tsx";
import { Radio } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { cofundingCrumb, funderPath, funderPathOf, readContributions } from "./read-cofunding.ts";
import { markOf, oneOf, outcomes } from "./vocabulary.ts";

type Judged = Schemas["JudgedRequest"];

const reasonCharactersMin = 10;
const reasonCharactersMax = 500;

const partnerOf = (c: PortalContext) => ({
  ...funderPathOf(c),
  proposalId: c.req.param("proposalId") ?? "",
  slot: c.req.param("slot") ?? "",
});

const readRequest = async (c: PortalContext) => {
  const { proposalId, slot } = partnerOf(c);
  const read = await readContributions(c, funderPathOf(c));
  if (!read.ok) return read;
  const judged = read.value.requests.find(({ request }) => request.proposalId === proposalId && request.slot === slot);
  const notFound = { status: 404, code: "NationalRequestNotFound" };
  return judged === undefined ? ({ ok: false, error: notFound } as const) : ({ ok: true, value: judged } as const);
};

const rulesOf = ({ t }: PageContext) =>
  fieldRules(t, {
    outcome: { label: t("cofunding.field.outcome"), rule: t("cofunding.rule.outcome") },
    reason: { label: t("cofunding.field.reason"), rule: t("cofunding.rule.reason") },
  });

type Shown = { readonly judged: Judged; readonly form: FormValues; readonly refusal: Refusal | null };

const Asked: FC<{ judged: Judged }> = ({ judged: { request } }) => {
  const { t } = usePage();
  const mark = markOf(request.proposalId);
  return (
    <DescriptionList
      items={[
        { term: t("cofunding.own.proposal"), detail: t("cofunding.own.pseudonym", { mark }) },
        { term: t("cofunding.own.eligible"), detail: <Amount cents={request.eligibleCents} /> },
        { term: t("cofunding.own.union"), detail: <Amount cents={request.unionCents} /> },
        { term: t("cofunding.own.requested"), detail: <Amount cents={request.requestedCents} /> },
      ]}
    />
  );
};

const showVerdictForm = (c: PortalContext, { judged, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const path = funderPathOf(c);
  const { proposalId, slot, name } = judged.request;
  const choices = outcomes.map((value) => ({
    value,
    label: t(`cofunding.verdict.${value}`),
    ...(value === "VETO" ? { help: t("cofunding.verdict.VETOHelp") } : {}),
  }));
  return showAct(c, {
    title: t("cofunding.verdictTitle", { name }),
    lead: t("cofunding.next.inVerdicts"),
    crumbs: [
      cofundingCrumb(page),
      { label: t("cofunding.own.title", { funder: path.funder }), path: funderPath(path) },
    ],
    refusal,
    content: (
      <>
        <Asked judged={judged} />
        <ActForm
          action={`${funderPath(path)}/verdicts/${proposalId}/${slot}`}
          hidden={hiddenVersion(judged.verdict?.version ?? 0, form)}
          button={t("cofunding.own.giveVerdict")}
          back={funderPath(path)}
        >
          <Radio
            name="outcome"
            label={t("cofunding.field.outcome")}
            choices={choices}
            value={form.text("outcome")}
            error={refusal?.errors["outcome"]}
            required
          />
          <TextArea
            name="reason"
            label={t("cofunding.field.reason")}
            help={t("cofunding.field.reasonHelp")}
            value={form.text("reason")}
            error={refusal?.errors["reason"]}
            charactersMax={reasonCharactersMax}
          />
        </ActForm>
      </>
    ),
  });
};

/** The form of a verdict on one partner. */
export const showVerdict = async (c: PortalContext): Promise<Response> => {
  const read = await readRequest(c);
  if (!read.ok) return showProblem(c, read.error, funderPath(funderPathOf(c)));
  const outcome = read.value.verdict?.verdict.outcome ?? "";
  return showVerdictForm(c, { judged: read.value, form: formValues({ outcome }), refusal: null });
};

type Body = Schemas["Verdict"];

/** What the form says, or the fields to mend. */
const bodyOf = (
  form: FormValues,
  page: PageContext,
): { readonly body: Body } | { readonly refusal: Refusal | null } => {
  const rules = rulesOf(page);
  const outcome = oneOf(outcomes, form.text("outcome"));
  const reason = form.text("reason").trim();
  if (outcome === undefined) return { refusal: refusalOfFields({ outcome: rules["outcome"] ?? "" }) };
  if (outcome === "ELIGIBLE") return { body: reason === "" ? { outcome } : { outcome, reason } };
  return reason.length < reasonCharactersMin || reason.length > reasonCharactersMax
    ? { refusal: refusalOfFields({ reason: rules["reason"] ?? "" }) }
    : { body: { outcome, reason } };
};

export const giveVerdict = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const path = partnerOf(c);
  const refuse = async (refusal: Refusal | null, kept: FormValues) => {
    const read = await readRequest(c);
    return read.ok ? showVerdictForm(c, { judged: read.value, form: kept, refusal }) : showProblem(c, read.error);
  };
  const said = bodyOf(form, page);
  if ("refusal" in said) return refuse(said.refusal, form);
  const params = { path, header: changeHeaders(form) };
  const given = await answerOf(
    apiOf(c).PUT("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/verdicts/{proposalId}/{slot}", {
      params,
      body: said.body,
    }),
  );
  return given.ok
    ? seeOther(c, after(funderPath(path), "verdict"))
    : refuse(refusalOf(given.error, rulesOf(page)), formToRetry(form, given.error));
};
