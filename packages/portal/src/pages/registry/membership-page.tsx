import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { CheckboxGroup, Radio } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { EmptyState } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { organisationsFor } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { offerOf, organisationIdOf, organisationPath } from "./registry-facts.tsx";

type Membership = Schemas["Membership"];
type Member = Schemas["CommunityMember"];
type Shown = {
  readonly organisationId: string;
  readonly shown: Membership;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

export const domains = ["a", "b", "c", "d", "e", "f"] as const;
const entities = ["LEGAL_ENTITY", "UNION_BODY"] as const;
const outcomes = ["POSITIVE", "NEGATIVE"] as const;
const grounds = ["CRITERIA_NOT_MET", "EXCLUSION_SITUATION", "SECURITY"] as const;

const pathOf = (organisationId: string): string => `${organisationPath(organisationId)}/membership`;

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  entity: { label: t("community.field.entity"), rule: t("standing.rule.choose") },
  domains: { label: t("community.field.domains"), rule: t("standing.rule.choose") },
  outcome: { label: t("community.field.outcome"), rule: t("standing.rule.choose") },
  because: { label: t("community.field.because"), rule: t("standing.rule.choose") },
  reason: { label: t("standing.field.reason"), rule: t("standing.rule.reason") },
});

const tones: Readonly<Record<Member["state"], StatusTone>> = {
  requested: "attention",
  assessed: "attention",
  registered: "active",
  refused: "quiet",
  revoked: "quiet",
};

const Facts: FC<Pick<Shown, "shown">> = ({ shown: { membership, nccName } }) => {
  const { t } = usePage();
  if (membership === null) return <EmptyState>{t("community.none")}</EmptyState>;
  const { member } = membership;
  const assessment = "assessment" in member ? member.assessment : undefined;
  return (
    <DescriptionList
      items={[
        {
          term: t("community.field.state"),
          detail: <StatusLabel tone={tones[member.state]}>{t(`community.state.${member.state}`)}</StatusLabel>,
        },
        {
          term: t("community.field.domains"),
          detail: member.domains.map((domain) => t(`community.domain.${domain}`)).join(" · "),
        },
        { term: t("community.field.requestedAt"), detail: <DateTimeOf at={member.requestedAt} /> },
        ...(member.entity === "UNION_BODY"
          ? []
          : [{ term: t("community.field.centre"), detail: nccName ?? t("community.noCentre") }]),
        ...(assessment === undefined
          ? []
          : [{ term: t("community.field.outcome"), detail: t(`community.outcome.${assessment.outcome}`) }]),
        ...(member.state === "refused"
          ? [{ term: t("community.field.because"), detail: t(`community.refused.${member.refused.because}`) }]
          : []),
        ...(member.state === "revoked"
          ? [{ term: t("community.field.because"), detail: t(`community.revoked.${member.revoked.because}`) }]
          : []),
      ]}
    />
  );
};

type ActProps = Shown & { readonly action: string; readonly address: string };

/** One step of a membership: shown to those who may take it, with the reason where it is not possible now. */
const useAct = ({ shown, form, refusal, action, address, organisationId }: ActProps) => {
  const page = usePage();
  const offer = offerOf(shown.allowedActions, action, page);
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  const target = page.href(`${pathOf(organisationId)}${address}`);
  return { page, field, target, hidden: hiddenVersion(shown.membership?.version ?? 0, form), ...offer };
};

const RequestForm: FC<Shown> = (props) => {
  const { page, field, target, hidden, isOffered, disabledBecause } = useAct({
    ...props,
    action: "requestMembership",
    address: "",
  });
  const { t } = page;
  return !isOffered || disabledBecause !== undefined ? null : (
    <Section title={t("community.section.request")}>
      <p>{t("community.requestText")}</p>
      <Form action={target} hidden={hidden}>
        <RequiredNote />
        <Radio
          {...field("entity")}
          choices={entities.map((value) => ({ value, label: t(`community.entity.${value}`) }))}
          required
        />
        <CheckboxGroup
          {...field("domains")}
          values={props.form.all("domains")}
          choices={domains.map((value) => ({ value, label: t(`community.domain.${value}`) }))}
          required
        />
        <Button>{t("community.request")}</Button>
      </Form>
    </Section>
  );
};

const AssessForm: FC<Shown> = (props) => {
  const { page, field, target, hidden, isOffered, disabledBecause } = useAct({
    ...props,
    action: "assessMember",
    address: "/assessment",
  });
  const { t } = page;
  return !isOffered || props.shown.membership?.member.state !== "requested" ? null : (
    <Section title={t("community.section.assess")}>
      <p>{t("community.assessText")}</p>
      <Form action={target} hidden={hidden}>
        <RequiredNote />
        <Radio
          {...field("outcome")}
          choices={outcomes.map((value) => ({ value, label: t(`community.outcome.${value}`) }))}
          required
        />
        <TextArea {...field("reason", t("standing.help.reason"))} rows={4} charactersMax={1_000} required />
        <Button disabledBecause={disabledBecause}>{t("community.assess")}</Button>
      </Form>
    </Section>
  );
};

