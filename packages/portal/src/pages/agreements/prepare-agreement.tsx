import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { agreementPath } from "./agreement-facts.tsx";
import {
  awardPath,
  AwardState,
  centsOf,
  decisionPath,
  periodItems,
  readCommitments,
  type Award,
  type Commitments,
} from "./decision-page.tsx";

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  projectNumber: { label: t("agreements.field.projectNumber"), rule: t("agreements.rule.projectNumber") },
  startsOn: { label: t("agreements.field.startsOn"), rule: t("forms.date") },
});

/** A number that is taken is mended where it was written. */
const preparationRefusal = (problem: Problem, page: PageContext): Refusal => {
  const { t } = page;
  const fields = fieldsOf(page);
  if (problem.code !== "ProjectNumberTaken") return refusalOf(problem, fieldRules(t, fields));
  const label = t("agreements.field.projectNumber");
  const rules = fieldRules(t, { projectNumber: { label, rule: t("agreements.rule.projectNumberTaken") } });
  return refusalOf({ ...problem, field: "projectNumber" }, rules);
};

type Found = { readonly commitments: Commitments; readonly award: Award };
type Shown = Found & { readonly form: FormValues; readonly refusal: Refusal | null };

const TheAward: FC<Found> = ({ commitments, award }) => {
  const { t, format } = usePage();
  return (
    <Section title={t("agreements.awardSection")}>
      <DescriptionList
        items={[
          { term: t("agreements.column.state"), detail: <AwardState state={award.state} /> },
          { term: t("agreements.decisionTopic"), detail: commitments.topicId },
          ...(award.rank === undefined
            ? []
            : [{ term: t("agreements.column.rank"), detail: format.number(award.rank) }]),
          { term: t("agreements.column.union"), detail: <Amount cents={centsOf(award, "VOTED")} /> },
          { term: t("agreements.column.national"), detail: <Amount cents={centsOf(award, "MEMBER_STATE")} /> },
          ...(award.commitmentId === null
            ? []
            : [{ term: t("agreements.fact.commitment"), detail: award.commitmentId }]),
          ...periodItems(commitments, t),
        ]}
      />
    </Section>
  );
};

/** Why the form does nothing now; undefined where it can be sent. */
const whyNot = ({ state }: Award, { t }: PageContext): string | undefined => {
  if (state === "awarded") return undefined;
  return state === "decided" ? t("agreements.because.CommitmentMissing") : t("agreements.because.AgreementExists");
};

const PreparationForm: FC<Shown> = ({ commitments, award, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  const numberHelp = t("agreements.help.projectNumber");
  return (
    <Section title={t("agreements.formSection")}>
      <Form action={href(awardPath(commitments.decisionId, award.awardId))} hidden={hiddenKeys(form)}>
        <RequiredNote />
        <TextInput {...field("projectNumber", numberHelp)} inputmode="numeric" autocomplete="off" width="m" required />
        <TextInput {...field("startsOn", t("agreements.help.startsOn"))} type="date" width="m" required />
        <ButtonRow>
          <Button disabledBecause={whyNot(award, page)}>{t("agreements.prepare")}</Button>
          <ButtonLink href={href(decisionPath(commitments.decisionId))} kind="secondary">
            {t("forms.cancel")}
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const showPreparationForm = (c: PortalContext, shown: Shown): Response => {
  const { t } = c.get("page");
  const { commitments, award, refusal } = shown;
  const page = {
    title: t("agreements.prepareTitle", { acronym: award.acronym }),
    lead: t("agreements.prepareLead"),
    crumbs: [
      { label: t("agreements.title"), path: "/agreements" },
      { label: t("agreements.decisionTitle"), path: decisionPath(commitments.decisionId) },
    ],
    meta: [<AwardState state={award.state} />, award.awardId],
    content: (
      <>
        <TheAward commitments={commitments} award={award} />
        <PreparationForm {...shown} />
      </>
    ),
  };
  return showForm(c, page, refusal);
};

type Sent = { readonly form: FormValues; readonly refusal: Refusal } | null;

const showAward = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const read = await readCommitments(c);
  if (!read.ok) return showProblem(c, read.error);
  const award = read.value.awards.find(({ awardId }) => awardId === c.req.param("awardId"));
  if (award === undefined) return showProblem(c, { status: 404, code: "AwardNotFound" });
  const shown = sent ?? { form: formValues({}), refusal: null };
  return showPreparationForm(c, { ...shown, commitments: read.value, award });
};

export const showPreparation = async (c: PortalContext): Promise<Response> => {
  const { person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  return mayDo(person, "prepareAgreement") ? showAward(c, null) : showProblem(c, { status: 403, code: "NotAllowed" });
};

export const prepareAgreement = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const header = commandHeaders(form);
  const body = {
    awardId: c.req.param("awardId") ?? "",
    projectNumber: form.text("projectNumber").replaceAll(" ", ""),
    startsOn: form.text("startsOn"),
  };
  const made = await answerOf(apiOf(c).POST("/v1/agreements", { params: { header }, body }));
  if (made.ok) return seeOther(c, `${agreementPath(made.value.agreement.id)}?done=prepared`);
  const refusal = preparationRefusal(made.error, c.get("page"));
  return showAward(c, { form: formToRetry(form, made.error), refusal });
};
