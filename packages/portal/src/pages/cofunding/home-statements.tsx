import type { Child } from "hono/jsx";
import { answerOf, apiOf } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Card, CardList } from "../../components/card.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { mayDo } from "../../may-do.ts";
import { standingText, standingTone, statementPath } from "./statement-words.ts";

/** Those who see to it that a statement comes: the Member State's own people, and the officer who asks for it. */
const isExpected = (person: Parameters<typeof mayDo>[0]): boolean =>
  mayDo(person, "prepareYearlyStatement", "createJointAction");

/** Yearly statements that are not signed; nothing where none is open, or where the reader has no part in them. */
export const homeStatements = async (c: PortalContext): Promise<Child> => {
  const page = c.get("page");
  const { person, t, href, format } = page;
  if (!isExpected(person)) return null;
  const listed = await answerOf(apiOf(c).GET("/v1/cofunding/statements", {}));
  if (!listed.ok) return <p>{t("cofunding.statements.homeUnavailable")}</p>;
  const open = listed.value.statements.filter(({ status }) => status !== "signed");
  if (open.length === 0) return null;
  return (
    <CardList>
      {open.map((row) => (
        <Card
          title={t("cofunding.statements.name", { member: row.member, year: `${row.year}` })}
          href={href(statementPath(row))}
          status={<StatusLabel tone={standingTone(row)}>{standingText(row, page)}</StatusLabel>}
          text={t("cofunding.statements.homeText", { on: format.date(row.dueOn) })}
        />
      ))}
    </CardList>
  );
};
