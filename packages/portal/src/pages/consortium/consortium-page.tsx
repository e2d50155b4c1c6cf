import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { namePeople } from "../../name-people.ts";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { whyNot } from "../proposals/allowed-action.ts";
import { Checklist } from "../proposals/checklist.tsx";
import { deadlineOf } from "../proposals/part-form.tsx";
import {
  crumbsTo,
  partnerName,
  placeOf,
  proposalIdOf,
  proposalPath,
  readFacts,
  type Draft,
} from "../proposals/proposal-facts.ts";
import { type Consortium, type Place, placeTones, signOffText } from "./consortium-words.ts";
import { MembershipRow, isScope, writtenRights } from "./membership-list.tsx";

export const readConsortium = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/proposals/{proposalId}/consortium", { params: { path: { proposalId: proposalIdOf(c) } } }),
  );

type Shown = { readonly draft: Draft; readonly consortium: Consortium };

const NameOf: FC<{ draft: Draft; place: Place }> = ({ draft, place }) => {
  const page = usePage();
  const { t, href } = page;
  const { slot, partner, isProvisionalPic } = place;
  return (
    <>
      <Link href={href(`${proposalPath(draft)}/partners/${slot}`)}>{partnerName(draft, slot, page)}</Link>
      <br />
      {placeOf(slot, page)}
      {partner !== undefined && `, ${partner.country} · PIC ${partner.pic}`}
      {isProvisionalPic && ` (${t("consortium.provisional")})`}
    </>
  );
};

const Places: FC<Shown> = ({ draft, consortium }) => {
  const page = usePage();
  const { t } = page;
  return (
    <Table
      caption={t("consortium.caption")}
      columns={[
        {
          header: t("consortium.column.partner"),
          namesRow: true,
          cell: (place: Place) => <NameOf draft={draft} place={place} />,
        },
        {
          header: t("consortium.column.state"),
          cell: ({ state }) => <StatusLabel tone={placeTones[state]}>{t(`consortium.state.${state}`)}</StatusLabel>,
        },
        { header: t("consortium.column.signOff"), cell: (place) => signOffText(place, page) },
        {
          header: t("consortium.column.missing"),
          cell: ({ missing }) =>
            missing.length === 0 ? t("consortium.nothing") : t("consortium.missing", { count: missing.length }),
        },
      ]}
      rows={consortium.places}
      empty={t("proposals.consortium.empty")}
    />
  );
};

const People: FC<Shown> = ({ draft, consortium }) => {
  const page = usePage();
  const { t } = page;
  const role = draft.me?.role;
  const listed = consortium.places.filter(({ memberships }) => memberships.length > 0);
  if (listed.length === 0) return null;
  return (
    <Section title={t("consortium.people")}>
      {listed.map(({ slot, memberships }) => (
        <>
          <h3>{partnerName(draft, slot, page)}</h3>
          <ul class="portal-member-list">
            {memberships.map((shown) => (
              <MembershipRow
                path={proposalPath(draft)}
                shown={shown}
                mayDecide={role === "coordinator"}
                mayInvite={role === "coordinator" || (role === "partner" && draft.me?.slot === slot)}
              />
            ))}
          </ul>
        </>
      ))}
    </Section>
  );
};

const Actions: FC<Shown> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const path = proposalPath(draft);
  const cannotInvite = draft.me?.role === "partner" ? undefined : whyNot(draft, "invitePartner", page);
  const isPartner = draft.me?.role === "partner" && draft.me.slot !== "p001";
  const cannotSign = whyNot(draft, "signOffProposal", page);
  return (
    <ButtonRow>
      {cannotInvite === undefined ? (
        <ButtonLink href={href(`${path}/consortium/invite`)} icon="plus">
          {t("consortium.invite")}
        </ButtonLink>
      ) : (
        <Button disabledBecause={cannotInvite}>{t("consortium.invite")}</Button>
      )}
      {isPartner && cannotSign === undefined && (
        <ButtonLink href={href(`${path}/sign-off`)} kind="secondary">
          {t("consortium.toSignOff")}
        </ButtonLink>
      )}
      {isPartner && cannotSign !== undefined && (
        <Button kind="secondary" disabledBecause={cannotSign}>
          {t("consortium.toSignOff")}
        </Button>
      )}
    </ButtonRow>
  );
};

