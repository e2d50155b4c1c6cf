import type { FC } from "hono/jsx";
import { hiddenKeys, type Schemas } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Radio, Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { roleText, StepForm } from "./people-facts.tsx";

type Role = Schemas["Role"];

/** What an organisation's own administrator gives. */
export const organisationRoles: readonly Role[] = ["applicant", "organisationAdministrator"];
/** What the platform's administrator gives. */
export const platformRoles: readonly Role[] = [
  "organisationAdministrator",
  "expert",
  "programmeOfficer",
  "evaluationOfficer",
  "projectOfficer",
  "authorisingOfficer",
  "initiator",
  "verifier",
  "accountingOfficer",
  "funder",
  "nccOfficer",
  "boardMember",
  "auditor",
  "administrator",
];

export const staffingFields = ({ t }: PageContext): FieldLabels => ({
  user: { label: t("people.field.to"), rule: t("people.rule.to") },
  mail: { label: t("people.field.mail"), rule: t("people.rule.mail") },
  language: { label: t("people.field.language"), rule: t("people.rule.language") },
  role: { label: t("people.field.role"), rule: t("people.rule.role") },
  organisation: { label: t("people.field.organisation"), rule: t("people.rule.organisation") },
  funder: { label: t("people.field.funder"), rule: t("people.rule.funder") },
  validTo: { label: t("people.field.validTo"), rule: t("people.rule.validTo") },
});

export const staffingRefusal = (problem: Problem, page: PageContext): Refusal =>
  refusalOf(problem, fieldRules(page.t, staffingFields(page)));

/** What the two forms have in common, as the API wants it. */
export const termsIn = (form: FormValues, organisation?: string) => {
  const [place, funder, validTo] = [
    organisation ?? form.text("organisation"),
    form.text("funder"),
    form.text("validTo"),
  ];
  return {
    // What was not chosen is refused by the API, at its field.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads the role itself.
    role: form.text("role") as Role,
    ...(place.trim() === "" ? {} : { organisation: place.trim() }),
    ...(funder.trim() === "" ? {} : { funder: funder.trim().toUpperCase() }),
    ...(validTo === "" ? {} : { validTo }),
  };
};

export type StaffingProps = {
  /** The page that the forms stand on, and come back to. */
  readonly path: string;
  readonly roles: readonly Role[];
  /** An organisation's own page names it; the platform's asks for it. */
  readonly asksPlace: boolean;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const exampleUser = "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const exampleOrganisation = "org_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const shownName = { invite: "people.invite", give: "people.give" } as const;
const texts = { invite: "people.inviteText", give: "people.giveText" } as const;
const buttons = { invite: "people.inviteButton", give: "people.giveButton" } as const;

/** One of the two ways in which somebody comes to a role: by mail, or by the identifier of an account. */
const StaffingForm: FC<StaffingProps & { readonly kind: "invite" | "give" }> = (props) => {
  const { kind, path, roles, asksPlace, form, refusal } = props;
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: staffingFields(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t(shownName[kind])}>
      <p>{t(texts[kind])}</p>
      <Form action={href(`${path}/${kind}`)} hidden={{ ...hiddenKeys(form), kind }}>
        <RequiredNote />
        {kind === "invite" ? (
          <>
            <TextInput {...field("mail")} type="email" autocomplete="off" required />
            <Radio
              {...field("language")}
              choices={(["en", "nl"] as const).map((value) => ({ value, label: t(`people.language.${value}`) }))}
              required
            />
          </>
        ) : (
          <TextInput {...field("user", t("people.help.to", { example: exampleUser }))} autocomplete="off" required />
        )}
        <Select {...field("role")} choices={roles.map((value) => ({ value, label: roleText(value, page) }))} required />
        {asksPlace && (
          <>
            <TextInput {...field("organisation", t("people.help.organisation", { example: exampleOrganisation }))} />
            <TextInput {...field("funder", t("people.help.funder"))} width="s" />
          </>
        )}
        <TextInput {...field("validTo", t("people.help.validTo"))} type="date" width="s" />
        <Button>{t(buttons[kind])}</Button>
      </Form>
    </Section>
  );
};

/** By mail, unless the address or a form that was refused asks for the other one: one form at a time, with a way to the other. */
export const Staffing: FC<StaffingProps> = (props) => {
  const { t, href, query } = usePage();
  const kind = (props.form.text("kind") || query.get("form")) === "give" ? "give" : "invite";
  const other = kind === "give" ? "invite" : "give";
  return (
    <>
      <StaffingForm kind={kind} {...props} />
      <p>
        <Link href={href(`${props.path}?form=${other}`)}>{t(shownName[other])}</Link>
      </p>
    </>
  );
};

type ListProps = { readonly list: Schemas["InvitationList"]; readonly path: string };

export const OpenInvitations: FC<ListProps> = ({ list, path }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Section title={t("people.invitations")}>
      <Table
        caption={t("people.invitationsCaption")}
        columns={[
          { header: t("people.column.mail"), namesRow: true, cell: ({ mail }) => mail },
          { header: t("people.column.role"), cell: ({ invitation }) => roleText(invitation.role, page) },
          {
            header: t("people.column.until"),
            cell: ({ invitation, isExpired }) => (
              <>
                <DateTimeOf at={invitation.expiresAt} /> {isExpired && `(${t("people.expired")})`}
              </>
            ),
          },
          {
            header: t("people.column.acts"),
            cell: ({ invitation, version }) => (
              <div class="portal-button-row">
                <StepForm
                  action={`${path}/invitations/${invitation.id}/resending`}
                  label={t("people.resend")}
                  version={version}
                />
                <StepForm
                  action={`${path}/invitations/${invitation.id}/withdrawal`}
                  label={t("people.withdraw")}
                  version={version}
                />
              </div>
            ),
          },
        ]}
        rows={list.invitations}
        empty={t("people.invitationsEmpty")}
      />
    </Section>
  );
};
