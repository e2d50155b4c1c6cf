import type { Child } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Card, CardList } from "../../components/card.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { mayDo } from "../../may-do.ts";
import { proposalPath, taskTone } from "./vocabulary.ts";

/** Where a task that waits for the expert is done. */
const pathOf: Readonly<Partial<Record<Schemas["ListedAssignment"]["task"], string>>> = {
  DECLARE: "declaration",
  WRITE_REPORT: "report",
  WRITE_CONSENSUS: "consensus",
};

/** Reports that an expert still has to write or to agree on; null where none is, or where the reader is no expert. */
export const homeAssignments = async (c: PortalContext): Promise<Child> => {
  const { person, t, href } = c.get("page");
  if (!mayDo(person, "listMyAssignments")) return null;
  const mine = await answerOf(apiOf(c).GET("/v1/evaluation/assignments", { params: { query: {} } }));
  if (!mine.ok) return <p>{t("evaluation.homeUnavailable")}</p>;
  const waiting = mine.value.assignments.filter(({ task }) => task in pathOf);
  if (waiting.length === 0) return null;
  return (
    <CardList>
      {waiting.map(({ proposalId, acronym, title, task }) => (
        <Card
          title={acronym}
          href={href(`${proposalPath(proposalId)}/${pathOf[task] ?? ""}`)}
          status={<StatusLabel tone={taskTone[task]}>{t(`evaluation.task.${task}`)}</StatusLabel>}
          text={title}
        />
      ))}
    </CardList>
  );
};
