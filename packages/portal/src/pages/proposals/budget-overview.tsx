import { BudgetPart, CostsPart } from "@grants/core/proposals/part";
import { plannedBudgets } from "@grants/core/proposals/planned-budgets";
import type { FC } from "hono/jsx";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { whyNot } from "./allowed-action.ts";
import { BudgetMatrix } from "./budget-matrix.tsx";
import { WorkbookSection } from "./budget-workbook-section.tsx";
import { lackInWords, pageOfPart } from "./checklist.tsx";
import { ConsortiumTable } from "./consortium-table.tsx";
import { CostsTable } from "./costs-table.tsx";
import { deadlineOf } from "./part-form.tsx";
import {
  contentsOf,
  crumbsTo,
  partnerName,
  partnersOf,
  proposalPath,
  readFacts,
  type Draft,
  type ProposalFacts,
} from "./proposal-facts.ts";
import { costsOf, costsPath, packageNumber, packagePath, workPackagesOf, type WorkPackage } from "./work-plan.ts";

const WorkPackages: FC<{ readonly draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const reason = whyNot(draft, "savePart", page);
  return (
    <Section title={t("budget.workPackages")}>
      <Table
        caption={t("budget.workPackages.caption")}
        columns={[
          {
            header: t("budget.workPackage"),
            namesRow: true,
            cell: ({ workPackage, title }: WorkPackage) => (
              <Link href={href(packagePath(draft, workPackage))}>
                {`${packageNumber(workPackage, page)} ${title}`.trim()}
              </Link>
            ),
          },
          {
            header: t("budget.field.lead"),
            cell: ({ lead }: WorkPackage) => (lead === undefined ? "–" : partnerName(draft, lead, page)),
          },
          {
            header: t("budget.months"),
            noWrap: true,
            cell: ({ startMonth, endMonth }: WorkPackage) =>
              startMonth === undefined || endMonth === undefined
                ? "–"
                : t("budget.fromTo", { from: startMonth, to: endMonth }),
          },
        ]}
        rows={workPackagesOf(draft)}
        empty={<p>{t("budget.workPackages.empty")}</p>}
      />
      <ButtonRow>
        {reason === undefined ? (
          <ButtonLink href={href(`${proposalPath(draft)}/work-packages/new`)} kind="secondary" icon="plus">
            {t("budget.addWorkPackage")}
          </ButtonLink>
        ) : (
          <Button kind="secondary" disabledBecause={reason}>
            {t("budget.addWorkPackage")}
          </Button>
        )}
      </ButtonRow>
    </Section>
  );
};

const Matrix: FC<{ readonly draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const packages = workPackagesOf(draft);
  const costs = costsOf(draft);
  const slots = partnersOf(draft).map(({ slot }) => slot);
  const isEmpty = slots.length === 0 || (packages.length === 0 && costs.length === 0);
  return (
    <Section title={t("budget.matrix.title")}>
      {isEmpty && (
        <EmptyState>
          <p>{t("budget.matrix.empty")}</p>
        </EmptyState>
      )}
      {!isEmpty && (
        <>
          <p>{t("budget.matrix.help")}</p>
          <BudgetMatrix
            slots={slots}
            packages={packages}
            costs={costs}
            partnerOf={(slot) => partnerName(draft, slot, page)}
            cellOf={(slot, workPackage, cents) => (
              <Link href={href(costsPath(draft, slot, workPackage))}>
                {cents === 0 ? t("budget.matrix.add") : <Amount cents={cents} />}
                <span class="ecl-u-sr-only">
                  {t("budget.matrix.of", {
                    partner: partnerName(draft, slot, page),
                    workPackage: packageNumber(workPackage, page),
                  })}
                </span>
              </Link>
            )}
          />
        </>
      )}
    </Section>
  );
};

const Totals: FC<{ readonly facts: ProposalFacts }> = ({ facts: { draft } }) => {
  const page = usePage();
  const { t, href } = page;
  const budgets = plannedBudgets(
    contentsOf(draft, "budget").map((budget) => BudgetPart.parse(budget)),
    costsOf(draft).map((costs) => CostsPart.parse(costs)),
  );
  return (
    <Section title={t("budget.totals.title")}>
      <p>{t("budget.totals.help")}</p>
      <ConsortiumTable
        totals={draft.totals}
        nameOf={(slot) => (
          <Link href={href(`${proposalPath(draft)}/budget/${slot}`)}>{partnerName(draft, slot, page)}</Link>
        )}
        empty={t("proposals.consortium.empty")}
      />
      {budgets.length > 0 && <CostsTable document={{ budgets, partners: [...partnersOf(draft)] }} />}
    </Section>
  );
};

const isOfBudget = (path: string): boolean => /^(?:budget|wp|costs)\./.test(path);

/** What the checklist says of work and money, or that the balance is zero. */
const Balance: FC<{ readonly draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const open = draft.shortcomings.filter(({ path }) => isOfBudget(path));
  if (open.length === 0) return <Notification kind="success" title={t("budget.balanced")} />;
  return (
    <Notification kind="warning" title={t("proposals.checklistCount", { count: open.length })}>
      <ul>
        {open.map((shortcoming) => (
          <li>
            <Link href={href(pageOfPart(draft, shortcoming.path))}>{lackInWords(draft, shortcoming, page)}</Link>
          </li>
        ))}
      </ul>
    </Notification>
  );
};

/** The whole budget: what each partner does in each work package, what follows, who pays, and the way to every line. */
export const showBudget = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const facts = await readFacts(c);
  if (!facts.ok) return showProblem(c, facts.error);
  const { draft } = facts.value;
  const isImported = page.query.get("done") === "imported";
  return show(c, {
    title: page.t("budget.title"),
    lead: page.t("budget.lead"),
    crumbs: crumbsTo(draft, page),
    meta: [draft.proposal.topicId, deadlineOf(facts.value, page)],
    content: (
      <>
        {isImported && <Notification kind="success" title={page.t("budget.workbook.done")} />}
        <Balance draft={draft} />
        <WorkPackages draft={draft} />
        <Matrix draft={draft} />
        <Totals facts={facts.value} />
        <WorkbookSection draft={draft} errors={{}} />
      </>
    ),
  });
};
