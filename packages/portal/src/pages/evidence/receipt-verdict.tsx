import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";

export type Verification = Schemas["ReceiptVerification"];
type Receipt = Schemas["Receipt"];

/** As Brussels reads it, and as the receipt has it: UTC, to the millisecond. */
const InstantOf: FC<{ readonly at: string }> = ({ at }) => (
  <>
    <DateTimeOf at={at} exact />
    <br />
    <code>{at}</code> (UTC)
  </>
);

const Stated: FC<{ readonly receipt: Receipt }> = ({ receipt }) => {
  const { t, href, format } = usePage();
  return (
    <Section title={t("evidence.receipt.states")}>
      <DescriptionList
        items={[
          { term: t("proposals.receiptReceived"), detail: <InstantOf at={receipt.receivedAt} /> },
          { term: t("proposals.receiptProposal"), detail: <code class="portal-digest">{receipt.proposalId}</code> },
          {
            term: t("proposals.receiptCall"),
            detail: <Link href={href(`/calls/${receipt.callId}`)}>{receipt.callId}</Link>,
          },
          { term: t("proposals.receiptCallVersion"), detail: format.number(receipt.callVersion) },
          { term: t("proposals.digest"), detail: <code class="portal-digest">{receipt.documentSha256}</code> },
          { term: t("proposals.receiptEntry"), detail: <code class="portal-digest">{receipt.entryHash}</code> },
        ]}
      />
    </Section>
  );
};

const Document: FC<{ readonly isSame: boolean }> = ({ isSame }) => {
  const { t } = usePage();
  return isSame ? (
    <Notification kind="success" title={t("evidence.receipt.sameDocument")} />
  ) : (
    <Notification kind="error" title={t("evidence.receipt.otherDocument")} />
  );
};

const Listing: FC<{ readonly listing: NonNullable<Verification["listing"]> }> = ({ listing }) => {
  const { t, format } = usePage();
  const { state, sealedAt, submissions, listSha256 } = listing;
  return (
    <Section title={t("evidence.receipt.list")}>
      <p>{t(`evidence.receipt.${state}`)}</p>
      {sealedAt !== undefined && submissions !== undefined && listSha256 !== undefined && (
        <DescriptionList
          items={[
            { term: t("evaluation.board.sealedAt"), detail: <DateTimeOf at={sealedAt} exact /> },
            { term: t("evaluation.board.submissions"), detail: format.number(submissions) },
            { term: t("evaluation.board.digest"), detail: <code class="portal-digest">{listSha256}</code> },
          ]}
        />
      )}
    </Section>
  );
};

const SealedBy: FC<{ readonly seal: NonNullable<Verification["seal"]>; readonly stamp: Verification["stamp"] }> = ({
  seal,
  stamp,
}) => {
  const { t } = usePage();
  return (
    <Section title={t("evidence.receipt.seal")}>
      <DescriptionList
        items={[
          { term: t("evidence.receipt.signer"), detail: seal.subject },
          {
            term: t("evidence.receipt.certificate"),
            detail: <code class="portal-digest">{seal.certificate}</code>,
          },
          { term: t("evidence.receipt.issuer"), detail: <code class="portal-digest">{seal.issuer}</code> },
          {
            term: t("evidence.receipt.stamped"),
            detail: stamp === undefined ? t("evidence.receipt.noStamp") : <InstantOf at={stamp.at} />,
          },
          ...(stamp === undefined ? [] : [{ term: t("evidence.receipt.authority"), detail: stamp.subject }]),
        ]}
      />
    </Section>
  );
};

/** What became of the receipt that somebody showed; nothing of what it claims unless it is genuine. */
export const ReceiptVerdict: FC<{ readonly verification: Verification }> = ({ verification }) => {
  const { t } = usePage();
  const { verdict, receipt, seal, stamp, isSameDocument, listing } = verification;
  if (verdict !== "GENUINE")
    return (
      <Notification kind="error" title={t("evidence.receipt.notGenuine")}>
        <p>{t(`evidence.receipt.${verdict}`)}</p>
      </Notification>
    );
  return (
    <>
      <Notification kind="success" title={t("evidence.receipt.genuine")} />
      {isSameDocument !== undefined && <Document isSame={isSameDocument} />}
      {receipt !== undefined && <Stated receipt={receipt} />}
      {listing !== undefined && <Listing listing={listing} />}
      {seal !== undefined && <SealedBy seal={seal} stamp={stamp} />}
    </>
  );
};
