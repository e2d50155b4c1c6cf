import type { FC } from "hono/jsx";
import { Tabs } from "../../components/tabs.tsx";
import { usePage } from "../../page/page-context.ts";

type CallTab = "call" | "questions" | "statistics";

/** The parts of a call that this platform publishes, each a page of its own. */
export const CallTabs: FC<{ readonly callId: string; readonly here: CallTab }> = ({ callId, here }) => {
  const { t, href } = usePage();
  const path = `/calls/${callId}`;
  const tab = (name: CallTab, below: string) => ({
    label: t(`callSite.tab.${name}`),
    href: href(`${path}${below}`),
    isCurrent: name === here,
  });
  return (
    <Tabs
      label={t("callSite.tabs")}
      tabs={[tab("call", ""), tab("questions", "/questions"), tab("statistics", "/statistics")]}
    />
  );
};
