import { type WordChange, compareWords } from "@grants/core/calls/compare-words";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Table } from "../../components/table.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { readableRate } from "./rates.ts";
import { wordFor } from "./term-fields.tsx";

type Change = Schemas["ContentChange"];

/** The first name of a place that the catalogue has a word for, from the whole of it to its last part. */
const partWord = (field: string, part: string, page: PageContext): string | null => {
  const names = [
    `calls.part.${field}.${part}`,
    `calls.term.${field}.${part}`,
    `calls.field.${part}`,
    `calls.part.${part}`,
  ];
  const key = names.find(isMessageKey);
  // Labels that ask for a number are those of a form.
  return key === undefined || /^calls\.field\.(?:topic|weight|rate$|tieBreak)/.test(key) ? null : wordFor(key, page);
};

/** What a part of a call is called, as the form and the page call it. */
export const fieldWord = (field: string, page: PageContext): string => {
  const names = [`calls.part.${field}`, `calls.group.${field}`, `calls.field.${field}`, `calls.term.${field}`];
  const key = names.find(isMessageKey);
  return key === undefined ? field : wordFor(key, page);
};

/** "topics.NCH.budgetCents" as "Topics: NCH, Budgets of the topics". */
const placeWords = ({ field, path }: Change, page: PageContext): string => {
  const parts = path.split(".").slice(1);
  const words = parts.filter((part) => part !== "local").map((part) => partWord(field, part, page) ?? part);
  return [fieldWord(field, page), words.join(", ")].filter((text) => text !== "").join(": ");
};

/** Amounts, rates and times of day as people read them; anything else as it stands. */
const readable = (path: string, value: string, page: PageContext): string => {
  const [last = ""] = path.split(".").slice(-1);
  if (last.endsWith("Cents") && /^\d+$/.test(value)) return page.format.money(Number(value));
  if (last.endsWith("On") && /^\d{4}-\d{2}-\d{2}$/.test(value)) return page.format.date(value);
  if (/(?:Rate|DEFAULT|SME|NON_PROFIT)$/.test(last)) return readableRate(value, page);
  const [, day, time] = last === "local" ? (/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(value) ?? []) : [];
  return day === undefined || time === undefined ? value : `${page.format.date(day)}, ${time}`;
};

/** Taken out and put in, word by word: told by words for readers and by marks for the eye. */
const Words: FC<{ changes: readonly WordChange[]; side: "before" | "after" }> = ({ changes, side }) => (
  <>
    {changes.map(({ kind, text }) => {
      if (kind === "same") return <span>{text}</span>;
      if (kind === "removed") return side === "before" ? <del>{text}</del> : null;
      return side === "after" ? <ins>{text}</ins> : null;
    })}
  </>
);

const Side: FC<{ change: Change; side: "before" | "after" }> = ({ change, side }) => {
  const page = usePage();
  const value = change[side];
  if (value === null) return <span>{page.t("calls.history.none")}</span>;
  const [before, after] = [change.before ?? "", change.after ?? ""].map((text) => readable(change.path, text, page));
  if (change.before === null || change.after === null) return <span>{side === "before" ? before : after}</span>;
  return <Words changes={compareWords(before ?? "", after ?? "")} side={side} />;
};

/** What one version changed of another, field by field and word by word (CALL-03). */
export const ChangesTable: FC<{ readonly caption: string; readonly changes: readonly Change[] }> = (props) => {
  const page = usePage();
  const { t } = page;
  return (
    <Table
      caption={props.caption}
      columns={[
        { header: t("calls.history.what"), namesRow: true, cell: (change) => placeWords(change, page) },
        { header: t("calls.history.before"), cell: (change) => <Side change={change} side="before" /> },
        { header: t("calls.history.after"), cell: (change) => <Side change={change} side="after" /> },
      ]}
      rows={props.changes}
      empty={t("calls.history.nothing")}
    />
  );
};
