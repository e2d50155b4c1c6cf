import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { usePage } from "../../page/page-context.ts";
import { isAllowed } from "./allowed-action.ts";
import { DoneNotice } from "./done-notice.tsx";
import { LinesTable } from "./lines-table.tsx";
import { cofundingCrumb, funderPath, funderPathOf, readContributions, titleOf } from "./read-cofunding.ts";
import { RequestsSection } from "./requests-section.tsx";
import { ShareBar } from "./share-bar.tsx";
import { jointActionTone } from "./vocabulary.ts";

type Contributions = Schemas["ContributionsPage"];

const pathOf = ({ jointAction, funder }: Contributions): string =>
  funderPath({ jointActionId: jointAction.id, funder });

/** What a funder may still do with a pledge. */
const PledgeActions: FC<{ page: Contributions; line: Schemas["ShownLine"]["line"] }> = ({ page, line }) => {
  const { t, href } = usePage();
  const path = `${pathOf(page)}/lines/${line.id}`;
  return (
    <>
      {isAllowed(page.allowedActions, "commitContribution") && (
        <Link href={href(`${path}/commitment`)}>{t("cofunding.own.commit")}</Link>
      )}{" "}
      {isAllowed(page.allowedActions, "withdrawPledge") && (
        <Link href={href(`${path}/withdrawal`)}>{t("cofunding.own.withdraw")}</Link>
      )}
    </>
  );
};

const LinesSection: FC<{ page: Contributions }> = ({ page }) => {
  const { t, href } = usePage();
  const mayAct =
    isAllowed(page.allowedActions, "commitContribution") || isAllowed(page.allowedActions, "withdrawPledge");
  return (
    <Section title={t("cofunding.ownLines")}>
      <LinesTable
        lines={page.lines}
        empty={t("cofunding.lines.empty")}
        action={
          mayAct
            ? ({ line, status }) => (status === "pledged" ? <PledgeActions page={page} line={line} /> : "")
            : undefined
        }
      />
      {isAllowed(page.allowedActions, "pledgeContribution") && (
        <ButtonRow>
          <ButtonLink href={href(`${pathOf(page)}/pledge`)}>{t("cofunding.own.pledge")}</ButtonLink>
        </ButtonRow>
      )}
    </Section>
  );
};

const BudgetSection: FC<{ page: Contributions }> = ({ page }) => {
  const { t, href, format } = usePage();
  const { budget, purse, budgetMaxCents, allowedActions } = page;
  return (
    <Section title={t("cofunding.own.budget")}>
      {budget === null ? (
        <p>{t("cofunding.own.budgetNone")}</p>
      ) : (
        <DescriptionList
          items={[
            { term: t("cofunding.own.appropriated"), detail: <Amount cents={purse.appropriatedCents} /> },
            {
              term: t("cofunding.own.taken"),
              detail: (
                <>
                  <Amount cents={purse.committedCents} />{" "}
                  <ShareBar partCents={purse.committedCents} wholeCents={purse.appropriatedCents} />
                </>
              ),
            },
            { term: t("cofunding.own.left"), detail: <Amount cents={purse.leftCents} /> },
          ]}
        />
      )}
      <p>{t("cofunding.own.budgetMax", { amount: format.money(budgetMaxCents) })}</p>
      {isAllowed(allowedActions, "setNationalBudget") && (
        <ButtonRow>
          <ButtonLink href={href(`${pathOf(page)}/budget`)} kind="secondary">
            {t("cofunding.own.budgetSet")}
          </ButtonLink>
        </ButtonRow>
      )}
    </Section>
  );
};

/** The funder's own shortfall, and nobody else's (MAT-02). */
const NeedSection: FC<{ page: Contributions }> = ({ page: { need } }) => {
  const { t } = usePage();
  const items: readonly { readonly term: string; readonly detail: Child }[] = [
    { term: t("cofunding.own.needRequested"), detail: <Amount cents={need.requestedCents} /> },
    { term: t("cofunding.own.needEligible"), detail: <Amount cents={need.eligibleCents} /> },
    { term: t("cofunding.own.appropriated"), detail: <Amount cents={need.budgetCents} /> },
    { term: t("cofunding.own.needMissing"), detail: <Amount cents={need.missingCents} /> },
  ];
  return (
    <Section title={t("cofunding.own.need")}>
      <DescriptionList items={items} />
      {need.missingCents === 0 && <Notification kind="info" title={t("cofunding.own.enough")}></Notification>}
    </Section>
  );
};

/** A Member State's own page of a joint action. */
export const showContributions = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const read = await readContributions(c, funderPathOf(c));
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const { jointAction, call, funder, requests } = read.value;
  return show(c, {
    title: t("cofunding.own.title", { funder }),
    lead: t("cofunding.own.lead"),
    crumbs: [cofundingCrumb(page)],
    meta: [
      titleOf(page, call),
      <StatusLabel tone={jointActionTone[jointAction.state]}>
        {t(`cofunding.openState.${jointAction.state}`)}
      </StatusLabel>,
    ],
    content: (
      <>
        <DoneNotice />
        <p>{t(`cofunding.next.${jointAction.state}`)}</p>
        <LinesSection page={read.value} />
        <BudgetSection page={read.value} />
        <RequestsSection page={read.value} path={pathOf(read.value)} />
        {requests.length > 0 && <NeedSection page={read.value} />}
      </>
    ),
  });
};
