import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { ShareBar } from "./share-bar.tsx";

type Line = Schemas["PotLineState"];

/** The Union's line for the common pot of a joint action. */
export const commonPot = "U0";

type PotTableProps = {
  readonly caption: string;
  readonly lines: readonly Line[];
  readonly empty: Child;
  /** Title of a topic, for the lines of the Union. */
  readonly titleOf?: ((topicId: string) => string) | undefined;
};

export const LineName: FC<{ readonly line: string; readonly title?: string | undefined }> = ({ line, title }) => {
  const { t } = usePage();
  const name = line === commonPot ? t("cofunding.pot.common") : title;
  return name === undefined ? (
    <>{line}</>
  ) : (
    <>
      {line}
      <br />
      <small>{name}</small>
    </>
  );
};

/** Lines of a pot with their numbers, and a bar beside them. */
export const PotTable: FC<PotTableProps> = ({ caption, lines, empty, titleOf = (topicId) => topicId }) => {
  const { t } = usePage();
  return (
    <Table
      caption={caption}
      columns={[
        {
          header: t("cofunding.pot.line"),
          namesRow: true,
          cell: ({ line, topicId }) => (
            <LineName line={line} title={topicId === undefined ? undefined : titleOf(topicId)} />
          ),
        },
        { header: t("cofunding.pot.source"), cell: ({ source }) => t(`cofunding.source.${source}`) },
        {
          header: t("cofunding.pot.appropriated"),
          align: "right",
          cell: ({ appropriatedCents }) => <Amount cents={appropriatedCents} />,
        },
        {
          header: t("cofunding.pot.committed"),
          align: "right",
          cell: ({ committedCents }) => <Amount cents={committedCents} />,
        },
        {
          header: t("cofunding.pot.picture"),
          cell: ({ committedCents, appropriatedCents }) => (
            <ShareBar partCents={committedCents} wholeCents={appropriatedCents} />
          ),
        },
        { header: t("cofunding.pot.left"), align: "right", cell: ({ leftCents }) => <Amount cents={leftCents} /> },
      ]}
      rows={lines}
      empty={empty}
    />
  );
};
