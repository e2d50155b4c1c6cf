import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Radio, Select } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, withValues, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { participationReason } from "./participation-reason.ts";
import { oneOf, readFacts, type Facts } from "./facts-of.ts";
import { OwnershipForm, holdingRows, ownershipValues, readDeclaration, rulesOfRows } from "./ownership-form.tsx";
import { OwnershipPicture } from "./ownership-picture.tsx";
import { offerOf, organisationIdOf, organisationPath, type OrganisationFile } from "./registry-facts.tsx";

type Participation = Schemas["Participation"];
type Shown = {
  readonly file: OrganisationFile;
  readonly facts: Facts;
  readonly form: FormValues;
  readonly assessment: FormValues;
  readonly refusal: Refusal | null;
  readonly participation: Participation | null;
};
const restrictions = ["NONE", "ART_12_5", "ART_12_6", "ART_18_4"] as const;
const controls = ["EU_CONTROLLED", "THIRD_COUNTRY_CONTROLLED"] as const;
const guarantees = ["NONE", "ACCEPTED"] as const;

const Found: FC<Pick<Shown, "facts">> = ({ facts: { ownership } }) => {
  const { t } = usePage();
  if (ownership === null) return <EmptyState>{t("standing.ownersEmpty")}</EmptyState>;
  const { ownership: head } = ownership;
  const control = ({ control: by, country }: { control: (typeof controls)[number]; country: string }) =>
    `${t(`standing.control.${by}`)} (${country})`;
  const assessed =
    head.state === "assessed"
      ? [
          { term: t("standing.field.assessed"), detail: control(head.assessed) },
          { term: t("standing.field.guarantees"), detail: t(`standing.guarantees.${head.assessed.guarantees}`) },
          { term: t("standing.field.assessedAt"), detail: <DateTimeOf at={head.assessed.at} /> },
        ]
      : [];
  return (
    <>
      {head.found.isCircular && (
        <Notification kind="warning" title={t("standing.circularTitle")}>
          <p>{t("standing.circularText")}</p>
        </Notification>
      )}
      <DescriptionList
        items={[
          {
            term: t("standing.field.ownershipState"),
            detail: (
              <StatusLabel tone={head.state === "assessed" ? "active" : "attention"}>
                {t(`standing.ownershipState.${head.state}`)}
              </StatusLabel>
            ),
          },
          { term: t("standing.field.declared"), detail: <DateTimeOf at={head.declaredAt} /> },
          { term: t("standing.field.found"), detail: control(head.found) },
          ...assessed,
        ]}
      />
    </>
  );
};

const Graph: FC<Pick<Shown, "facts" | "file">> = ({ facts: { declaration, controlChain }, file }) => {
  const { t } = usePage();
  if (declaration === null || declaration.holdings.length === 0) return null;
  const byKey = new Map(declaration.owners.map((owner) => [owner.key, owner]));
  const nameOf = (key: string) => byKey.get(key)?.name ?? file.legalEntity.name;
  return (
    <Section title={t("standing.section.graph")}>
      <p>{t("standing.chain", { chain: controlChain.map(nameOf).join(" – ") })}</p>
      <OwnershipPicture declaration={declaration} chain={controlChain} own={file.legalEntity.name} />
      <Table
        caption={t("standing.holdings")}
        columns={[
          { header: t("standing.owner.name"), namesRow: true, cell: ({ owner }) => nameOf(owner) },
          {
            header: t("standing.owner.kind"),
            cell: ({ owner }) => t(`standing.ownerKind.${byKey.get(owner)?.kind ?? "LEGAL"}`),
          },
          { header: t("standing.owner.country"), cell: ({ owner }) => byKey.get(owner)?.country ?? "" },
          { header: t("standing.owner.owned"), cell: ({ owned }) => nameOf(owned) },
          { header: t("standing.owner.sharePercent"), align: "right", cell: ({ sharePercent }) => `${sharePercent} %` },
          {
            header: t("standing.owner.votesPercent"),
            align: "right",
            cell: ({ votesPercent }) => (votesPercent === undefined ? "" : `${votesPercent} %`),
          },
          {
            header: t("standing.owner.decisiveInfluence"),
            cell: ({ decisiveInfluence }) => (decisiveInfluence === true ? t("standing.yes") : ""),
          },
        ]}
        rows={declaration.holdings}
        empty=""
      />
    </Section>
  );
};

const assessmentFields = ({ t }: PageContext): FieldLabels => ({
  control: { label: t("standing.field.assessed"), rule: t("standing.rule.choose") },
  country: { label: t("standing.field.controllingCountry"), rule: t("standing.rule.country") },
  guarantees: { label: t("standing.field.guarantees"), rule: t("standing.rule.choose") },
  reason: { label: t("standing.field.reason"), rule: t("standing.rule.reason") },
});

