import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Notification } from "../../components/notification.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { isAllowed } from "./allowed-action.ts";
import { DoneNotice } from "./done-notice.tsx";
import { PotTable } from "./pot-table.tsx";
import { cofundingCrumb } from "./read-cofunding.ts";

export type Pot = Schemas["PotPage"];

export const potPath = (callId: string): string => `/cofunding/calls/${callId}`;

export const readPot = (c: PortalContext) => {
  const path = { callId: c.req.param("callId") ?? "" };
  return answerOf(apiOf(c).GET("/v1/cofunding/calls/{callId}/pot", { params: { path } }));
};

export const Period: FC<{ readonly period: NonNullable<Pot["period"]> }> = ({ period: { budgetYear, signByOn } }) => {
  const { t } = usePage();
  return (
    <DescriptionList
      items={[
        { term: t("cofunding.pot.year"), detail: String(budgetYear) },
        { term: t("cofunding.pot.signBy"), detail: <DateOf on={signByOn} /> },
      ]}
    />
  );
};

const Frozen: FC = () => {
  const { t } = usePage();
  return (
    <Notification kind="warning" title={t("cofunding.pot.frozen")}>
      <p>{t("cofunding.pot.frozenText")}</p>
    </Notification>
  );
};

/** The officer's page of a call's money. */
export const showPot = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const read = await readPot(c);
  if (!read.ok) return showProblem(c, read.error);
  const { callId, reference, title, topics, period, lines, isFrozen, allowedActions } = read.value;
  const titleOf = (topicId: string) => topics.find((topic) => topic.topicId === topicId)?.title ?? topicId;
  return show(c, {
    title: t("cofunding.pot.title", { reference }),
    lead: t("cofunding.pot.lead"),
    crumbs: [cofundingCrumb(page)],
    meta: [title],
    content: (
      <>
        <DoneNotice />
        {isFrozen && <Frozen />}
        {period !== null && <Period period={period} />}
        <PotTable
          caption={t("cofunding.pot.caption")}
          lines={lines}
          empty={t("cofunding.pot.empty")}
          titleOf={titleOf}
        />
        {isAllowed(allowedActions, "appropriateUnionBudget") && (
          <ButtonRow>
            <ButtonLink href={href(`${potPath(callId)}/appropriation`)}>{t("cofunding.pot.appropriate")}</ButtonLink>
          </ButtonRow>
        )}
      </>
    ),
  });
};
