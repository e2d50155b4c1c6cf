import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { timeLeft } from "./time-left.ts";

type DeadlineClockProps = {
  readonly closesAt: string;
  /** What the platform has received, in words; shown when the deadline has passed. */
  readonly received: string;
};

/**
 * The time that is left, by the platform's clock, which alone decides (CLR-CAL-01). Scripts let it run; the clock of the reader's device
 * has no part in it.
 */
export const DeadlineClock: FC<DeadlineClockProps> = ({ closesAt, received }) => {
  const { t, format, now, href, language } = usePage();
  const isOver = now > closesAt;
  const left = timeLeft(Date.parse(closesAt) - Date.parse(now), language);
  return (
    <div
      class="portal-clock"
      data-portal-live="clock"
      data-portal-clock={isOver ? undefined : closesAt}
      data-portal-now={now}
      data-portal-time={href("/proposals/time")}
      data-portal-left={t("editor.clock.left", { left: "%left%" })}
      data-portal-local={t("editor.clock.local", { at: "%at%", zone: "%zone%" })}
    >
      <p class="portal-clock__left" role="timer">
        {isOver ? t("editor.clock.over", { at: format.exactTime(closesAt) }) : t("editor.clock.left", { left })}
      </p>
      <p class="portal-clock__local" hidden />
      {isOver && <p>{received}</p>}
    </div>
  );
};
