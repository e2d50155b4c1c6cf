import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { AgreementState } from "../agreements/agreement-facts.tsx";
import { ClockEnd, ClockLabel } from "./clock-section.tsx";
import { moneyPath, requestPath, StageLabel } from "./payment-facts.tsx";

type Queued = Schemas["QueuedPaymentRequest"];

/** What this person can do with a row now, in words; nothing where it is somebody else's turn. */
const turnOf = ({ allowedActions }: Queued): "validate" | "authorise" | null => {
  const mine = allowedActions.filter(({ allowed }) => allowed).map(({ action }) => action);
  if (mine.includes("validatePaymentRequest")) return "validate";
  return mine.includes("authorisePayment") ? "authorise" : null;
};

const Queue: FC<{ readonly requests: readonly Queued[] }> = ({ requests }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("disbursement.queue")}>
      <Table
        caption={t("disbursement.queueCaption")}
        columns={[
          {
            header: t("disbursement.column.project"),
            namesRow: true,
            cell: ({ request, project }) => (
              <>
                <Link href={href(requestPath(request.id))}>{project.acronym}</Link>
                <br />
                {project.projectNumber}
              </>
            ),
          },
          {
            header: t("disbursement.column.amount"),
            align: "right",
            noWrap: true,
            cell: ({ request }) => <Amount cents={request.amountCents} />,
          },
          { header: t("disbursement.column.stage"), cell: ({ stage }) => <StageLabel stage={stage} /> },
          { header: t("disbursement.column.clock"), cell: ({ clock }) => <ClockLabel clock={clock} /> },
          { header: t("disbursement.column.due"), cell: ({ clock }) => <ClockEnd clock={clock} /> },
          {
            header: t("disbursement.column.turn"),
            cell: (row) => {
              const turn = turnOf(row);
              return turn === null ? t(`disbursement.next.${row.request.state}`) : t(`disbursement.turn.${turn}`);
            },
          },
        ]}
        rows={requests}
        empty={t("disbursement.queueEmpty")}
        wide
      />
    </Section>
  );
};

const Mine: FC<{ readonly list: Schemas["AgreementList"] }> = ({ list }) => {
  const { t, href } = usePage();
  const nextPath = list.next && `/payments?${new URLSearchParams({ mine: list.next }).toString()}`;
  return (
    <Section title={t("disbursement.mine")}>
      <Table
        caption={t("disbursement.mineCaption")}
        columns={[
          {
            header: t("disbursement.column.project"),
            namesRow: true,
            cell: ({ agreement, project }) => (
              <>
                <Link href={href(moneyPath(agreement.id))}>{project.acronym}</Link>
                <br />
                {project.title}
              </>
            ),
          },
          { header: t("disbursement.column.number"), noWrap: true, cell: ({ project }) => project.projectNumber },
          {
            header: t("disbursement.fact.maxGrant"),
            align: "right",
            noWrap: true,
            cell: ({ project }) => <Amount cents={project.maxGrantCents} />,
          },
          {
            header: t("disbursement.column.agreement"),
            cell: ({ agreement }) => <AgreementState state={agreement.state} />,
          },
        ]}
        rows={list.agreements}
        empty={t("disbursement.mineEmpty")}
      />
      <Pagination nextHref={nextPath && href(nextPath)} />
    </Section>
  );
};

const nothing = { ok: true, value: null } as const;

/** The queue with its clocks for those who pay; for a coordinator where the money of each agreement is. */
export const showPayments = async (c: PortalContext): Promise<Response> => {
  const { t, person, query } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const cursor = query.get("mine");
  const readsQueue = mayDo(person, "listPaymentQueue");
  const isApplicant = mayDo(person, "listMyAgreements");
  if (!readsQueue && !isApplicant) return showProblem(c, { status: 403, code: "NotAllowed" });
  const [queue, mine] = await Promise.all([
    readsQueue ? answerOf(apiOf(c).GET("/v1/disbursement/requests")) : nothing,
    isApplicant
      ? answerOf(apiOf(c).GET("/v1/agreements", { params: { query: cursor === null ? {} : { cursor } } }))
      : nothing,
  ]);
  if (!queue.ok) return showProblem(c, queue.error);
  if (!mine.ok) return showProblem(c, mine.error);
  const content = (
    <>
      {mine.value !== null && <Mine list={mine.value} />}
      {queue.value !== null && <Queue requests={queue.value.requests} />}
    </>
  );
  return show(c, { title: t("disbursement.title"), lead: t("disbursement.lead"), content });
};
