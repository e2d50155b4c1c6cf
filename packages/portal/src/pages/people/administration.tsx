import type { FC } from "hono/jsx";
import { answerOf, apiOf, formToRetry, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Select } from "../../components/choices.tsx";
import { Link } from "../../components/link.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { GrantTable } from "./grant-table.tsx";
import { Done, isAllowed, roleText } from "./people-facts.tsx";
import { endFrom, giveFrom, inviteFrom, stepFrom, type StaffingPage } from "./staffing.ts";
import { OpenInvitations, platformRoles, Staffing, staffingRefusal } from "./staffing-forms.tsx";

const path = "/administration";
const soonDays = "30";
const reviewed: readonly Schemas["Role"][] = ["applicant", ...platformRoles];

/** The list that the address asks for; without one, what ends soon. */
const readAsked = (query: URLSearchParams) => reviewed.find((role) => role === query.get("of"));

const ReviewForm: FC<{ readonly asked: Schemas["Role"] | undefined }> = ({ asked }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <FilterForm action={href(path)} clearHref={href(path)} title={t("people.review")}>
      <Select
        name="of"
        label={t("people.review.role")}
        placeholder={t("people.review.any")}
        choices={reviewed.map((value) => ({ value, label: roleText(value, page) }))}
        value={asked}
      />
    </FilterForm>
  );
};

const showAdministration = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const asked = readAsked(page.query);
  const query = asked === undefined ? { endingWithinDays: soonDays } : { role: asked };
  const [review, invitations] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/people/grants", { params: { query } })),
    answerOf(apiOf(c).GET("/v1/people/invitations", { params: { query: {} } })),
  ]);
  if (!review.ok) return showProblem(c, review.error);
  const { allowedActions } = review.value;
  const staffing = { path, roles: platformRoles, asksPlace: true, form, refusal };
  const title = asked === undefined ? t("people.review.any") : roleText(asked, page);
  return showForm(
    c,
    {
      title: t("people.admin"),
      lead: t("people.adminLead"),
      content: (
        <>
          <Done />
          <p>
            <Link href={href(`${path}/rights`)}>{t("people.toRights")}</Link>
          </p>
          <p>
            <Link href={href(`${path}/staff`)}>{t("people.staff.title")}</Link>
          </p>
          <ReviewForm asked={asked} />
          <Section title={title}>
            <p>{t("people.reviewPay")}</p>
            <GrantTable
              review={review.value}
              caption={t("people.reviewCaption")}
              empty={t("people.reviewEmpty")}
              endPath={(grantId) => `${path}/grants/${grantId}/end`}
            />
          </Section>
          {invitations.ok && <OpenInvitations list={invitations.value} path={path} />}
          {isAllowed(allowedActions, "grantRole") && <Staffing {...staffing} />}
        </>
      ),
    },
    refusal,
  );
};

const staffingPage = (c: PortalContext): StaffingPage => ({
  path,
  showAgain: (form, problem) =>
    showAdministration(c, formToRetry(form, problem), staffingRefusal(problem, c.get("page"))),
});

/** Lists for a review, and the two ways in which people come to a role of the platform. */
export const showPlatformPeople = (c: PortalContext): Promise<Response> => showAdministration(c, formValues({}), null);
export const inviteToPlatform = (c: PortalContext): Promise<Response> => inviteFrom(c, staffingPage(c));
export const giveAtPlatform = (c: PortalContext): Promise<Response> => giveFrom(c, staffingPage(c));
export const endAtPlatform = (c: PortalContext): Promise<Response> => endFrom(c, path);
export const stepAtPlatform = (c: PortalContext): Promise<Response> => stepFrom(c, path);
