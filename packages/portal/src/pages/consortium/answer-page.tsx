import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { problemToWords } from "../../problem.ts";
import { organisationsOf } from "../proposals/organisations.ts";

type Invitation = Schemas["ShownPartnerInvitation"];
type Own = { readonly id: string; readonly name: string };
type AnswerProps = { readonly invitation: Invitation; readonly token: string; readonly own: readonly Own[] };

const Facts: FC<{ invitation: Invitation }> = ({ invitation }) => {
  const { t, person } = usePage();
  const { acronym, coordinator, coordinatorName, callTitle, membership, sentTo } = invitation;
  return (
    <DescriptionList
      items={[
        { term: t("consortium.answer.proposal"), detail: acronym === "" ? t("proposals.untitled") : acronym },
        { term: t("consortium.answer.coordinator"), detail: coordinatorName ?? coordinator },
        { term: t("consortium.answer.call"), detail: callTitle },
        { term: t("consortium.answer.role"), detail: t(`consortium.role.${membership.role}`) },
        // The link may have been passed on: who answers sees both before answering.
        ...(sentTo === undefined
          ? []
          : [
              { term: t("consortium.answer.sentTo"), detail: sentTo },
              { term: t("consortium.answer.as"), detail: person?.name ?? "" },
            ]),
        ...(membership.state === "invited"
          ? [{ term: t("consortium.answer.until"), detail: <DateTimeOf at={membership.expiresAt} /> }]
          : []),
      ]}
    />
  );
};

const Answer: FC<AnswerProps> = ({ invitation, token, own }) => {
  const { t, href, language } = usePage();
  const { membership, version, because } = invitation;
  const hidden = {
    ...hiddenVersion(version),
    proposalId: membership.proposal,
    membershipId: membership.id,
    ...(token === "" ? {} : { token }),
  };
  const reason = because === undefined ? undefined : problemToWords({ status: 409, code: because }, language).reason;
  const asked = "organisation" in membership ? membership.organisation : undefined;
  const choices = own.filter(({ id }) => asked === undefined || id === asked);
  const [only] = choices;
  const back = token === "" ? "/consortia" : `/consortia/${token}`;
  return (
    <>
      {only === undefined && (
        <Section title={t("consortium.answer.registerTitle")}>
          <p>{t("consortium.answer.registerText")}</p>
          <ButtonRow>
            <ButtonLink href={href(`/consortia/registration?return=${encodeURIComponent(back)}`)}>
              {t("consortium.answer.register")}
            </ButtonLink>
          </ButtonRow>
        </Section>
      )}
      {only !== undefined && (
        <Form action={href("/consortia/answers/acceptance")} hidden={hidden}>
          <Select
            name="organisation"
            label={t("consortium.answer.for")}
            value={only.id}
            choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button disabledBecause={reason}>{t("consortium.answer.accept")}</Button>
        </Form>
      )}
      <Form action={href("/consortia/answers/refusal")} hidden={hidden}>
        <Button kind="secondary">{t("consortium.answer.decline")}</Button>
      </Form>
    </>
  );
};

/** The organisations that this person works for, by name. */
const readOwn = async (c: PortalContext): Promise<readonly Own[]> => {
  const ids = organisationsOf(c.get("page").person);
  const read = await answerOf(apiOf(c).GET("/v1/people/me"));
  const named = read.ok ? read.value.organisations : [];
  return ids.map((id) => ({ id, name: named.find((one) => one.id === id)?.name ?? id }));
};

/** What a link offers, with the two answers, and the way to register first where that is needed. */
export const showLink = async (c: PortalContext): Promise<Response> => {
  const { t, person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const token = c.req.param("token") ?? "";
  const [read, own] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/proposals/invitations/by-link/{token}", { params: { path: { token } } })),
    readOwn(c),
  ]);
  if (!read.ok)
    return showProblem(c, read.error.status === 400 ? { status: 404, code: "MembershipNotFound" } : read.error);
  return show(c, {
    title: t("consortium.answer.title"),
    lead: t("consortium.answer.lead"),
    content: (
      <>
        <Facts invitation={read.value} />
        <Answer invitation={read.value} token={token} own={own} />
      </>
    ),
  });
};

const readWaiting = async (c: PortalContext, ids: readonly string[]): Promise<readonly Invitation[]> => {
  const path = "/v1/proposals/invitations/by-organisation/{organisationId}" as const;
  const lists = await Promise.all(
    ids.map(async (organisationId) => answerOf(apiOf(c).GET(path, { params: { path: { organisationId } } }))),
  );
  return lists.flatMap((list) => (list.ok ? list.value.invitations : []));
};

/** On the first page: how many consortia wait for an answer. */
export const homeWaiting = async (c: PortalContext): Promise<Child> => {
  const { t, href, person } = c.get("page");
  const count = person === null ? 0 : (await readWaiting(c, organisationsOf(person))).length;
  return count === 0 ? null : (
    <p>
      <Link href={href("/consortia")}>{t("consortium.waiting.home", { count })}</Link>
    </p>
  );
};

/** Invitations that wait for an organisation of one's own. */
export const showWaiting = async (c: PortalContext): Promise<Response> => {
  const { t, person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const [own, invitations] = await Promise.all([readOwn(c), readWaiting(c, organisationsOf(person))]);
  return show(c, {
    title: t("consortium.waiting.title"),
    lead: t("consortium.waiting.lead"),
    content:
      invitations.length === 0 ? (
        <EmptyState>{t("consortium.waiting.none")}</EmptyState>
      ) : (
        <>
          {invitations.map((invitation) => (
            <Section title={invitation.acronym === "" ? invitation.callTitle : invitation.acronym}>
              <Facts invitation={invitation} />
              <Answer invitation={invitation} token="" own={own} />
            </Section>
          ))}
        </>
      ),
  });
};

export const answerInvitation = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = { proposalId: form.text("proposalId"), membershipId: form.text("membershipId") };
  const params = { path, header: changeHeaders(form) };
  const token = form.text("token");
  const secret = token === "" ? {} : { token };
  const back = `/consortia/${token}`;
  if (c.req.param("answer") === "refusal") {
    const declined = await answerOf(
      apiOf(c).POST("/v1/proposals/{proposalId}/memberships/{membershipId}/refusal", { params, body: secret }),
    );
    return declined.ok ? seeOther(c, "/consortia") : showProblem(c, declined.error, back);
  }
  const body = { ...secret, organisation: form.text("organisation") };
  const joined = await answerOf(
    apiOf(c).POST("/v1/proposals/{proposalId}/memberships/{membershipId}/acceptance", { params, body }),
  );
  return joined.ok
    ? seeOther(c, `/proposals/${path.proposalId}/consortium?done=joined`)
    : showProblem(c, joined.error, back);
};
