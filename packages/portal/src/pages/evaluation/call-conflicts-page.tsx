import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { placeOf, tiedColumns } from "./conflict-cells.tsx";
import { boardPath, callConflictsPath, evaluationCrumb } from "./vocabulary.ts";

type Listed = Schemas["ConflictsOfCall"];
type Proposal = Listed["proposals"][number];
type Row = Proposal["experts"][number] & Pick<Proposal, "callId" | "proposalId" | "acronym">;

const rowsOf = ({ proposals }: Listed): readonly Row[] =>
  proposals.flatMap(({ callId, proposalId, acronym, experts }) =>
    experts.map((expert) => ({ ...expert, callId, proposalId, acronym })),
  );

/** A conflict that nobody set aside, of somebody who still has the place. */
const isOpen = ({ isWithdrawn, conflict }: Row): boolean => !isWithdrawn && conflict?.isSetAside === false;

const Conflicts: FC<{ rows: readonly Row[] }> = ({ rows }) => {
  const { t, href } = usePage();
  const [expert, ...found] = tiedColumns(t);
  return (
    <Table
      caption={t("evaluation.conflicts.call.caption")}
      columns={[
        { header: t("evaluation.conflicts.expert"), namesRow: true, cell: (row: Row) => expert?.cell(row) ?? "" },
        { header: t("evaluation.proposal"), cell: ({ acronym }: Row) => acronym },
        ...found,
        {
          header: t("evaluation.conflicts.place"),
          cell: (row: Row) => t(`evaluation.conflicts.place.${placeOf(row)}`),
        },
        {
          header: t("evaluation.conflicts.call.next"),
          cell: ({ callId, proposalId, acronym }: Row) => (
            <Link href={href(`${callConflictsPath(callId)}/${proposalId}`)}>
              {t("evaluation.conflicts.title", { acronym })}
            </Link>
          ),
        },
      ]}
      rows={rows}
      empty={t("evaluation.conflicts.call.empty")}
    />
  );
};

/** What ties the experts of a call to the proposals they evaluate, so that nobody has to open each of them (EVA-02). */
export const showCallConflicts = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const callId = c.req.param("callId") ?? "";
  const cursor = page.query.get("cursor");
  const query = cursor === null ? {} : { cursor };
  const listed = await answerOf(
    apiOf(c).GET("/v1/experts/calls/{callId}/conflicts", { params: { path: { callId }, query } }),
  );
  if (!listed.ok) return showProblem(c, listed.error, boardPath(callId));
  const { checked, next } = listed.value;
  const rows = rowsOf(listed.value);
  const nextHref =
    next === undefined
      ? undefined
      : href(`${callConflictsPath(callId)}?${new URLSearchParams({ cursor: next }).toString()}`);
  return show(c, {
    title: t("evaluation.conflicts.call.title"),
    lead: t("evaluation.conflicts.call.lead"),
    crumbs: [evaluationCrumb(page), { label: t("evaluation.openBoard"), path: boardPath(callId) }],
    content: (
      <>
        <p>{t("evaluation.conflicts.call.counted", { count: checked, open: rows.filter(isOpen).length })}</p>
        <Conflicts rows={rows} />
        <Pagination nextHref={nextHref} />
      </>
    ),
  });
};
