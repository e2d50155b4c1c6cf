import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import {
  crumbsTo,
  partnerName,
  partnersOf,
  proposalIdOf,
  proposalPath,
  readDraft,
  type Draft,
} from "../proposals/proposal-facts.ts";

type Organisation = Schemas["PublicOrganisation"];

const fieldsOf = ({ t }: PageContext): FieldLabels => ({
  slot: { label: t("consortium.invite.place"), rule: t("consortium.invite.place") },
  role: { label: t("consortium.invite.role"), rule: t("consortium.invite.role") },
  mail: { label: t("consortium.invite.mail"), rule: t("consortium.rule.mail") },
  name: { label: t("consortium.invite.name"), rule: t("forms.textLength", { min: 2, max: 200 }) },
  country: { label: t("consortium.invite.country"), rule: t("proposals.rule.country") },
  pic: { label: t("consortium.invite.pic"), rule: t("proposals.rule.pic") },
  language: { label: t("consortium.invite.language"), rule: t("consortium.invite.language") },
});

type Search = { readonly asked: string; readonly found: readonly Organisation[]; readonly problem: Problem | null };

/** Nine digits are a PIC, letters and digits together with a country's two capitals a VAT number, anything else a name. */
const queryOf = (asked: string) => {
  const plain = asked.replaceAll(/[\s.-]/g, "");
  if (/^\d{9}$/.test(plain)) return { pic: plain };
  return /^[A-Z]{2}(?=\w*\d{6})\w{6,14}$/.test(plain) ? { vat: plain } : { name: asked };
};

const search = async (c: PortalContext): Promise<Search> => {
  const asked = (c.get("page").query.get("organisation") ?? "").trim();
  if (asked === "") return { asked, found: [], problem: null };
  const read = await answerOf(apiOf(c).GET("/v1/registry/organisations", { params: { query: queryOf(asked) } }));
  return read.ok
    ? { asked, found: read.value.organisations, problem: null }
    : { asked, found: [], problem: read.error };
};

const InviteKnown: FC<{ draft: Draft; organisation: Organisation }> = ({ draft, organisation }) => {
  const { t, href, language } = usePage();
  const hidden = { ...hiddenKeys(), organisation: organisation.organisation, role: "partner", language };
  return (
    <Form action={href(`${proposalPath(draft)}/consortium/invite`)} hidden={hidden}>
      <Button kind="secondary">{t("consortium.invite.this")}</Button>
    </Form>
  );
};

const Find: FC<{ draft: Draft; searched: Search }> = ({ draft, searched: { asked, found, problem } }) => {
  const { t, href } = usePage();
  const error = problem?.code === "SearchTooShort" ? t("consortium.rule.search") : undefined;
  return (
    <Section title={t("consortium.find.title")}>
      <form class="portal-form" method="get" action={href(`${proposalPath(draft)}/consortium/invite`)}>
        <TextInput
          name="organisation"
          type="search"
          label={t("consortium.find.label")}
          help={t("consortium.find.help")}
          value={asked}
          error={error}
        />
        <Button kind="secondary">{t("consortium.find.button")}</Button>
      </form>
      {asked !== "" && problem === null && (
        <Table
          caption={t("consortium.find.caption")}
          columns={[
            { header: t("consortium.column.partner"), namesRow: true, cell: ({ name }: Organisation) => name },
            { header: "PIC", cell: ({ pic }) => pic },
            { header: t("consortium.find.country"), cell: ({ country }) => country },
            { header: t("consortium.column.state"), cell: ({ state }) => t(`consortium.find.${state}`) },
            { header: "", cell: (organisation) => <InviteKnown draft={draft} organisation={organisation} /> },
          ]}
          rows={found}
          empty={t("consortium.find.none")}
        />
      )}
    </Section>
  );
};

type FormProps = { readonly draft: Draft; readonly form: FormValues; readonly refusal: Refusal | null };

const choose = (...values: readonly (readonly [string, string])[]) =>
  values.map(([value, label]) => ({ value, label }));

const InviteByMail: FC<FormProps> = ({ draft, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const path = proposalPath(draft);
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  const own = draft.me?.role === "partner" ? draft.me.slot : undefined;
  const slots = partnersOf(draft).filter(({ slot }) => own === undefined || slot === own);
  return (
    <Section title={t("consortium.mail.title")}>
      <p>{t("consortium.mail.lead")}</p>
      <Form action={href(`${path}/consortium/invite`)} hidden={hiddenKeys(form)}>
        <TextInput {...field("mail")} type="email" required />
        <Select
          {...field("slot", t("consortium.help.place"))}
          placeholder={t("consortium.invite.newPlace")}
          choices={slots.map(({ slot }) => ({ value: slot, label: partnerName(draft, slot, page) }))}
        />
        {own === undefined && <TextInput {...field("name", t("consortium.help.name"))} />}
        {own === undefined && <TextInput {...field("country", t("proposals.help.country"))} width="s" />}
        {own === undefined && <TextInput {...field("pic", t("consortium.help.pic"))} inputmode="numeric" width="m" />}
        <Select
          {...field("role")}
          choices={choose(["partner", t("consortium.role.partner")], ["viewer", t("consortium.role.viewer")])}
        />
        <Select {...field("language")} choices={choose(["en", "English"], ["nl", "Nederlands"])} />
        <ButtonRow>
          <Button>{t("consortium.mail.send")}</Button>
          <ButtonLink kind="tertiary" href={href(`${path}/consortium`)}>
            {t("consortium.back")}
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const showInviteWith = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const [draft, searched] = await Promise.all([readDraft(c), search(c)]);
  if (!draft.ok) return showProblem(c, draft.error);
  const content = (
    <>
      {draft.value.me?.role !== "partner" && <Find draft={draft.value} searched={searched} />}
      <InviteByMail draft={draft.value} form={form} refusal={refusal} />
    </>
  );
  const crumbs = [
    ...crumbsTo(draft.value, page),
    { label: page.t("consortium.title"), path: `${proposalPath(draft.value)}/consortium` },
  ];
  return showForm(
    c,
    { title: page.t("consortium.invite"), lead: page.t("consortium.inviteLead"), crumbs, content },
    refusal,
  );
};

/** Find an organisation of the registry, or write to one that is not there yet. */
export const showInvite = (c: PortalContext): Promise<Response> =>
  showInviteWith(c, formValues({ role: "partner", language: c.get("page").language }), null);

const bodyOf = (form: FormValues): Schemas["PartnerInvitation"] => {
  const text = (name: string) => form.text(name).trim();
  const given = (["slot", "organisation", "name", "mail"] as const).map((name) => [name, text(name)] as const);
  const pic = text("pic").replaceAll(" ", "");
  return {
    role: text("role") === "viewer" ? "viewer" : "partner",
    language: text("language") === "nl" ? "nl" : "en",
    ...Object.fromEntries(given.filter(([, value]) => value !== "")),
    ...(text("country") === "" ? {} : { country: text("country").toUpperCase() }),
    ...(pic === "" ? {} : { pic }),
  };
};

export const invitePartner = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const path = { proposalId: proposalIdOf(c) };
  const params = { path, header: commandHeaders(form) };
  const made = await answerOf(apiOf(c).POST("/v1/proposals/{proposalId}/memberships", { params, body: bodyOf(form) }));
  return made.ok
    ? seeOther(c, `/proposals/${path.proposalId}/consortium?done=invited`)
    : showInviteWith(c, form, refusalOf(made.error, fieldRules(page.t, fieldsOf(page))));
};
