import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Card, CardList } from "../../components/card.tsx";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { usePage } from "../../page/page-context.ts";
import { newCallValues } from "./call-form-values.ts";
import { refuseOthers } from "./officer.ts";
import { readableRate } from "./rates.ts";
import { readCallForm } from "./read-call-form.ts";
import { callRefusal, labelsOf, showCallForm, topicsChanged } from "./show-call-form.tsx";
import { oneOf, profileIds } from "./vocabulary.ts";

const ActionTypes: FC = () => {
  const page = usePage();
  const { t, href } = page;
  return (
    <CardList>
      {profileIds.map((type) => {
        const { programme, rates, actionType } = programmeProfiles[type];
        return (
          <Card
            title={t(`calls.action.${actionType}`)}
            href={href(`/calls/new?type=${type}`)}
            headingLevel={2}
            meta={t(`calls.programme.${programme}`)}
            facts={[{ icon: "euro", text: `${t("calls.fact.rate")}: ${readableRate(rates.DEFAULT, page)}` }]}
          />
        );
      })}
    </CardList>
  );
};

const crumbsOf = (c: PortalContext) => [{ label: c.get("page").t("calls.title"), path: "/calls" }];

const showNewForm = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t, href } = c.get("page");
  return showCallForm(c, {
    title: t("calls.newTitle"),
    lead: t("calls.editLead"),
    crumbs: [...crumbsOf(c), { label: t("calls.newProfile"), path: "/calls/new" }],
    action: href("/calls/new"),
    hidden: hiddenKeys(form),
    form,
    refusal,
  });
};

/** First the type of action, then the form that it fills in. */
export const showNewCall = async (c: PortalContext): Promise<Response> => {
  const { t, person, query } = c.get("page");
  const refused = refuseOthers(person);
  if (refused !== null) return showProblem(c, refused);
  const type = oneOf(profileIds, query.get("type") ?? "");
  if (type !== undefined) return showNewForm(c, newCallValues(programmeProfiles[type]), null);
  const content = <ActionTypes />;
  return show(c, { title: t("calls.newTitle"), lead: t("calls.newLead"), crumbs: crumbsOf(c), content });
};

export const createCall = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const changed = topicsChanged(form);
  if (changed !== null) return showNewForm(c, changed, null);
  const content = readCallForm(form, labelsOf(form, page), page);
  if (!content.ok) return showNewForm(c, form, refusalOfFields(content.error));
  const header = commandHeaders(form);
  const made = await answerOf(apiOf(c).POST("/v1/calls", { params: { header }, body: content.value }));
  return made.ok
    ? seeOther(c, `/calls/${made.value.call.id}/edit?done=saved`)
    : showNewForm(c, formToRetry(form, made.error), callRefusal(made.error, form, page));
};
