import type { Child, FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

export type Column<Row> = {
  readonly header: string;
  readonly cell: (row: Row) => Child;
  /** Amounts and counts stand to the right. */
  readonly align?: "right" | undefined;
  /** The cell that names its row, read out with every other cell of it. */
  readonly namesRow?: boolean | undefined;
  /** Keeps short things, as dates and states, on one line. */
  readonly noWrap?: boolean | undefined;
};

type TableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What stands instead of an empty table: how something comes to be here. */
  readonly empty: Child;
  /** Many columns: scrolls inside its frame and keeps its last column in sight. */
  readonly wide?: boolean | undefined;
  /** A closing row of sums, one cell a column, "" where a column has none. */
  readonly totals?: readonly Child[] | undefined;
};

const columnClass = (base: string, column: { align?: "right" | undefined; noWrap?: boolean | undefined }) =>
  [base, column.align === "right" && "portal-cell--right", column.noWrap === true && "portal-cell--no-wrap"]
    .filter(Boolean)
    .join(" ");

const cellClass = <Row,>(column: Column<Row>, content: Child) =>
  content === ""
    ? `${columnClass("ecl-table__cell", column)} portal-cell--empty`
    : columnClass("ecl-table__cell", column);

const Cells = <Row,>({ columns, contents }: { columns: readonly Column<Row>[]; contents: readonly Child[] }) => (
  <tr class="ecl-table__row">
    {columns.map((column, index) => {
      const className = cellClass(column, contents[index]);
      return column.namesRow === true ? (
        <th scope="row" class={`${className} portal-row-header`} data-ecl-table-header={column.header}>
          <div class="portal-cell">{contents[index]}</div>
        </th>
      ) : (
        <td class={className} data-ecl-table-header={column.header}>
          <div class="portal-cell">{contents[index]}</div>
        </td>
      );
    })}
  </tr>
);

const Body = <Row,>({ columns, rows, totals }: Pick<TableProps<Row>, "columns" | "rows" | "totals">) => (
  <>
    <thead class="ecl-table__head">
      <tr class="ecl-table__row">
        {columns.map((column) => (
          <th scope="col" class={columnClass("ecl-table__header", column)}>
            {column.header}
          </th>
        ))}
      </tr>
    </thead>
    <tbody class="ecl-table__body">
      {rows.map((row) => (
        <Cells columns={columns} contents={columns.map(({ cell }) => cell(row))} />
      ))}
    </tbody>
    {totals !== undefined && (
      <tfoot class="portal-table__totals">
        <Cells columns={columns} contents={totals} />
      </tfoot>
    )}
  </>
);

/** Rows under headers; on a phone each row becomes a card with its headers beside the values. */
export const Table = <Row,>({ caption, columns, rows, empty, wide = false, totals }: TableProps<Row>) => {
  const { nextId } = usePage();
  if (rows.length === 0) return <EmptyState>{empty}</EmptyState>;
  const captionId = nextId("table");
  const table = (
    <table class="ecl-table ecl-table--zebra portal-table">
      <caption class="ecl-table__caption" id={captionId}>
        {caption}
      </caption>
      <Body columns={columns} rows={rows} totals={totals} />
    </table>
  );
  return wide ? (
    // Reachable by keyboard, since what does not fit is only seen by scrolling.
    <div class="ecl-table-responsive portal-table-frame" role="region" tabindex={0} aria-labelledby={captionId}>
      {table}
    </div>
  ) : (
    <div class="ecl-table-responsive">{table}</div>
  );
};

/** Says that there is nothing, why, and how something comes to be there. */
export const EmptyState: FC<{ readonly title?: string | undefined; readonly children?: Child }> = ({
  title,
  children,
}) => {
  const { t } = usePage();
  return (
    <div class="portal-empty">
      <p class="portal-empty__title">{title ?? t("components.emptyTitle")}</p>
      <div class="portal-empty__text">{children}</div>
    </div>
  );
};
