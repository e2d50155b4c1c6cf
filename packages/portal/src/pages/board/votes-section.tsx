import type { FC } from "hono/jsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { VoteBar } from "./vote-bar.tsx";
import { memberName, type BallotPage } from "./vocabulary.ts";

type Count = NonNullable<BallotPage["count"]>;
type Tally = NonNullable<BallotPage["tally"]>;

const Result: FC<{ count: Count }> = ({ count: { yesShare, yesPercent, hasPassed } }) => {
  const { t } = usePage();
  return (
    <>
      <p>
        <strong>
          {t(hasPassed ? "board.resultPassed" : "board.resultNotPassed", { share: yesShare, percent: yesPercent })}
        </strong>
      </p>
      <VoteBar share={yesShare} />
      <p>
        <small>{t("board.barHelp")}</small>
      </p>
    </>
  );
};

const choiceOf = (member: string, { yes, no, abstained, conflicted }: Tally) => {
  const isIn = (list: readonly string[]) => list.includes(member);
  if (isIn(yes)) return "YES" as const;
  if (isIn(no)) return "NO" as const;
  if (isIn(conflicted)) return "CONFLICTED" as const;
  return isIn(abstained) ? ("ABSTAIN" as const) : ("NONE" as const);
};

const Weights: FC<{ page: BallotPage; count: Count }> = ({ page: shown, count }) => {
  const page = usePage();
  const { t } = page;
  const { ballot, tally, voted, delegations } = shown;
  const vote = (member: string) => {
    if (tally !== null) return t(`board.voted.${choiceOf(member, tally)}`);
    return voted.some((other) => other === member) ? t("board.voted.HIDDEN") : t("board.voted.NOT_YET");
  };
  const representedBy = (member: string) => delegations.find(({ from }) => from === member)?.to;
  return (
    <Table
      caption={t("board.weights")}
      columns={[
        { header: t("board.member"), namesRow: true, cell: ({ member }) => memberName(member, page) },
        { header: t("board.weight"), align: "right", cell: ({ weight }) => weight },
        { header: t("board.percent"), align: "right", cell: ({ percent }) => `${percent} %` },
        ...(ballot.state === "open" || ballot.state === "closed"
          ? [{ header: t("board.vote"), cell: ({ member }: Count["members"][number]) => vote(member) }]
          : []),
        {
          header: t("board.representedBy"),
          cell: ({ member }) => {
            const to = representedBy(member);
            return to === undefined ? "" : memberName(to, page);
          },
        },
      ]}
      rows={count.members}
      empty=""
    />
  );
};

const Suspended: FC<{ page: BallotPage }> = ({ page: shown }) => {
  const page = usePage();
  const { t } = page;
  const { suspended, concernsJointAction } = shown.terms;
  return suspended.length === 0 || !concernsJointAction ? null : (
    <Notification kind="warning" title={t("board.suspendedTitle")}>
      <p>{t("board.suspended", { members: suspended.map((member) => memberName(member, page)).join(", ") })}</p>
    </Notification>
  );
};

const Revoked: FC<{ page: BallotPage }> = ({ page: shown }) => {
  const page = usePage();
  const { t } = page;
  const { revoked } = shown.terms;
  return revoked.length === 0 ? null : (
    <Notification kind="warning" title={t("board.revokedTitle")}>
      <p>{t("board.revoked", { members: revoked.map((member) => memberName(member, page)).join(", ") })}</p>
    </Notification>
  );
};

/** The same votes on the terms of today: an illustration beside the record, which does not move. */
const OnTodaysTerms: FC<{ count: Count }> = ({ count }) => {
  const { t } = usePage();
  return (
    <Section title={t("board.todayTitle")}>
      <p>{t("board.todayHelp")}</p>
      <Result count={count} />
    </Section>
  );
};

/** What each vote weighs, who has voted, and the result, counted again as the page is read. */
export const VotesSection: FC<{ page: BallotPage }> = ({ page }) => {
  const { t } = usePage();
  const { ballot, count, onTodaysTerms } = page;
  return (
    <>
      <Revoked page={page} />
      <Suspended page={page} />
      <Section title={t(ballot.state === "closed" ? "board.result" : "board.weights")}>
        {count !== null && ballot.state === "closed" && <Result count={count} />}
        <p>{t(`board.regimeHelp.${ballot.regime}`)}</p>
        {count === null ? <p>{t("board.nobodyEntitled")}</p> : <Weights page={page} count={count} />}
      </Section>
      {onTodaysTerms !== null && <OnTodaysTerms count={onTodaysTerms} />}
    </>
  );
};