const RegisterForm: FC<Shown> = (props) => {
  const { page, target, hidden, isOffered, disabledBecause } = useAct({
    ...props,
    action: "registerMember",
    address: "/registration",
  });
  const { t } = page;
  const state = props.shown.membership?.member.state;
  return !isOffered || (state !== "requested" && state !== "assessed") ? null : (
    <Section title={t("community.section.register")}>
      <p>{t("community.registerText")}</p>
      <Form action={target} hidden={hidden}>
        <Button disabledBecause={disabledBecause}>{t("community.register")}</Button>
      </Form>
    </Section>
  );
};

const RevokeForm: FC<Shown> = (props) => {
  const { page, field, target, hidden, isOffered } = useAct({
    ...props,
    action: "revokeMember",
    address: "/revocation",
  });
  const { t } = page;
  return !isOffered || props.shown.membership?.member.state !== "registered" ? null : (
    <Section title={t("community.section.revoke")}>
      <p>{t("community.revokeText")}</p>
      <Form action={target} hidden={hidden}>
        <RequiredNote />
        <Radio
          {...field("because")}
          choices={grounds.map((value) => ({ value, label: t(`community.revoked.${value}`) }))}
          required
        />
        <TextArea {...field("reason", t("standing.help.reason"))} rows={4} charactersMax={1_000} required />
        <Button kind="secondary">{t("community.revoke")}</Button>
      </Form>
    </Section>
  );
};

const readMembership = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/registry/organisations/{organisationId}/membership", {
      params: { path: { organisationId: organisationIdOf(c) } },
    }),
  );

const showMembershipWith = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t, person } = c.get("page");
  const read = await readMembership(c);
  if (!read.ok) return showProblem(c, read.error);
  const organisationId = organisationIdOf(c);
  const shown: Shown = { organisationId, shown: read.value, form, refusal };
  const { name } = read.value.legalEntity;
  const isOwn = organisationsFor(person, "registerOrganisation").includes(organisationId);
  const crumbs = isOwn
    ? [{ label: name, path: organisationPath(organisationId) }]
    : [{ label: t("community.workTitle"), path: "/registry/community/work" }];
  const content = (
    <>
      <Facts shown={read.value} />
      <RequestForm {...shown} />
      <AssessForm {...shown} />
      <RegisterForm {...shown} />
      <RevokeForm {...shown} />
    </>
  );
  const page = { title: t("community.membership"), lead: t("community.membershipLead"), crumbs, meta: [name], content };
  return showForm(c, page, refusal);
};

export const showMembership = (c: PortalContext): Promise<Response> =>
  showMembershipWith(c, formValues({ entity: "LEGAL_ENTITY" }), null);

const answered = (
  c: PortalContext,
  form: FormValues,
  done: { readonly ok: true } | { readonly ok: false; readonly error: Problem },
): Response | Promise<Response> => {
  const page = c.get("page");
  return done.ok
    ? seeOther(c, pathOf(organisationIdOf(c)))
    : showMembershipWith(c, form, refusalOf(done.error, fieldRules(page.t, fieldsOf(page))));
};
const paramsOf = (c: PortalContext, form: FormValues) => ({
  path: { organisationId: organisationIdOf(c) },
  header: changeHeaders(form),
});

export const requestMembership = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = { entity: form.text("entity"), domains: form.all("domains") } as Schemas["MembershipRequest"];
  const params = paramsOf(c, form);
  const path = "/v1/registry/organisations/{organisationId}/membership";
  return answered(c, form, await answerOf(apiOf(c).POST(path, { params, body })));
};

export const assessMember = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const reason = form.text("reason").trim();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = { outcome: form.text("outcome"), reason } as Schemas["MembershipAssessment"];
  const params = paramsOf(c, form);
  const path = "/v1/registry/organisations/{organisationId}/membership/assessment";
  return answered(c, form, await answerOf(apiOf(c).POST(path, { params, body })));
};

export const registerMember = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = paramsOf(c, form);
  const path = "/v1/registry/organisations/{organisationId}/membership/registration";
  return answered(c, form, await answerOf(apiOf(c).POST(path, { params })));
};

export const revokeMember = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const reason = form.text("reason").trim();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = { because: form.text("because"), reason } as Schemas["MembershipRevocation"];
  const params = paramsOf(c, form);
  const path = "/v1/registry/organisations/{organisationId}/membership/revocation";
  return answered(c, form, await answerOf(apiOf(c).POST(path, { params, body })));
};
