import type { FC } from "hono/jsx";
import { Button, ButtonLink, ButtonRow } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Notification } from "../components/notification.tsx";
import { Table } from "../components/table.tsx";
import { usePage } from "../page/page-context.ts";
import { withValues, type FormValues } from "./form-values.ts";
import { combineTexts, compareWords, type Stretch } from "./word-difference.ts";

export type ConflictField = { readonly name: string; readonly label: string };

type ConflictProps = {
  /** Where the form was sent to. It is sent there again, with the same values and the version that stands there now. */
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: readonly ConflictField[];
  readonly mine: FormValues;
  /** What is stored; null where it was removed. */
  readonly theirs: FormValues | null;
  readonly savedAt?: string | undefined;
  readonly theirsHref: string;
  /** Both texts in one, to be written on. */
  readonly combined?: FormValues | undefined;
};

/** The button that shows the form again with the values of the sender, to go on writing. */
export const editAgain = { name: "intent", value: "edit" } as const;

const sameIn = (name: string, mine: FormValues, theirs: FormValues | null): boolean =>
  mine.all(name).join("\n") === (theirs?.all(name) ?? []).join("\n");

/** True when what was sent is what stands there: then nothing has to be chosen. */
export const isSame = (fields: readonly ConflictField[], mine: FormValues, theirs: FormValues | null): boolean =>
  fields.every(({ name }) => sameIn(name, mine, theirs));

const textIn = (values: FormValues | null, name: string): string => (values?.all(name) ?? []).join("\n");

/** Both texts in the fields where people write at length; the rest as the sender had it. */
export const combineValues = (fields: readonly ConflictField[], mine: FormValues, theirs: FormValues): FormValues =>
  withValues(
    mine,
    Object.fromEntries(fields.map(({ name }) => [name, combineTexts(textIn(mine, name), textIn(theirs, name))])),
  );

/** One side of a comparison, with what only it has marked. */
const Side: FC<{ stretches: readonly Stretch[]; side: "mine" | "theirs" }> = ({ stretches, side }) => {
  const { t } = usePage();
  const own = stretches.filter(({ kind }) => kind === "same" || kind === side);
  if (own.length === 0) return <em>{t("forms.nothing")}</em>;
  return (
    <div class="portal-compared">
      {own.map(({ kind, text }) => (kind === "same" ? text : <mark class="portal-differs">{text}</mark>))}
    </div>
  );
};

/** Two people saved the same part: both versions side by side, field by field, and nothing lost. */
export const Conflict: FC<ConflictProps> = ({
  action,
  hidden,
  fields,
  mine,
  theirs,
  savedAt,
  theirsHref,
  combined,
}) => {
  const { t, format } = usePage();
  const differing = fields
    .filter(({ name }) => !sameIn(name, mine, theirs))
    .map((field) => ({ ...field, stretches: compareWords(textIn(mine, field.name), textIn(theirs, field.name)) }));
  const kept = mine.names.filter((name) => !(name in hidden) && name !== "csrf" && name !== editAgain.name);
  return (
    <>
      <Notification kind="warning" title={t("forms.conflictLead")}>
        {savedAt !== undefined && <p>{t("forms.conflictWhen", { at: format.dateTime(savedAt) })}</p>}
        {theirs === null && <p>{t("forms.conflictRemoved")}</p>}
      </Notification>
      <Table
        caption={t("forms.conflictCaption")}
        columns={[
          { header: t("forms.conflictField"), cell: ({ label }) => label, namesRow: true },
          { header: t("forms.conflictMine"), cell: ({ stretches }) => <Side stretches={stretches} side="mine" /> },
          { header: t("forms.conflictTheirs"), cell: ({ stretches }) => <Side stretches={stretches} side="theirs" /> },
        ]}
        rows={differing}
        empty={t("forms.nothing")}
      />
      <Form action={action} hidden={hidden}>
        {kept.flatMap((name) => mine.all(name).map((value) => <input type="hidden" name={name} value={value} />))}
        <ButtonRow>
          <Button>{t("forms.conflictKeepMine")}</Button>
          <Button kind="secondary" {...editAgain}>
            {t("forms.conflictEdit")}
          </Button>
          <ButtonLink kind="secondary" href={theirsHref}>
            {t("forms.conflictKeepTheirs")}
          </ButtonLink>
        </ButtonRow>
      </Form>
      {combined !== undefined && (
        <Form action={action} hidden={hidden}>
          {kept.flatMap((name) => combined.all(name).map((value) => <input type="hidden" name={name} value={value} />))}
          <p>{t("forms.conflictCombineText")}</p>
          <Button kind="secondary" {...editAgain}>
            {t("forms.conflictCombine")}
          </Button>
        </Form>
      )}
    </>
  );
};
