import { daysBetween } from "@grants/kernel/calendar";
import { dateInZone, Instant, LocalDate } from "@grants/kernel/time";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { StatusLabel } from "../../components/status-label.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";

/** A planned date, and beside it the legal one where it differs (CLR-CAL-03). */
export const PeriodEnd: FC<{ end: Pick<Schemas["PeriodEnd"], "dueOn" | "legalDueOn"> }> = ({
  end: { dueOn, legalDueOn },
}) => {
  const { t, format } = usePage();
  return (
    <>
      <DateOf on={dueOn} />
      {legalDueOn !== dueOn && ` (${t("evaluation.board.legal", { on: format.date(legalDueOn) })})`}
    </>
  );
};

/** A limit that nothing has met yet; once its legal date is over, by how many days. */
export const OpenPeriodEnd: FC<{ end: Schemas["PeriodEnd"] }> = ({ end }) => {
  const { t, now } = usePage();
  const days = daysBetween(LocalDate.parse(end.legalDueOn), dateInZone(Instant.parse(now)));
  return (
    <>
      <PeriodEnd end={end} />
      {days > 0 && (
        <>
          {" "}
          <StatusLabel tone="attention">{t("evaluation.clock.OVERDUE", { days })}</StatusLabel>
        </>
      )}
    </>
  );
};
