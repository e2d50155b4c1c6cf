import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { assistancePath } from "./assistance-page.tsx";
import {
  becauseText,
  daysText,
  Done,
  forText,
  isAllowed,
  limitsText,
  nameOf,
  organisationPath,
  reachText,
  roleText,
  StepForm,
} from "./people-facts.tsx";

export type Me = Schemas["Me"];
export const readMe = (c: PortalContext) => answerOf(apiOf(c).GET("/v1/people/me"));

type Props = { readonly me: Me };
type HeldGrant = Me["grants"][number];

const Acts: FC<{ readonly grant: HeldGrant }> = ({ grant }) => {
  const page = usePage();
  const { t, href } = page;
  const { id, allowedActions } = grant;
  const giveUp = allowedActions.find(({ action }) => action === "giveUpRole");
  return (
    <div class="portal-button-row">
      {isAllowed(allowedActions, "delegateRole") && (
        <ButtonLink href={href(`/people/hand-on/${id ?? ""}`)} kind="secondary">
          {t("people.handOn")}
        </ButtonLink>
      )}
      <StepForm
        action={`/people/grants/${id ?? ""}/giving-up`}
        label={t("people.giveUp")}
        disabledBecause={giveUp?.allowed === true ? undefined : becauseText(giveUp?.because ?? "other", page)}
      />
    </div>
  );
};

const Roles: FC<Props> = ({ me }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Section title={t("people.mine")}>
      <Table
        caption={t("people.grantsCaption")}
        columns={[
          {
            header: t("people.column.role"),
            namesRow: true,
            cell: (grant) => [roleText(grant.role, page), reachText(grant, me.people, page)].filter(Boolean).join(", "),
          },
          { header: t("people.column.for"), cell: (grant) => forText(grant, me.organisations, page) },
          {
            header: t("people.column.days"),
            cell: (grant) =>
              grant.isInForce ? daysText(grant, page) : `${daysText(grant, page)} (${t("people.days.notNow")})`,
          },
          { header: t("people.column.acts"), cell: (grant) => <Acts grant={grant} /> },
        ]}
        rows={me.grants}
        empty={t("people.grantsEmpty")}
      />
      <p>{t("people.yourIdentifier", { id: me.id })}</p>
    </Section>
  );
};

const HandedOn: FC<Props> = ({ me }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Section title={t("people.handedOn")}>
      <Table
        caption={t("people.handedOnCaption")}
        columns={[
          { header: t("people.column.person"), namesRow: true, cell: ({ user }) => nameOf(user, me.people) },
          {
            header: t("people.column.role"),
            cell: (grant) => [roleText(grant.role, page), limitsText(grant, page)].filter(Boolean).join(", "),
          },
          { header: t("people.column.days"), cell: (grant) => daysText(grant, page) },
          {
            header: t("people.column.acts"),
            cell: ({ id }) => <StepForm action={`/people/grants/${id}/giving-up`} label={t("people.takeBack")} />,
          },
        ]}
        rows={me.handedOn}
        empty={t("people.handedOnEmpty")}
      />
    </Section>
  );
};

const Administered: FC<Props> = ({ me }) => {
  const { t, href } = usePage();
  const rows = me.organisations.filter(({ allowedActions }) => isAllowed(allowedActions, "reviewGrants"));
  return rows.length === 0 ? null : (
    <Section title={t("people.organisations")}>
      <ul class="ecl-unordered-list">
        {rows.map(({ id, name = id }) => (
          <li class="ecl-unordered-list__item">
            <Link href={href(organisationPath(id))}>{t("people.toOrganisation", { name })}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** The Centres for which a person records whom it has helped. */
const Centres: FC<Props> = ({ me }) => {
  const { t, href } = usePage();
  const rows = me.organisations.filter(({ allowedActions }) => isAllowed(allowedActions, "recordAssistance"));
  return rows.length === 0 ? null : (
    <Section title={t("people.assistance.title")}>
      <ul class="ecl-unordered-list">
        {rows.map(({ id, name = id }) => (
          <li class="ecl-unordered-list__item">
            <Link href={href(assistancePath(id))}>{t("people.assistance.of", { name })}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** What a person holds, what they have handed on, and the organisations that they staff. */
export const showMyRoles = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const read = await readMe(c);
  if (!read.ok) return showProblem(c, read.error);
  const me = read.value;
  return show(c, {
    title: t("people.mine"),
    lead: t("people.mineLead"),
    content: (
      <>
        <Done />
        <Roles me={me} />
        <HandedOn me={me} />
        <Administered me={me} />
        <Centres me={me} />
      </>
    ),
  });
};

export const giveUpGrant = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: { grantId: c.req.param("grantId") ?? "" }, header: changeHeaders(form) };
  const done = await answerOf(apiOf(c).POST("/v1/people/me/grants/{grantId}/end", { params }));
  return done.ok ? seeOther(c, "/people?done=ended") : showProblem(c, done.error, "/people");
};