const Lacks: FC<Shown> = ({ draft, consortium }) => {
  const { t } = usePage();
  const unsigned = consortium.places.filter(({ signOff }) => signOff !== undefined && signOff !== "signed").length;
  return (
    <>
      {consortium.missing.length > 0 && <Checklist draft={{ ...draft, shortcomings: consortium.missing }} />}
      {consortium.isSignOffRequired && unsigned > 0 && (
        <Notification kind="info" title={t("consortium.signOff.required")} />
      )}
    </>
  );
};

/** Who takes part, how far each is, who has agreed, and what each still owes. */
export const showConsortium = async (c: PortalContext): Promise<Response> => {
  const [facts, consortium] = await Promise.all([readFacts(c), readConsortium(c)]);
  if (!facts.ok) return showProblem(c, facts.error);
  if (!consortium.ok) return showProblem(c, consortium.error);
  await namePeople(c, consortium.value.places);
  const page = c.get("page");
  const { draft } = facts.value;
  const shown = { draft, consortium: consortium.value };
  const done = page.query.get("done");
  return show(c, {
    title: page.t("consortium.title"),
    lead: page.t("consortium.lead"),
    crumbs: crumbsTo(draft, page),
    meta: [draft.proposal.topicId, deadlineOf(facts.value, page)],
    content: (
      <>
        {done === "invited" && <Notification kind="success" title={page.t("consortium.done.invited")} />}
        {done === "signed" && <Notification kind="success" title={page.t("consortium.done.signed")} />}
        {done === "joined" && <Notification kind="success" title={page.t("consortium.done.joined")} />}
        <Lacks {...shown} />
        <Places {...shown} />
        <Actions {...shown} />
        <People {...shown} />
      </>
    ),
  });
};

const pathOf = (c: PortalContext) => ({
  proposalId: proposalIdOf(c),
  membershipId: c.req.param("membershipId") ?? "",
});
const consortiumPath = (c: PortalContext): string => `/proposals/${proposalIdOf(c)}/consortium`;

/** Sends again, takes back, takes out, or leaves. */
export const stepMembership = async (c: PortalContext): Promise<Response> => {
  const params = { path: pathOf(c), header: changeHeaders(await readForm(c)) };
  const api = apiOf(c);
  const ask = () => {
    switch (c.req.param("step") ?? "") {
      case "resending":
        return answerOf(api.POST("/v1/proposals/{proposalId}/memberships/{membershipId}/resending", { params }));
      case "withdrawal":
        return answerOf(api.POST("/v1/proposals/{proposalId}/memberships/{membershipId}/withdrawal", { params }));
      default:
        return answerOf(api.POST("/v1/proposals/{proposalId}/memberships/{membershipId}/end", { params }));
    }
  };
  const done = await ask();
  if (!done.ok) return showProblem(c, done.error, consortiumPath(c));
  const { membership } = done.value;
  return seeOther(c, membership.state === "left" ? "/proposals" : consortiumPath(c));
};

export const setRights = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = pathOf(c);
  const names = writtenRights(path.membershipId);
  const role = form.text(names.role) === "viewer" ? ("viewer" as const) : ("partner" as const);
  const body = { role, writes: form.all(names.writes).filter(isScope) };
  const params = { path, header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).PUT("/v1/proposals/{proposalId}/memberships/{membershipId}/rights", { params, body }),
  );
  return done.ok ? seeOther(c, consortiumPath(c)) : showProblem(c, done.error, consortiumPath(c));
};
