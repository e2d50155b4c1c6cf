import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { daysText, forText, isAllowed, nameOf, reachText, roleText, StepForm } from "./people-facts.tsx";

type Props = {
  readonly review: Schemas["GrantReview"];
  readonly caption: string;
  readonly empty: string;
  /** Where a form goes that ends one: the list that it comes back to. */
  readonly endPath: (grantId: string) => string;
};

/** Who holds what, given by whom; with a button to end it where that is the reader's to do. */
export const GrantTable: FC<Props> = ({ review, caption, empty, endPath }) => {
  const page = usePage();
  const { t } = page;
  const { people, organisations, allowedActions } = review;
  const acts = {
    header: t("people.column.acts"),
    cell: ({ id }: Schemas["Grant"]) => <StepForm action={endPath(id)} label={t("people.end")} />,
  };
  return (
    <Table
      caption={caption}
      columns={[
        { header: t("people.column.person"), namesRow: true, cell: ({ user }) => nameOf(user, people) },
        {
          header: t("people.column.role"),
          cell: (grant) => [roleText(grant.role, page), reachText(grant, people, page)].filter(Boolean).join(", "),
        },
        { header: t("people.column.for"), cell: (grant) => forText(grant, organisations, page) },
        { header: t("people.column.days"), cell: (grant) => daysText(grant, page) },
        { header: t("people.column.from"), cell: ({ grantedBy }) => nameOf(grantedBy, people) },
        ...(isAllowed(allowedActions, "endGrant") ? [acts] : []),
      ]}
      rows={review.grants}
      empty={empty}
    />
  );
};
