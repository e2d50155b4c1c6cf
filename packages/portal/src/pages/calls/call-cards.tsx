import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Card, CardList } from "../../components/card.tsx";
import { usePage } from "../../page/page-context.ts";
import { Marked } from "./marked-text.tsx";
import { budgetText, CallStatusLabel, deadlineText, OriginTags } from "./call-facts.tsx";

type CardsProps = { readonly calls: readonly Schemas["ListedCall"][]; readonly headingLevel: 2 | 3 };

type CardProps = {
  readonly call: Schemas["ListedCall"];
  readonly headingLevel: 2 | 3;
  readonly title?: Child;
  readonly text?: Child;
};

/** What decides whether a call is worth opening. */
const CallCard: FC<CardProps> = ({ call, headingLevel, title, text }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Card
      title={title ?? call.title}
      text={text}
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
  );
};

/** Calls side by side. */
export const CallCards: FC<CardsProps> = ({ calls, headingLevel }) => (
  <CardList>
    {calls.map((call) => (
      <CallCard call={call} headingLevel={headingLevel} />
    ))}
  </CardList>
);

/** What a search has found, with the words that it was found by. */
export const HitCards: FC<{ readonly hits: readonly Schemas["CallHit"][] }> = ({ hits }) => (
  <CardList>
    {hits.map(({ call, titleParts, excerpt }) => (
      <CallCard
        call={call}
        headingLevel={2}
        title={<Marked parts={titleParts} />}
        text={excerpt.length === 0 ? undefined : <Marked parts={excerpt} />}
      />
    ))}
  </CardList>
);
