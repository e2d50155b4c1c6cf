import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { proposalIdOf } from "./proposal-facts.ts";

type Kept = Schemas["KeptSubmission"];

const shownCharacters = 16;

const Fate: FC<{ readonly kept: Kept }> = ({ kept: { fate, withdrawnAt } }) => {
  const { t } = usePage();
  return (
    <>
      <StatusLabel tone={fate === "IN_FORCE" ? "active" : "neutral"}>{t(`proposals.fate.${fate}`)}</StatusLabel>
      {withdrawnAt !== undefined && (
        <div>
          <DateTimeOf at={withdrawnAt} exact />
        </div>
      )}
    </>
  );
};

const Seal: FC<{ readonly kept: Kept }> = ({ kept: { receipt, isSealed } }) => {
  const { t, href } = usePage();
  if (!isSealed) return <>{t("proposals.sealFollows")}</>;
  return (
    <Link href={href(`/proposals/${receipt.proposalId}/receipts/${String(receipt.version)}`)} download>
      {t("proposals.sealedReceipt")}
    </Link>
  );
};

/** Every submission with its receipt: a later one replaces an earlier one and takes nothing away. */
export const ReceiptHistory: FC<{ readonly submissions: readonly Kept[] }> = ({ submissions }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("proposals.submissions")}>
      <Table
        caption={t("proposals.submissionsCaption")}
        rows={submissions}
        empty=""
        columns={[
          {
            header: t("proposals.receiptReceived"),
            cell: ({ receipt }: Kept) => <DateTimeOf at={receipt.receivedAt} exact />,
            namesRow: true,
          },
          {
            header: t("proposals.digest"),
            cell: ({ receipt }: Kept) => <code>{`${receipt.documentSha256.slice(0, shownCharacters)}…`}</code>,
          },
          { header: t("proposals.fate"), cell: (kept: Kept) => <Fate kept={kept} /> },
          { header: t("proposals.seal"), cell: (kept: Kept) => <Seal kept={kept} /> },
        ]}
      />
      <p>
        {t("proposals.sealText")} <Link href={href("/evidence/receipt")}>{t("evidence.receipt.title")}</Link>
      </p>
    </Section>
  );
};

export const readHistory = (c: PortalContext) =>
  answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/receipts", { params: { path: { proposalId: proposalIdOf(c) } } }));

/** The sealed receipt as a file, as the page that verifies it takes it. */
export const downloadReceipt = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c), version: c.req.param("version") ?? "" };
  const asked = apiOf(c).GET("/v1/proposals/{proposalId}/receipts/{version}", { params: { path } });
  const sealed = await answerOf(asked);
  if (!sealed.ok) return showProblem(c, sealed.error);
  return c.body(`${JSON.stringify(sealed.value, null, 2)}\n`, 200, {
    "content-type": "application/json",
    "content-disposition": `attachment; filename="receipt-${path.proposalId}-${path.version}.json"`,
  });
};
