import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { bankStatementsPath } from "./bank-statement-pages.tsx";
import { debitNotesPath } from "./debit-note-words.ts";
import { LinesTable } from "./lines-table.tsx";
import { funderPath, jointActionPath } from "./read-cofunding.ts";
import { statementsPath } from "./statement-words.ts";
import { jointActionTone } from "./vocabulary.ts";

type Listed = Schemas["JointActionList"];
type Row = Listed["jointActions"][number];

const Where: FC<{ row: Row; funders: readonly string[] }> = ({ row: { jointAction }, funders }) => {
  const { t, href, person } = usePage();
  const isOfficer = mayDo(person, "readJointAction");
  return (
    <ul class="ecl-unordered-list">
      {isOfficer && (
        <li class="ecl-unordered-list__item">
          <Link href={href(jointActionPath(jointAction.id))}>{t("cofunding.jointAction")}</Link>
        </li>
      )}
      {funders.map((funder) => (
        <li class="ecl-unordered-list__item">
          <Link href={href(funderPath({ jointActionId: jointAction.id, funder }))}>
            {t("cofunding.toOwnPage", { funder })}
          </Link>
        </li>
      ))}
    </ul>
  );
};

const JointActions: FC<{ listed: Listed }> = ({ listed: { jointActions, ownFunders } }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("cofunding.jointActions")}>
      <Table
        caption={t("cofunding.jointActions")}
        columns={[
          {
            header: t("cofunding.call"),
            namesRow: true,
            cell: ({ jointAction, call }) =>
              call === null ? (
                t("cofunding.unpublished")
              ) : (
                <Link href={href(`/calls/${jointAction.callId}`)}>{call.title}</Link>
              ),
          },
          {
            header: t("cofunding.state"),
            cell: ({ jointAction: { state } }) => (
              <StatusLabel tone={jointActionTone[state]}>{t(`cofunding.openState.${state}`)}</StatusLabel>
            ),
          },
          {
            header: t("cofunding.matching.amount"),
            align: "right",
            cell: ({ jointAction }) => <Amount cents={jointAction.unionAmountCents} />,
          },
          { header: t("cofunding.lines.action"), cell: (row) => <Where row={row} funders={ownFunders} /> },
        ]}
        rows={jointActions}
        empty={t("cofunding.jointActionsEmpty")}
      />
    </Section>
  );
};

/** Every joint action, and for a Member State what it has in them. */
export const showJointActions = async (c: PortalContext): Promise<Response> => {
  const { t, href, person } = c.get("page");
  const listed = await answerOf(apiOf(c).GET("/v1/cofunding/joint-actions", {}));
  if (!listed.ok) return showProblem(c, listed.error);
  const { ownFunders, ownLines } = listed.value;
  return show(c, {
    title: t("cofunding.title"),
    lead: t("cofunding.lead"),
    content: (
      <>
        <ButtonRow>
          {mayDo(person, "createJointAction") && (
            <ButtonLink href={href("/cofunding/new")}>{t("cofunding.new")}</ButtonLink>
          )}
          {mayDo(person, "listDebitNotes") && (
            <ButtonLink href={href(debitNotesPath)} kind="secondary">
              {t("debitNotes.title")}
            </ButtonLink>
          )}
          {mayDo(person, "listBankStatements") && (
            <ButtonLink href={href(bankStatementsPath)} kind="secondary">
              {t("bankStatements.title")}
            </ButtonLink>
          )}
          {mayDo(person, "listYearlyStatements") && (
            <ButtonLink href={href(statementsPath)} kind="secondary">
              {t("cofunding.statements.title")}
            </ButtonLink>
          )}
        </ButtonRow>
        {ownFunders.length > 0 && (
          <Section title={t("cofunding.ownLines")}>
            <LinesTable lines={ownLines} empty={t("cofunding.ownLinesEmpty")} />
          </Section>
        )}
        <JointActions listed={listed.value} />
      </>
    ),
  });
};
