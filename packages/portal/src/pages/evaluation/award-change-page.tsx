import { parseEuro, type Cents } from "@grants/kernel/money";
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
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { FieldSet, Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isAllowed, isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { participationReason } from "../registry/participation-reason.ts";
import { awardPath, awardsPath, boardCrumbs, reasonMax } from "./vocabulary.ts";

type AwardPage = Schemas["AwardPage"];
type Share = Schemas["AwardShare"];
type Foresight = Schemas["AwardForesight"];
type Shown = {
  readonly shown: AwardPage;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
  readonly foresight?: Foresight | undefined;
};

const shareOf = (slot: string): string => `share.${slot}`;
const newcomerOf = (organisation: string): string => `newcomer.${organisation}`;

const pathOf = (c: PortalContext) => ({
  callId: c.req.param("callId") ?? "",
  topicId: c.req.param("topicId") ?? "",
  proposalId: c.req.param("proposalId") ?? "",
});

const labelsOf = ({ t }: PageContext, { partners, newcomers }: AwardPage): FieldLabels => {
  const rule = t("evaluation.change.shareRule");
  const reason = { label: t("evaluation.change.reason"), rule: t("evaluation.change.reasonRule", { max: reasonMax }) };
  return {
    ...Object.fromEntries(partners.map(({ slot, name }) => [shareOf(slot), { label: name, rule }])),
    ...Object.fromEntries(
      newcomers.map(({ organisation, pic }) => [newcomerOf(organisation), { label: pic ?? organisation, rule }]),
    ),
    newcomerPic: { label: t("evaluation.change.newcomerPic"), rule: t("evaluation.change.newcomerPicRule") },
    newcomerShare: { label: t("evaluation.change.newcomerShare"), rule },
    reason,
    endReason: reason,
  };
};

const Facts: FC<{ shown: AwardPage }> = ({ shown }) => {
  const { t } = usePage();
  return (
    <DescriptionList
      items={[
        { term: t("evaluation.awards.decided"), detail: <Amount cents={shown.decidedCents} /> },
        { term: t("evaluation.awards.now"), detail: <Amount cents={shown.unionCents} /> },
        { term: t("evaluation.awards.available"), detail: <Amount cents={shown.availableCents} /> },
      ]}
    />
  );
};

/** What is said of the next of the reserve list: of a tie, that it is called as a whole or ordered first (CLR-RANK-04). */
const nextWords = ({ acronyms, missingCents }: NonNullable<Foresight["next"]>) => {
  if (acronyms.length > 1) return missingCents === 0 ? "evaluation.change.tieFits" : "evaluation.change.tieLacks";
  return missingCents === 0 ? "evaluation.change.nextFits" : "evaluation.change.nextLacks";
};

/** What the shares that were typed would leave for the reserve list: the next alone is named, never who is cheaper (DSC-07). */
const Foreseen: FC<{ foresight: Foresight; shown: AwardPage }> = ({ foresight, shown }) => {
  const { t, format } = usePage();
  const { unionCents, availableCents, next } = foresight;
  const facts = {
    award: format.money(unionCents),
    now: format.money(shown.unionCents),
    free: format.money(availableCents),
  };
  return (
    <Notification kind="info" title={t("evaluation.change.foreseenTitle")}>
      <p>{t("evaluation.change.foreseen", facts)}</p>
      {next === undefined ? (
        <p>{t("evaluation.change.noNext")}</p>
      ) : (
        <p>
          {t(nextWords(next), {
            acronyms: next.acronyms.join(", "),
            rank: next.rank,
            amount: format.money(next.unionCents),
            missing: format.money(next.missingCents),
          })}
        </p>
      )}
    </Notification>
  );
};

const Shares: FC<Shown> = ({ shown, form, refusal }) => {
  const page = usePage();
  const { t, format } = page;
  const field = fieldsFor({ form, fields: labelsOf(page, shown), errors: refusal?.errors ?? {} });
  return (
    <>
      <FieldSet legend={t("evaluation.change.partners")}>
        <p>{t("evaluation.change.partnersHelp")}</p>
        {shown.partners.map(({ slot, decidedCents }) => (
          <AmountInput
            {...field(shareOf(slot), t("evaluation.change.decidedWas", { amount: format.money(decidedCents) }))}
          />
        ))}
        {shown.newcomers.map(({ organisation }) => (
          <AmountInput {...field(newcomerOf(organisation), t("evaluation.change.cameIn"))} />
        ))}
      </FieldSet>
      <FieldSet legend={t("evaluation.change.newcomer")}>
        <p>{t("evaluation.change.newcomerHelp")}</p>
        <TextInput {...field("newcomerPic", t("evaluation.change.newcomerPicHelp"))} inputmode="numeric" width="s" />
        <AmountInput {...field("newcomerShare")} />
      </FieldSet>
    </>
  );
};

const Reason: FC<Shown & { name: "reason" | "endReason" }> = ({ shown, form, refusal, name }) => {
  const page = usePage();
  const field = fieldsFor({ form, fields: labelsOf(page, shown), errors: refusal?.errors ?? {} });
  return <TextArea {...field(name)} rows={5} charactersMax={reasonMax} required />;
};

/** For who only looks, and for an award that changes no more, with the reason. */
const AsItStands: FC<{ shown: AwardPage }> = ({ shown }) => {
  const page = usePage();
  const { t } = page;
  const why = isOffered(shown.allowedActions, "changeAward") && offBecause(shown.allowedActions, "changeAward", page);
  return (
    <>
      {why !== false && why !== undefined && <Notification kind="info" title={why} />}
      <Facts shown={shown} />
      <Table
        caption={t("evaluation.change.parties")}
        columns={[
          { header: t("evaluation.change.party"), namesRow: true, cell: ({ name }) => name },
          {
            header: t("evaluation.awards.decided"),
            align: "right",
            cell: ({ decidedCents }) => <Amount cents={decidedCents} />,
          },
          {
            header: t("evaluation.awards.now"),
            align: "right",
            cell: ({ unionCents }) =>
              unionCents === undefined ? t("evaluation.change.left") : <Amount cents={unionCents} />,
          },
        ]}
        rows={shown.partners}
        empty=""
      />
    </>
  );
};

const Content: FC<Shown> = (props) => {
  const { t, href } = usePage();
  const { shown, form, foresight } = props;
  if (!isAllowed(shown.allowedActions, "changeAward")) return <AsItStands shown={shown} />;
  const action = href(awardPath(shown));
  return (
    <>
      {foresight !== undefined && <Foreseen foresight={foresight} shown={shown} />}
      <Facts shown={shown} />
      <Section title={t("evaluation.change.section")}>
        <Form action={action} hidden={hiddenVersion(shown.version, form)}>
          <RequiredNote />
          <Shares {...props} />
          <Reason {...props} name="reason" />
          <ButtonRow>
            <Button name="intent" value="record">
              {t("evaluation.change.record")}
            </Button>
            <Button kind="secondary" name="intent" value="foresee">
              {t("evaluation.change.foresee")}
            </Button>
            <ButtonLink kind="secondary" href={href(awardsPath(shown.callId, shown.topicId))}>
              {t("forms.cancel")}
            </ButtonLink>
          </ButtonRow>
        </Form>
      </Section>
      {shown.unionCents > 0 && (
        <Section title={t("evaluation.change.end")}>
          <Form action={action} hidden={hiddenVersion(shown.version, form)}>
            <p>{t("evaluation.change.endHelp")}</p>
            <Reason {...props} name="endReason" />
            <ButtonRow>
              <Button kind="secondary" name="intent" value="end">
                {t("evaluation.change.endButton")}
              </Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </>
  );
};

const read = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/awards/calls/{callId}/topics/{topicId}/awards/{proposalId}", { params: { path: pathOf(c) } }),
  );

const showChangeForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { callId, callTitle, topicId, topicTitle, acronym } = facts.shown;
  return showForm(
    c,
    {
      title: page.t("evaluation.change.title", { acronym }),
      lead: page.t("evaluation.change.lead"),
      crumbs: [
        ...boardCrumbs(page, callId, callTitle),
        { label: page.t("evaluation.awards.title", { topic: topicTitle }), path: awardsPath(callId, topicId) },
      ],
      meta: [topicId],
      content: <Content {...facts} />,
    },
    facts.refusal,
  );
};

const asItIs = ({ partners, newcomers }: AwardPage, { format }: PageContext): FormValues =>
  formValues(
    Object.fromEntries([
      ...partners.map(({ slot, unionCents }) => [
        shareOf(slot),
        unionCents === undefined ? "" : format.plainAmount(unionCents),
      ]),
      ...newcomers.map(({ organisation, unionCents }) => [newcomerOf(organisation), format.plainAmount(unionCents)]),
    ]),
  );

/** An award before its agreement, with the form on which its authorising officer changes or ends it (DSC-09). */
export const showAwardChange = async (c: PortalContext): Promise<Response> => {
  const shown = await read(c);
  return shown.ok
    ? showChangeForm(c, { shown: shown.value, form: asItIs(shown.value, c.get("page")), refusal: null })
    : showProblem(c, shown.error);
};

type Typed = { readonly shares: readonly Share[]; readonly errors: FieldErrors };

/** A field that is left empty, or nothing, is of somebody who leaves. */
const typedShare = (form: FormValues, name: string): Cents | null => {
  const amount = parseEuro(form.text(name));
  return amount.ok && amount.value > 0 ? amount.value : null;
};

const amountErrors = (
  form: FormValues,
  names: readonly string[],
  page: PageContext,
  labels: FieldLabels,
): FieldErrors =>
  Object.fromEntries(
    names.flatMap((name) => {
      const amount = amountIn(form, name);
      if (form.text(name) === "" || amount.ok) return [];
      const field = labels[name]?.label ?? name;
      return [[name, page.t("forms.fieldRule", { field, rule: amountRule(amount.error, page) })] as const];
    }),
  );

/** The organisation that a number names, for who is to come in; `null` where none is registered by it. */
const findByPic = async (c: PortalContext, pic: string): Promise<string | null> => {
  const found = await answerOf(apiOf(c).GET("/v1/registry/organisations", { params: { query: { pic } } }));
  return found.ok ? (found.value.organisations[0]?.organisation ?? null) : null;
};

const readShares = async (c: PortalContext, form: FormValues, shown: AwardPage): Promise<Typed> => {
  const page = c.get("page");
  const labels = labelsOf(page, shown);
  const of = (name: string, who: Omit<Share, "unionCents">): readonly Share[] => {
    const unionCents = typedShare(form, name);
    return unionCents === null ? [] : [{ ...who, unionCents }];
  };
  const standing = [
    ...shown.partners.flatMap(({ slot }) => of(shareOf(slot), { slot })),
    ...shown.newcomers.flatMap(({ organisation }) => of(newcomerOf(organisation), { organisation })),
  ];
  const amounts = [
    ...shown.partners.map(({ slot }) => shareOf(slot)),
    ...shown.newcomers.map(({ organisation }) => newcomerOf(organisation)),
    "newcomerShare",
  ];
  const errors = amountErrors(form, amounts, page, labels);
  const pic = form.text("newcomerPic");
  if (pic === "" && form.text("newcomerShare") === "") return { shares: standing, errors };
  const organisation = pic === "" ? null : await findByPic(c, pic);
  const missing = (name: string) => ({ [name]: fieldRules(page.t, labels)[name] ?? name });
  if (organisation === null) return { shares: standing, errors: { ...errors, ...missing("newcomerPic") } };
  const coming = of("newcomerShare", { organisation });
  return {
    shares: [...standing, ...coming],
    errors: coming.length === 0 ? { ...missing("newcomerShare"), ...errors } : errors,
  };
};

/** Why somebody may not come in stands at the field that names them. */
const refusalWith = (problem: Problem, page: PageContext, shown: AwardPage): Refusal => {
  const reasons = problem["reasons"];
  if (problem.code !== "NewcomerNotEligible" || !Array.isArray(reasons))
    return refusalOf(problem, fieldRules(page.t, labelsOf(page, shown)));
  const why = reasons.map((reason) => participationReason(String(reason), page));
  const said = [page.t("problems.code.NewcomerNotEligible"), ...why].join(" ");
  return { status: problem.status, errors: { newcomerPic: said }, problem: null };
};

/** Both forms of the page ask for a reason, under a name each. */
const atField = (refusal: Refusal, name: "reason" | "endReason"): Refusal => {
  const { reason, ...others } = refusal.errors;
  return reason === undefined ? refusal : { ...refusal, errors: { ...others, [name]: reason } };
};

const foresee = (c: PortalContext, shares: readonly Share[]) =>
  answerOf(
    apiOf(c).POST("/v1/awards/calls/{callId}/topics/{topicId}/awards/{proposalId}/shares/foresight", {
      params: { path: pathOf(c) },
      body: { shares: [...shares] },
    }),
  );

const record = (c: PortalContext, form: FormValues, { shares, reason }: { shares: readonly Share[]; reason: string }) =>
  answerOf(
    apiOf(c).POST("/v1/awards/calls/{callId}/topics/{topicId}/awards/{proposalId}/shares", {
      params: { path: pathOf(c), header: changeHeaders(form) },
      body: { shares: [...shares], reason },
    }),
  );

/** Records who is in the award from now on, ends it, or only shows what that would leave: the button says which. */
export const changeAward = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const page = c.get("page");
  const shown = await read(c);
  if (!shown.ok) return showProblem(c, shown.error);
  const facts = { shown: shown.value, form };
  const intent = form.text("intent");
  const typed = intent === "end" ? { shares: [], errors: {} } : await readShares(c, form, shown.value);
  const unread = refusalOfFields(typed.errors);
  if (unread !== null) return showChangeForm(c, { ...facts, refusal: unread });
  if (intent === "foresee") {
    const foreseen = await foresee(c, typed.shares);
    return foreseen.ok
      ? showChangeForm(c, { ...facts, refusal: null, foresight: foreseen.value })
      : showChangeForm(c, { ...facts, refusal: refusalWith(foreseen.error, page, shown.value) });
  }
  const reasonField = intent === "end" ? "endReason" : "reason";
  const changed = await record(c, form, { shares: typed.shares, reason: form.text(reasonField) });
  const { callId, topicId } = shown.value;
  if (changed.ok) return seeOther(c, `${awardsPath(callId, topicId)}?done=changed`);
  const refusal = atField(refusalWith(changed.error, page, shown.value), reasonField);
  return showChangeForm(c, { ...facts, form: formToRetry(form, changed.error), refusal });
};
