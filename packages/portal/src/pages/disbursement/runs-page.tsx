import { addDays, nextWorkingDay } from "@grants/kernel/calendar";
import { dateInZone, Instant } from "@grants/kernel/time";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { AmountIfKnown } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DateOf } from "../../components/time.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { dayPath, messagesPath, paymentsPath, runPath, runsPath } from "./payment-facts.tsx";

type Run = Schemas["PaymentRun"];

const tones: Readonly<Record<Run["state"], StatusTone>> = {
  requested: "neutral",
  refused: "attention",
  prepared: "attention",
  confirmed: "attention",
  released: "neutral",
  unwritable: "attention",
  completed: "active",
};

export const RunState: FC<{ readonly state: Run["state"] }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={tones[state]}>{t(`disbursement.runState.${state}`)}</StatusLabel>;
};

const Runs: FC<{ readonly runs: readonly Schemas["RunHead"][] }> = ({ runs }) => {
  const { t, href, format } = usePage();
  return (
    <Section title={t("disbursement.runs")}>
      <Table
        caption={t("disbursement.runsCaption")}
        columns={[
          {
            header: t("disbursement.field.executionOn"),
            namesRow: true,
            cell: ({ run }) => <Link href={href(runPath(run.id))}>{format.date(run.executionOn)}</Link>,
          },
          {
            header: t("disbursement.column.payments"),
            align: "right",
            cell: ({ run }) => ("manifestSha256" in run ? format.number(run.nbOfTxs) : "–"),
          },
          {
            header: t("disbursement.column.sum"),
            align: "right",
            noWrap: true,
            cell: ({ run }) => <AmountIfKnown cents={"manifestSha256" in run ? run.ctrlSumCents : undefined} />,
          },
          { header: t("disbursement.column.state"), cell: ({ run }) => <RunState state={run.state} /> },
        ]}
        rows={runs}
        empty={t("disbursement.runsEmpty")}
      />
    </Section>
  );
};

const NextDays: FC = () => {
  const { t, href, now, query } = usePage();
  const today = dateInZone(Instant.parse(now));
  const next = nextWorkingDay(addDays(today, 1), []);
  return (
    <Section title={t("disbursement.days")}>
      <p>{t("disbursement.daysText")}</p>
      <ul>
        {[today, next].map((day) => (
          <li>
            <Link href={href(dayPath(day))}>
              <DateOf on={day} />
            </Link>
          </li>
        ))}
      </ul>
      <FilterForm action={href(runsPath)} clearHref={href(runsPath)} title={t("disbursement.chooseDay")}>
        <TextInput
          name="executionOn"
          label={t("disbursement.field.executionOn")}
          value={query.get("executionOn") ?? ""}
          type="date"
          width="m"
        />
      </FilterForm>
    </Section>
  );
};

const Bank: FC = () => {
  const { t, href, person } = usePage();
  return !mayDo(person, "listBankExceptions") ? null : (
    <Section title={t("disbursement.bank")}>
      <p>{t("disbursement.bankText")}</p>
      <ButtonRow>
        {mayDo(person, "importBankStatus") && (
          <ButtonLink href={href(`${messagesPath}/new`)} kind="secondary">
            {t("disbursement.import")}
          </ButtonLink>
        )}
        <ButtonLink href={href(`${paymentsPath}/bank-exceptions`)} kind="secondary">
          {t("disbursement.exceptions")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};

/** Payment runs, the days that may have one, and what the bank has said. */
export const showRuns = async (c: PortalContext): Promise<Response> => {
  const { t, query } = c.get("page");
  const executionOn = query.get("executionOn") ?? "";
  if (/^\d{4}-\d{2}-\d{2}$/.test(executionOn)) return seeOther(c, dayPath(executionOn));
  const listed = await answerOf(apiOf(c).GET("/v1/treasury/runs"));
  if (!listed.ok) return showProblem(c, listed.error);
  const content = (
    <>
      <NextDays />
      <Runs runs={listed.value.runs} />
      <Bank />
    </>
  );
  const crumbs = [{ label: t("disbursement.title"), path: paymentsPath }];
  return show(c, { title: t("disbursement.runs"), lead: t("disbursement.runsLead"), crumbs, content });
};
