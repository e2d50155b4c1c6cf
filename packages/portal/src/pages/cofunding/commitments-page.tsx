import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table, type Column } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { isOffered, offBecause } from "./allowed-action.ts";
import { DoneNotice, after } from "./done-notice.tsx";
import { Period, potPath } from "./pot-page.tsx";
import { LineName } from "./pot-table.tsx";
import { cofundingCrumb } from "./read-cofunding.ts";
import { ShareBar } from "./share-bar.tsx";
import { awardTone, sum } from "./vocabulary.ts";

type Commitments = Schemas["CommitmentsPage"];
type Award = Commitments["awards"][number];

const decisionPath = (decisionId: string): string => `/cofunding/decisions/${decisionId}`;

const amountFrom = ({ lines }: Award, line: string): number => lines.find((one) => one.line === line)?.cents ?? 0;
const totalOf = ({ lines }: Award): number => sum(lines.map(({ cents }) => cents));

const LinesSection: FC<{ page: Commitments }> = ({ page: { lines } }) => {
  const { t } = usePage();
  return (
    <Section title={t("cofunding.commitments.lines")}>
      <Table
        caption={t("cofunding.commitments.linesCaption")}
        columns={[
          { header: t("cofunding.pot.line"), namesRow: true, cell: ({ line }) => <LineName line={line} /> },
          { header: t("cofunding.pot.source"), cell: ({ source }) => t(`cofunding.source.${source}`) },
          {
            header: t("cofunding.commitments.decided"),
            align: "right",
            cell: ({ decidedCents }) => <Amount cents={decidedCents} />,
          },
          {
            header: t("cofunding.commitments.committed"),
            align: "right",
            cell: ({ committedCents }) => <Amount cents={committedCents} />,
          },
          {
            header: t("cofunding.commitments.picture"),
            cell: ({ committedCents, decidedCents }) => (
              <ShareBar partCents={committedCents} wholeCents={decidedCents} />
            ),
          },
          {
            header: t("cofunding.commitments.left"),
            align: "right",
            cell: ({ leftCents }) => <Amount cents={leftCents} />,
          },
        ]}
        rows={lines}
        empty={t("cofunding.commitments.linesEmpty")}
      />
    </Section>
  );
};

const AwardsSection: FC<{ page: Commitments }> = ({ page: { awards, lines } }) => {
  const { t } = usePage();
  const perLine = lines.map(({ line }): Column<Award> => ({
    header: line,
    align: "right",
    cell: (award) => <Amount cents={amountFrom(award, line)} />,
  }));
  const totals: readonly Child[] = [
    "",
    t("cofunding.commitments.total"),
    ...lines.map(({ decidedCents }) => <Amount cents={decidedCents} />),
    <Amount cents={sum(awards.map(totalOf))} />,
    "",
  ];
  return (
    <Section title={t("cofunding.commitments.awards")}>
      <Table
        caption={t("cofunding.commitments.awardsCaption")}
        wide={lines.length > 3}
        columns={[
          {
            header: t("cofunding.commitments.rank"),
            align: "right",
            cell: ({ rank }) => (rank === undefined ? "–" : String(rank)),
          },
          { header: t("cofunding.commitments.award"), namesRow: true, cell: ({ acronym }) => acronym },
          ...perLine,
          {
            header: t("cofunding.commitments.total"),
            align: "right",
            cell: (award) => <Amount cents={totalOf(award)} />,
          },
          {
            header: t("cofunding.commitments.state"),
            cell: ({ state }) => (
              <StatusLabel tone={awardTone[state]}>{t(`cofunding.awardState.${state}`)}</StatusLabel>
            ),
          },
        ]}
        rows={awards}
        empty={t("cofunding.commitments.awardsEmpty")}
        totals={totals}
      />
    </Section>
  );
};

const CommitForm: FC<{ page: Commitments }> = ({ page: { decisionId, callId, allowedActions } }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <>
      {allowedActions.some(({ because }) => because === "GlobalCommitmentMissing") && (
        <p>
          {t("cofunding.commitments.appropriateFirst")}{" "}
          <Link href={href(`${potPath(callId)}/appropriation`)}>{t("cofunding.pot.appropriate")}</Link>
        </p>
      )}
      {isOffered(allowedActions, "commitFunds") && (
        <Form action={href(decisionPath(decisionId))} hidden={hiddenKeys()}>
          <p>{t("cofunding.commitments.commitHelp")}</p>
          <ButtonRow>
            <Button disabledBecause={offBecause(allowedActions, "commitFunds", page)}>
              {t("cofunding.commitments.commit")}
            </Button>
          </ButtonRow>
        </Form>
      )}
      <ButtonRow>
        <ButtonLink href={href(potPath(callId))} kind="secondary">
          {t("cofunding.pot.caption")}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

/** The money of an award decision: what each line gives to each award, and what it has left. */
export const showCommitments = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const path = { decisionId: c.req.param("decisionId") ?? "" };
  const read = await answerOf(apiOf(c).GET("/v1/cofunding/decisions/{decisionId}/commitments", { params: { path } }));
  if (!read.ok) return showProblem(c, read.error);
  const { decisionId, topicId, period } = read.value;
  return show(c, {
    title: t("cofunding.commitments.title"),
    lead: t("cofunding.commitments.lead"),
    crumbs: [cofundingCrumb(page)],
    meta: [decisionId],
    content: (
      <>
        <DoneNotice />
        <p>
          {t("cofunding.commitments.topic")}: {topicId}
        </p>
        {period !== null && <Period period={period} />}
        <CommitForm page={read.value} />
        <LinesSection page={read.value} />
        <AwardsSection page={read.value} />
      </>
    ),
  });
};

export const commitFunds = async (c: PortalContext): Promise<Response> => {
  const path = { decisionId: c.req.param("decisionId") ?? "" };
  const params = { path, header: commandHeaders(await readForm(c)) };
  const committed = await answerOf(apiOf(c).POST("/v1/cofunding/decisions/{decisionId}/commitments", { params }));
  const back = decisionPath(path.decisionId);
  return committed.ok ? seeOther(c, after(back, "funds")) : showProblem(c, committed.error, back);
};
