import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Markup } from "../../components/markup.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { usePage } from "../../page/page-context.ts";
import { ConsortiumTable } from "./consortium-table.tsx";
import { CostsTable } from "./costs-table.tsx";
import { placeOf, type Draft } from "./proposal-facts.ts";
import { WorkPlanView } from "./work-plan-view.tsx";

export type FrozenDocument = Schemas["ProposalDocument"];

/** True when a part was saved, added or removed after the document was frozen. */
export const isDraftNewer = ({ parts }: Draft, { partVersions }: FrozenDocument): boolean =>
  parts.length !== Object.keys(partVersions).length ||
  parts.some(({ path, version }) => partVersions[path] !== version);

const General: FC<{ document: FrozenDocument }> = ({ document: { general, topicId, callVersion } }) => {
  const { t, format } = usePage();
  const { acronym, title, theme, durationMonths, abstract } = general;
  return (
    <>
      <DescriptionList
        items={[
          { term: t("proposals.field.acronym"), detail: acronym },
          { term: t("proposals.field.title"), detail: title },
          { term: t("calls.topics.topic"), detail: topicId },
          ...(theme === undefined ? [] : [{ term: t("proposals.field.theme"), detail: theme }]),
          {
            term: t("proposals.field.durationMonths"),
            detail: t("proposals.months", { count: durationMonths }),
          },
          { term: t("proposals.receiptCallVersion"), detail: format.number(callVersion) },
        ]}
      />
      <h3>{t("proposals.field.abstract")}</h3>
      <Paragraphs text={abstract.trim() === "" ? t("proposals.unwritten") : abstract} />
    </>
  );
};

const Partners: FC<{ document: FrozenDocument }> = ({ document: { partners } }) => {
  const page = usePage();
  const { t } = page;
  const kindsOf = (partner: FrozenDocument["partners"][number]): string =>
    (["isSme", "isNonProfit", "isPublicBody"] as const)
      .filter((kind) => partner[kind])
      .map((kind) => t(`proposals.kind.${kind}`))
      .join(", ");
  return (
    <DescriptionList
      items={partners.map((partner) => ({
        term: placeOf(partner.slot, page),
        detail: [partner.name, `${t("proposals.field.pic")} ${partner.pic}`, partner.country, kindsOf(partner)]
          .filter((text) => text !== "")
          .join(" · "),
      }))}
    />
  );
};

/** The frozen proposal, whole, as the experts will read it. */
export const FrozenDocumentView: FC<{ readonly document: FrozenDocument }> = ({ document }) => {
  const page = usePage();
  const { t } = page;
  const nameOf = (slot: string): string =>
    document.partners.find((partner) => partner.slot === slot)?.name ?? placeOf(slot, page);
  return (
    <article>
      <General document={document} />
      <h3>{t("proposals.section.consortium")}</h3>
      <ConsortiumTable totals={document.totals} nameOf={nameOf} empty="" />
      <CostsTable document={document} />
      <WorkPlanView document={document} />
      <Partners document={document} />
      {document.texts.map(({ section, text }) => (
        <>
          <h3>{t(`proposals.section.${section}`)}</h3>
          <Markup text={text} />
        </>
      ))}
    </article>
  );
};