const AssessmentForm: FC<Shown> = ({ file, facts, assessment, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(facts.allowedActions, "assessOwnership", page);
  const field = fieldsFor({ form: assessment, fields: assessmentFields(page), errors: refusal?.errors ?? {} });
  return !isOffered || facts.ownership === null ? null : (
    <Section title={t("standing.section.assess")}>
      <p>{t("standing.assessText")}</p>
      <Form
        action={href(`${organisationPath(file.organisation.id)}/ownership/assessment`)}
        hidden={hiddenVersion(facts.ownership.version, assessment)}
      >
        <RequiredNote />
        <Radio
          {...field("control")}
          choices={controls.map((value) => ({ value, label: t(`standing.control.${value}`) }))}
          required
        />
        <TextInput {...field("country")} width="s" required />
        <Radio
          {...field("guarantees")}
          choices={guarantees.map((value) => ({ value, label: t(`standing.guarantees.${value}`) }))}
          required
        />
        <TextArea {...field("reason", t("standing.help.reason"))} rows={3} charactersMax={1_000} required />
        <Button disabledBecause={disabledBecause}>{t("standing.assess")}</Button>
      </Form>
    </Section>
  );
};

const ParticipationCheck: FC<Shown> = ({ file, participation }) => {
  const page = usePage();
  const { t, href, query } = page;
  const path = `${organisationPath(file.organisation.id)}/ownership`;
  return participation === null ? null : (
    <Section title={t("standing.section.participation")}>
      <FilterForm action={href(path)} clearHref={href(path)} title={t("standing.participationTitle")}>
        <Select
          name="restriction"
          label={t("standing.field.restriction")}
          value={query.get("restriction") ?? "NONE"}
          choices={restrictions.map((value) => ({ value, label: t(`standing.restriction.${value}`) }))}
        />
        <Select
          name="opened"
          label={t("standing.field.opened")}
          value={query.get("opened") ?? "no"}
          choices={(["no", "yes"] as const).map((value) => ({ value, label: t(`standing.${value}`) }))}
        />
      </FilterForm>
      <p>
        <StatusLabel tone={participation.verdict === "ELIGIBLE" ? "active" : "attention"}>
          {t(`standing.verdict.${participation.verdict}`)}
        </StatusLabel>
      </p>
      {participation.reasons.length > 0 && (
        <ul>
          {participation.reasons.map((reason) => (
            <li>{participationReason(reason, page)}</li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const showOwnershipPage = (c: PortalContext, shown: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { file, facts, refusal } = shown;
  const { isOffered } = offerOf(facts.allowedActions, "declareOwnership", page);
  const content = (
    <>
      <Found facts={facts} />
      <Graph facts={facts} file={file} />
      <ParticipationCheck {...shown} />
      <AssessmentForm {...shown} />
      {isOffered && <OwnershipForm {...shown} />}
    </>
  );
  const crumbs = [{ label: file.legalEntity.name, path: organisationPath(file.organisation.id) }];
  return showForm(c, { title: t("standing.ownership"), lead: t("standing.ownershipLead"), crumbs, content }, refusal);
};

/** For those who may ask: the verdict under the restriction that the address names. */
const readParticipation = async (c: PortalContext): Promise<Participation | null> => {
  const { query } = c.get("page");
  const restriction = oneOf(restrictions, query.get("restriction") ?? "") ?? "NONE";
  const opened = query.get("opened") === "yes" ? "yes" : "no";
  const params = { path: { organisationId: organisationIdOf(c) }, query: { restriction, opened } } as const;
  const read = await answerOf(apiOf(c).GET("/v1/registry/organisations/{organisationId}/participation", { params }));
  return read.ok ? read.value : null;
};

type Sent = Partial<Pick<Shown, "form" | "assessment" | "refusal">>;

const showOwnershipWith = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const [read, participation] = await Promise.all([readFacts(c), readParticipation(c)]);
  if (!read.ok) return showProblem(c, read.error);
  const { facts } = read.value;
  const found = facts.ownership?.ownership.found;
  const proposed = found === undefined ? {} : { control: found.control, country: found.country, guarantees: "NONE" };
  return showOwnershipPage(c, {
    ...read.value,
    participation,
    form: ownershipValues(facts.declaration),
    assessment: formValues(proposed),
    refusal: null,
    ...sent,
  });
};

export const showOwnership = (c: PortalContext): Promise<Response> => showOwnershipWith(c, {});

export const declareOwnership = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  if (form.text("intent") === "add")
    return showOwnershipWith(c, { form: withValues(form, { rows: String(holdingRows(form) + 1) }) });
  const params = { path: { organisationId }, header: changeHeaders(form) };
  const body = readDeclaration(form);
  const done = await answerOf(apiOf(c).POST("/v1/registry/organisations/{organisationId}/ownership", { params, body }));
  if (done.ok) return seeOther(c, `${organisationPath(organisationId)}/ownership`);
  const { errors, ...refusal } = refusalOf(done.error, rulesOfRows(page, form));
  const atRows = Object.fromEntries(
    Object.entries(errors).map(([name, message]) => [name.replace(/^(?:owners|holdings)\./, "rows."), message]),
  );
  return showOwnershipWith(c, { form, refusal: { ...refusal, errors: atRows } });
};

export const assessOwnership = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  const body = {
    control: form.text("control"),
    country: form.text("country").trim().toUpperCase(),
    guarantees: form.text("guarantees"),
    reason: form.text("reason").trim(),
  } as Schemas["OwnershipAssessment"];
  const params = { path: { organisationId }, header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/registry/organisations/{organisationId}/ownership/assessment", { params, body }),
  );
  if (done.ok) return seeOther(c, `${organisationPath(organisationId)}/ownership`);
  const refusal = refusalOf(done.error, fieldRules(page.t, assessmentFields(page)));
  return showOwnershipWith(c, { assessment: form, refusal });
};
