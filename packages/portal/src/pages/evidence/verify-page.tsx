import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";

type List = Schemas["TreeHeads"];
type Head = List["heads"][number];

const shownCharacters = 16;

const Key: FC<{ fingerprint: string | undefined }> = ({ fingerprint }) => {
  const { t } = usePage();
  if (fingerprint === undefined) return <EmptyState>{t("evidence.key.none")}</EmptyState>;
  return (
    <>
      <DescriptionList stacked items={[{ term: t("evidence.key.fingerprint"), detail: <code>{fingerprint}</code> }]} />
      <p>{t("evidence.key.text")}</p>
    </>
  );
};

const HowTo: FC<{ fingerprint: string; sha256: string }> = ({ fingerprint, sha256 }) => {
  const { t, href } = usePage();
  return (
    <>
      <ol class="ecl-ordered-list">
        <li class="ecl-ordered-list__item">{t("evidence.how.get")}</li>
        <li class="ecl-ordered-list__item">{t("evidence.how.script")}</li>
        <li class="ecl-ordered-list__item">
          {t("evidence.how.run")} <code>{`node verify.mjs evidence.zip --trust ${fingerprint}`}</code>
        </li>
        <li class="ecl-ordered-list__item">{t("evidence.how.read")}</li>
      </ol>
      <p>
        <Link href={href("/evidence/verify.mjs")} standalone download>
          {t("evidence.verifier")}
        </Link>
      </p>
      <p>
        <code>{t("evidence.verifier.digest", { sha256 })}</code>
      </p>
    </>
  );
};

const Verdict: FC<{ head: Head }> = ({ head }) => {
  const { t } = usePage();
  return (
    <StatusLabel tone={head.verdict === "SignedAndLinked" ? "neutral" : "attention"}>
      {t(`evidence.heads.${head.verdict}`)}
    </StatusLabel>
  );
};

const Heads: FC<{ heads: readonly Head[] }> = ({ heads }) => {
  const { t, format } = usePage();
  return (
    <Table
      caption={t("evidence.heads.caption")}
      rows={heads}
      empty={t("evidence.heads.empty")}
      columns={[
        { header: t("evidence.heads.at"), cell: ({ at }) => <DateTimeOf at={at} exact />, namesRow: true },
        { header: t("evidence.heads.size"), cell: ({ size }) => format.number(size), align: "right" },
        { header: t("evidence.heads.root"), cell: ({ root }) => <code>{`${root.slice(0, shownCharacters)}…`}</code> },
        {
          header: t("evidence.heads.stamp"),
          cell: ({ timeStamp }) =>
            timeStamp === undefined ? t("evidence.heads.waiting") : t("evidence.heads.stamped"),
        },
        { header: t("evidence.heads.verdict"), cell: (head) => <Verdict head={head} /> },
      ]}
    />
  );
};

export const verifyPage = (
  { t, href }: PageContext,
  { list, sha256 }: { readonly list: List; readonly sha256: string },
): Page => ({
  title: t("evidence.title"),
  lead: t("evidence.lead"),
  content: (
    <>
      <Section title={t("evidence.receipt.title")}>
        <p>{t("evidence.receipt.offer")}</p>
        <p>
          <Link href={href("/evidence/receipt")} standalone>
            {t("evidence.receipt.verify")}
          </Link>
        </p>
      </Section>
      <Section title={t("evidence.key.title")}>
        <Key fingerprint={list.key} />
      </Section>
      <Section title={t("evidence.how.title")}>
        <HowTo fingerprint={list.key ?? "sha256:…"} sha256={sha256} />
      </Section>
      <Section title={t("evidence.heads.title")}>
        <Heads heads={list.heads} />
        {list.earlierDay !== undefined && (
          <p>
            <Link href={href(`/evidence?day=${list.earlierDay}`)} standalone>
              {t("evidence.heads.earlier")}
            </Link>
          </p>
        )}
      </Section>
    </>
  ),
});
