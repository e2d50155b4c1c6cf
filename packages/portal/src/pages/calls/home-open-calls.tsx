import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { EmptyState } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { CallCards } from "./call-cards.tsx";

const shownMax = 3;

const OpenCalls: FC<{ calls: readonly Schemas["ListedCall"][] | null }> = ({ calls }) => {
  const { t, href } = usePage();
  return (
    <>
      {calls === null && <p>{t("calls.home.unavailable")}</p>}
      {calls?.length === 0 && <EmptyState>{t("home.openCallsEmpty")}</EmptyState>}
      {calls !== null && calls.length > 0 && <CallCards calls={calls.slice(0, shownMax)} headingLevel={3} />}
      <p>
        <Link href={href("/calls")} standalone>
          {t("calls.home.all")}
        </Link>
      </p>
    </>
  );
};

/** The calls that close next. The home page stands also where the list does not answer. */
export const homeOpenCalls = async (c: PortalContext): Promise<Child> => {
  const listed = await answerOf(apiOf(c).GET("/v1/calls", { params: { query: { status: "open" } } }));
  return <OpenCalls calls={listed.ok ? listed.value.calls : null} />;
};
