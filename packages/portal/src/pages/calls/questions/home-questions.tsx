import type { Child } from "hono/jsx";
import { answerOf, apiOf } from "../../../api-client.ts";
import type { PortalContext } from "../../../area.ts";
import { Link } from "../../../components/link.tsx";
import { isProgrammeOfficer } from "../officer.ts";

/** What waits for whoever answers questions; nothing where none does. */
export const homeQuestions = async (c: PortalContext): Promise<Child> => {
  const { t, href, person } = c.get("page");
  if (!isProgrammeOfficer(person)) return null;
  const waiting = await answerOf(apiOf(c).GET("/v1/calls/questions/waiting", { params: { query: {} } }));
  const count = waiting.ok ? waiting.value.questions.length : 0;
  return count === 0 ? null : (
    <p>
      <Link href={href("/calls/questions")}>{t("callSite.questions.home", { count })}</Link>
    </p>
  );
};
