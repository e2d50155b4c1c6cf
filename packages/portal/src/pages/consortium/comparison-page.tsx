import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { crumbsTo, nameOf, proposalIdOf, proposalPath, readDraft, type Draft } from "../proposals/proposal-facts.ts";

type Comparison = Schemas["Comparison"];
type Change = Schemas["FieldChange"];

const documentLabel = (
  { frozenAt, submittedAt }: Comparison["documents"][number],
  { t, format }: PageContext,
): string => {
  const frozen = t("consortium.compare.frozen", { at: format.dateTime(frozenAt) });
  return submittedAt === undefined
    ? frozen
    : `${frozen}, ${t("consortium.compare.submitted", { at: format.dateTime(submittedAt) })}`;
};

const Words: FC<{ words: NonNullable<Change["words"]> }> = ({ words }) => (
  <p class="portal-diff">
    {words.map(({ kind, text }) => {
      if (kind === "added") return <ins>{text}</ins>;
      return kind === "removed" ? <del>{text}</del> : <span>{text}</span>;
    })}
  </p>
);

const valueText = (change: Change, value: string | undefined, { t, format }: PageContext): string => {
  if (value === undefined) return t("consortium.compare.nothing");
  return change.differenceCents === undefined ? value : format.money(Number(value));
};

const differenceText = ({ differenceCents = 0 }: Change, { format }: PageContext): string =>
  differenceCents < 0 ? `−${format.money(-differenceCents)}` : `+${format.money(differenceCents)}`;

const Changes: FC<{ changes: readonly Change[] }> = ({ changes }) => {
  const page = usePage();
  const { t } = page;
  const texts = changes.filter(({ words }) => words !== undefined);
  const values = changes.filter(({ words }) => words === undefined);
  return (
    <>
      <Section title={t("consortium.compare.values")}>
        <Table
          wide
          caption={t("consortium.compare.valuesCaption")}
          columns={[
            {
              header: t("consortium.compare.field"),
              namesRow: true,
              cell: ({ path, field }: Change) => `${path}: ${field}`,
            },
            { header: t("consortium.compare.before"), cell: (change) => valueText(change, change.before, page) },
            { header: t("consortium.compare.after"), cell: (change) => valueText(change, change.after, page) },
            {
              header: t("consortium.compare.difference"),
              align: "right",
              cell: (change) => (change.differenceCents === undefined ? "" : differenceText(change, page)),
            },
          ]}
          rows={values}
          empty={t("consortium.compare.noValues")}
        />
      </Section>
      {texts.length > 0 && (
        <Section title={t("consortium.compare.texts")}>
          {texts.map(({ path, field, words = [] }) => (
            <>
              <h3>{`${path}: ${field}`}</h3>
              <Words words={words} />
            </>
          ))}
        </Section>
      )}
    </>
  );
};

const Choose: FC<{ draft: Draft; comparison: Comparison }> = ({ draft, comparison }) => {
  const page = usePage();
  const { t, href } = page;
  const choices = comparison.documents.map((document) => ({
    value: document.sha256,
    label: documentLabel(document, page),
  }));
  return (
    <form class="portal-form" method="get" action={href(`${proposalPath(draft)}/comparison`)}>
      <Select name="from" label={t("consortium.compare.from")} choices={choices} value={comparison.from} />
      <Select name="to" label={t("consortium.compare.to")} choices={choices} value={comparison.to} />
      <Button kind="secondary">{t("consortium.compare.button")}</Button>
    </form>
  );
};

/** What differs between two frozen documents: figures with their difference, texts word by word. */
export const showComparison = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const digest = (name: string) => {
    const text = page.query.get(name) ?? "";
    return text === "" ? {} : { [name]: text };
  };
  const params = { path: { proposalId: proposalIdOf(c) }, query: { ...digest("from"), ...digest("to") } };
  const [draft, compared] = await Promise.all([
    readDraft(c),
    answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/comparison", { params })),
  ]);
  if (!draft.ok) return showProblem(c, draft.error);
  if (!compared.ok) return showProblem(c, compared.error);
  const comparison = compared.value;
  return show(c, {
    title: t("consortium.compare.title", { name: nameOf(draft.value, page) }),
    lead: t("consortium.compare.lead"),
    crumbs: crumbsTo(draft.value, page),
    content:
      comparison.documents.length < 2 ? (
        <EmptyState>{t("consortium.compare.one")}</EmptyState>
      ) : (
        <>
          <Choose draft={draft.value} comparison={comparison} />
          {comparison.changes.length === 0 ? (
            <EmptyState>{t("consortium.compare.same")}</EmptyState>
          ) : (
            <Changes changes={comparison.changes} />
          )}
        </>
      ),
  });
};
