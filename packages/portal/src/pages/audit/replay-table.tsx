import type { Child, FC } from "hono/jsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";

type ReplayedFigure = {
  readonly what: string;
  readonly decided: Child;
  readonly recomputed: Child;
  /** What is kept of it now, where that is told apart from the decision. */
  readonly kept?: Child;
};

/** What was decided beside what comes out now, a row for each figure. */
export const ReplayTable: FC<{ rows: readonly ReplayedFigure[] }> = ({ rows }) => {
  const { t } = usePage();
  const showsKept = rows.some(({ kept }) => kept !== undefined);
  return (
    <Table
      caption={t("audit.replay.caption")}
      rows={rows}
      empty=""
      columns={[
        { header: t("audit.replay.what"), cell: ({ what }) => what, namesRow: true },
        { header: t("audit.replay.then"), cell: ({ decided }) => decided },
        { header: t("audit.replay.now"), cell: ({ recomputed }) => recomputed },
        ...(showsKept ? [{ header: t("audit.replay.kept"), cell: ({ kept }: ReplayedFigure) => kept }] : []),
      ]}
    />
  );
};
