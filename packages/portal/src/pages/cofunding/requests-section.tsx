import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { isAllowed } from "./allowed-action.ts";
import { markOf, outcomeTone } from "./vocabulary.ts";

type Contributions = Schemas["ContributionsPage"];
type Judged = Contributions["requests"][number];

const VerdictOf: FC<{ judged: Judged }> = ({ judged: { verdict } }) => {
  const { t } = usePage();
  if (verdict === null) return <>{t("cofunding.own.noVerdict")}</>;
  const { outcome } = verdict.verdict;
  return <StatusLabel tone={outcomeTone[outcome]}>{t(`cofunding.verdict.${outcome}`)}</StatusLabel>;
};

const Judge: FC<{ judged: Judged; path: string }> = ({ judged: { request, verdict }, path }) => {
  const { t, href } = usePage();
  const words = verdict === null ? t("cofunding.own.giveVerdict") : t("cofunding.own.changeVerdict");
  return <Link href={href(`${path}/verdicts/${request.proposalId}/${request.slot}`)}>{words}</Link>;
};

/** Who asks for the funder's money, and what it says to that. Proposals go by a mark, not by their names (MAT-02). */
export const RequestsSection: FC<{ readonly page: Contributions; readonly path: string }> = ({ page, path }) => {
  const { t } = usePage();
  const mayJudge = isAllowed(page.allowedActions, "recordVerdict");
  return (
    <Section title={t("cofunding.own.requests")}>
      <Table
        caption={t("cofunding.own.requestsCaption")}
        columns={[
          {
            header: t("cofunding.own.partner"),
            namesRow: true,
            cell: ({ request }) => (
              <>
                {request.name}
                <br />
                <small>
                  {request.pic}, {request.country}
                </small>
              </>
            ),
          },
          {
            header: t("cofunding.own.proposal"),
            cell: ({ request }) => t("cofunding.own.pseudonym", { mark: markOf(request.proposalId) }),
          },
          {
            header: t("cofunding.own.eligible"),
            align: "right" as const,
            cell: ({ request }) => <Amount cents={request.eligibleCents} />,
          },
          {
            header: t("cofunding.own.union"),
            align: "right" as const,
            cell: ({ request }) => <Amount cents={request.unionCents} />,
          },
          {
            header: t("cofunding.own.requested"),
            align: "right" as const,
            cell: ({ request }) => <Amount cents={request.requestedCents} />,
          },
          { header: t("cofunding.own.verdict"), cell: (judged) => <VerdictOf judged={judged} /> },
          ...(mayJudge
            ? [
                {
                  header: t("cofunding.lines.action"),
                  cell: (judged: Judged) => <Judge judged={judged} path={path} />,
                },
              ]
            : []),
        ]}
        rows={page.requests}
        empty={t("cofunding.own.requestsEmpty")}
      />
    </Section>
  );
};
