import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { problemToWords } from "../../problem.ts";
import { daysText, roleText } from "./people-facts.tsx";

const tokenOf = (c: PortalContext): string => c.req.param("token") ?? "";

/** What a link of a mail offers to whoever is signed in, with the two answers. */
export const showInvitation = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, person, language } = page;
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const token = tokenOf(c);
  const read = await answerOf(apiOf(c).GET("/v1/people/invitation-links/{token}", { params: { path: { token } } }));
  if (!read.ok)
    return showProblem(c, read.error.status === 400 ? { status: 404, code: "InvitationNotFound" } : read.error);
  const shown = read.value;
  const because = shown.allowedActions.find(({ action }) => action === "acceptInvitation")?.because;
  const reason = because === undefined ? undefined : problemToWords({ status: 409, code: because }, language).reason;
  return show(c, {
    title: t("people.invitation"),
    lead: t("people.invitationLead"),
    content: (
      <>
        <DescriptionList
          items={[
            { term: t("people.invitationRole"), detail: roleText(shown.role, page) },
            ...(shown.organisation === undefined
              ? []
              : [{ term: t("people.invitationOrganisation"), detail: shown.organisationName ?? shown.organisation }]),
            ...(shown.funder === undefined ? [] : [{ term: t("people.column.for"), detail: shown.funder }]),
            { term: t("people.column.days"), detail: daysText(shown, page) },
            { term: t("people.invitationUntil"), detail: <DateTimeOf at={shown.expiresAt} /> },
          ]}
        />
        <ButtonRow>
          <Form action={href(`/invitations/${token}/acceptance`)} hidden={hiddenVersion(shown.version)}>
            <Button disabledBecause={reason}>{t("people.accept")}</Button>
          </Form>
          {shown.state === "open" && (
            <Form action={href(`/invitations/${token}/refusal`)} hidden={hiddenVersion(shown.version)}>
              <Button kind="secondary">{t("people.decline")}</Button>
            </Form>
          )}
        </ButtonRow>
      </>
    ),
  });
};

export const answerInvitation = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: { token: tokenOf(c) }, header: changeHeaders(form) };
  const isAccepted = c.req.param("answer") === "acceptance";
  const done = await answerOf(
    isAccepted
      ? apiOf(c).POST("/v1/people/invitation-links/{token}/acceptance", { params })
      : apiOf(c).POST("/v1/people/invitation-links/{token}/refusal", { params }),
  );
  return done.ok
    ? seeOther(c, `/people?done=${isAccepted ? "accepted" : "declined"}`)
    : showProblem(c, done.error, `/invitations/${tokenOf(c)}`);
};
