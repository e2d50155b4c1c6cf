import { answerOf, apiOf, formToRetry } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Section } from "../../components/section.tsx";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { GrantTable } from "./grant-table.tsx";
import { Done, isAllowed, nameOf, organisationPath } from "./people-facts.tsx";
import { endFrom, giveFrom, inviteFrom, stepFrom, type StaffingPage } from "./staffing.ts";
import { OpenInvitations, organisationRoles, Staffing, staffingRefusal } from "./staffing-forms.tsx";

const organisationOf = (c: PortalContext): string => c.req.param("organisationId") ?? "";

const showPeople = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t } = c.get("page");
  const organisation = organisationOf(c);
  const query = { organisation };
  const [review, invitations] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/people/grants", { params: { query } })),
    answerOf(apiOf(c).GET("/v1/people/invitations", { params: { query } })),
  ]);
  if (!review.ok) return showProblem(c, review.error);
  const { organisations, allowedActions } = review.value;
  const path = organisationPath(organisation);
  const staffing = { path, roles: organisationRoles, asksPlace: false, form, refusal };
  const page = {
    title: t("people.ofOrganisation", { name: nameOf(organisation, organisations) }),
    lead: t("people.ofOrganisationLead"),
    crumbs: [{ label: t("people.mine"), path: "/people" }],
    content: (
      <>
        <Done />
        <Section title={t("people.holders")}>
          <GrantTable
            review={review.value}
            caption={t("people.holdersCaption")}
            empty={t("people.holdersEmpty")}
            endPath={(grantId) => `${path}/grants/${grantId}/end`}
          />
        </Section>
        {invitations.ok && <OpenInvitations list={invitations.value} path={path} />}
        {isAllowed(allowedActions, "grantRole") && <Staffing {...staffing} />}
      </>
    ),
  };
  return showForm(c, page, refusal);
};

const staffingPage = (c: PortalContext): StaffingPage => ({
  path: organisationPath(organisationOf(c)),
  organisation: organisationOf(c),
  showAgain: (form, problem) => showPeople(c, formToRetry(form, problem), staffingRefusal(problem, c.get("page"))),
});

/** Who may act for an organisation, and whom its administrator has invited. */
export const showOrganisationPeople = (c: PortalContext): Promise<Response> => showPeople(c, formValues({}), null);
export const inviteToOrganisation = (c: PortalContext): Promise<Response> => inviteFrom(c, staffingPage(c));
export const giveAtOrganisation = (c: PortalContext): Promise<Response> => giveFrom(c, staffingPage(c));
export const endAtOrganisation = (c: PortalContext): Promise<Response> => endFrom(c, staffingPage(c).path);
export const stepAtOrganisation = (c: PortalContext): Promise<Response> => stepFrom(c, staffingPage(c).path);
