import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import type { Description } from "../../components/description-list.tsx";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import { PeriodEnd } from "./period-end.tsx";

type Clock = Schemas["AwardClock"];

const tones: Readonly<Record<Clock["state"], StatusTone>> = {
  RUNNING: "neutral",
  OVERDUE: "attention",
  MET: "active",
  MET_LATE: "attention",
};

const standing = ({ state, metOn, daysLate }: Clock, { t, format }: PageContext): string =>
  t(`evaluation.clock.${state}`, { days: daysLate, on: metOn === undefined ? "" : format.date(metOn) });

/** The last day of a limit, and in words whether it is met, runs or is over. */
const AwardClock: FC<{ readonly clock: Clock }> = ({ clock }) => {
  const page = usePage();
  return (
    <>
      <PeriodEnd end={clock} /> <StatusLabel tone={tones[clock.state]}>{standing(clock, page)}</StatusLabel>
    </>
  );
};

type Clocks = { readonly inform: Clock; readonly sign?: Clock | undefined };

/** The two limits of an award: to inform the applicants, and to sign the agreement (TTG-01, TTG-02). */
export const clockItems = ({ inform, sign }: Clocks, { t }: PageContext): readonly Description[] => [
  { term: t("evaluation.clock.inform"), detail: <AwardClock clock={inform} /> },
  ...(sign === undefined ? [] : [{ term: t("evaluation.clock.sign"), detail: <AwardClock clock={sign} /> }]),
];
