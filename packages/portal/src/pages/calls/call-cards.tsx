import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Card, CardList } from "../../components/card.tsx";
import { usePage } from "../../page/page-context.ts";
import { budgetText, CallStatusLabel, deadlineText, OriginTags } from "./call-facts.tsx";

type CardsProps = { readonly calls: readonly Schemas["ListedCall"][]; readonly headingLevel: 2 | 3 };

/** Calls side by side, each with what decides whether it is worth opening. */
export const CallCards: FC<CardsProps> = ({ calls, headingLevel }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <CardList>
      {calls.map((call) => (
        <Card
          title={call.title}
          href={href(`/calls/${call.callId}`)}
          headingLevel={headingLevel}
          status={
            <>
              <CallStatusLabel status={call.status} /> <OriginTags call={call} />
            </>
          }
          meta={[call.reference, t(`calls.programme.${call.programme}`)].filter((part) => part !== null).join(" · ")}
          facts={[
            { icon: "calendar", text: t("calls.cardDeadline", { deadline: deadlineText(call, page) }) },
            { icon: "euro", text: t("calls.cardBudget", { budget: budgetText(call, page) }) },
          ]}
        />
      ))}
    </CardList>
  );
};
