import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import type { ShownRequest } from "./payment-facts.tsx";

type Clock = Schemas["RequestClock"];

/** Running, standing or ended, and whether the limit is over. */
export const ClockLabel: FC<{ readonly clock: Clock }> = ({ clock }) => {
  const { t } = usePage();
  if (clock.isLate) return <StatusLabel tone="attention">{t("disbursement.clock.late")}</StatusLabel>;
  const tone = clock.clock === "RUNNING" ? "active" : clock.clock === "STOPPED" ? "attention" : "quiet";
  return <StatusLabel tone={tone}>{t(`disbursement.clock.${clock.clock}`)}</StatusLabel>;
};

/** Until when; how much is left once it runs again; or the day of payment. */
export const ClockEnd: FC<{ readonly clock: Clock }> = ({ clock }) => {
  const { t, format } = usePage();
  if (clock.paidOn !== null) return <DateOf on={clock.paidOn} />;
  if (clock.dueOn === null) return <>{t("disbursement.clock.remaining", { days: clock.remainingDays ?? 0 })}</>;
  return clock.legalDueOn === null || clock.legalDueOn === clock.dueOn ? (
    <DateOf on={clock.dueOn} />
  ) : (
    <>
      <DateOf on={clock.dueOn} /> {t("disbursement.clock.legally", { on: format.date(clock.legalDueOn) })}
    </>
  );
};

const Stops: FC<{ readonly shown: ShownRequest }> = ({ shown }) => {
  const { t } = usePage();
  const { stops = [] } = shown.request;
  return stops.length === 0 ? null : (
    <Table
      caption={t("disbursement.clock.stops")}
      columns={[
        { header: t("disbursement.clock.stoppedOn"), namesRow: true, cell: ({ from }) => <DateOf on={from} /> },
        {
          header: t("disbursement.clock.resumedOn"),
          cell: ({ to }) => (to === undefined ? t("disbursement.clock.stillStands") : <DateOf on={to} />),
        },
      ]}
      rows={stops}
      empty=""
    />
  );
};

/** The time limit of a payment with its stops: what work is planned by, and what lateness counts from (CLR-CAL-03). */
export const ClockSection: FC<{ readonly shown: ShownRequest }> = ({ shown }) => {
  const { t } = usePage();
  const { clock, request } = shown;
  const end = clock.paidOn === null ? "disbursement.clock.dueOn" : "disbursement.clock.paidOn";
  const items: readonly Description[] = [
    { term: t("disbursement.clock.state"), detail: <ClockLabel clock={clock} /> },
    { term: t("disbursement.clock.from"), detail: <DateOf on={clock.clockFromOn} /> },
    { term: t("disbursement.clock.limit"), detail: t("disbursement.clock.days", { days: request.limitDays }) },
    { term: t(end), detail: <ClockEnd clock={clock} /> },
    ...(clock.suspendedDays === 0
      ? []
      : [
          {
            term: t("disbursement.clock.suspended"),
            detail: t("disbursement.clock.days", { days: clock.suspendedDays }),
          },
        ]),
    { term: t("disbursement.clock.calendar"), detail: t("disbursement.assumption", { name: clock.calendarVersion }) },
  ];
  return (
    <Section title={t("disbursement.section.clock")}>
      <DescriptionList items={items} />
      <Stops shown={shown} />
    </Section>
  );
};
