import { CostLine, lineCents, quantityOf } from "@grants/core/proposals/cost-line";
import { costLineCentsMax } from "@grants/kernel/limits";
import { NO_CENTS, type Cents } from "@grants/kernel/money";
import { err, ok, type Result } from "@grants/kernel/result";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import { oneOf } from "../calls/vocabulary.ts";
import { errorAt } from "./part-page.ts";
import { costItems, lineKinds, personnelItems, type Line, type LineKind } from "./work-plan.ts";

/** Lines of one part (kernel/limits), and rows that stand empty below those that are filled. */
export const linesMax = 30;
const spareRows = 2;

export const lineFields = ["item", "kind", "description", "quantity", "rate", "amount"] as const;
export type LineField = (typeof lineFields)[number];
export const lineFieldName = (index: number, field: LineField | "remove"): string => `lines.${index}.${field}`;

const fieldRule = (field: LineField, { t, format }: PageContext): string => {
  switch (field) {
    case "item":
      return t("budget.rule.item");
    case "kind":
      return t("budget.rule.kind");
    case "description":
      return t("forms.textMax", { max: 80 });
    case "quantity":
      return t("budget.rule.quantity");
    case "rate":
    case "amount":
      return t("forms.amount.AmountNotANumber", { example: format.plainAmount(1_234_567_89) });
  }
};

/** Every field of every row by its name: "Line 3, amount". */
export const lineLabels = (page: PageContext): FieldLabels =>
  Object.fromEntries(
    Array.from({ length: linesMax }, (_, index) =>
      lineFields.map((field) => [
        lineFieldName(index, field),
        {
          label: page.t("budget.lineField", { line: index + 1, field: page.t(`budget.line.${field}`) }),
          rule: fieldRule(field, page),
        },
      ]),
    ).flat(),
  );

const measureValues = (line: Line, { format }: PageContext): Readonly<Partial<Record<LineField, string>>> => {
  switch (line.kind) {
    case "amount":
    case "lumpSum":
      return { amount: format.plainAmount(line.amountCents) };
    case "units":
      return { quantity: line.units, rate: format.plainAmount(line.rateCents) };
    case "days":
      return { quantity: line.days, rate: format.plainAmount(line.rateCents) };
  }
};

export const valuesOfLines = (lines: readonly Line[], page: PageContext): FormValues =>
  formValues(
    Object.fromEntries(
      lines.flatMap((line, index) =>
        Object.entries({
          item: line.item,
          kind: line.kind,
          description: line.description,
          ...measureValues(line, page),
        }).map(([field, value]) => [`lines.${index}.${field}`, value]),
      ),
    ),
  );

const isFilled = (form: FormValues, index: number): boolean =>
  lineFields.some((field) => form.text(lineFieldName(index, field)).trim() !== "");

const filledRows = (form: FormValues): readonly number[] =>
  Array.from({ length: linesMax }, (_, index) => index).filter((index) => isFilled(form, index));

/** The rows to show: all that are filled, and some to go on in. */
export const shownRows = (form: FormValues): number =>
  Math.min(linesMax, (filledRows(form).at(-1) ?? -1) + 1 + spareRows);

type Row = { readonly form: FormValues; readonly index: number; readonly page: PageContext };

const textAt = ({ form, index }: Row, field: LineField): string => form.text(lineFieldName(index, field)).trim();

const faultAt = ({ index, page }: Row, field: LineField, rule = fieldRule(field, page)): FieldErrors =>
  errorAt(
    lineFieldName(index, field),
    { label: page.t("budget.lineField", { line: index + 1, field: page.t(`budget.line.${field}`) }), rule },
    page,
  );

/** An empty amount is nothing yet; the checklist says so. */
const centsAt = (row: Row, field: "rate" | "amount"): Result<Cents, FieldErrors> => {
  if (textAt(row, field) === "") return ok(NO_CENTS);
  const amount = amountIn(row.form, lineFieldName(row.index, field));
  return amount.ok ? amount : err(faultAt(row, field, amountRule(amount.error, row.page)));
};

/** How many, as people write it: "12,5". */
const quantityAt = (row: Row): Result<string, FieldErrors> => {
  if (textAt(row, "quantity") === "") return ok("0");
  const read = amountIn(row.form, lineFieldName(row.index, "quantity"));
  return read.ok && read.value < 10_000_000 ? ok(quantityOf(read.value)) : err(faultAt(row, "quantity"));
};

/** What fills the fields says what kind of line it is, where nobody has chosen. */
const kindOf = (row: Row): LineKind =>
  oneOf(lineKinds, textAt(row, "kind")) ?? (textAt(row, "quantity") === "" ? "amount" : "units");

const measureOf = (row: Row, kind: LineKind): Result<Readonly<Record<string, unknown>>, FieldErrors> => {
  if (kind === "amount" || kind === "lumpSum") {
    const amount = centsAt(row, "amount");
    return amount.ok ? ok({ amountCents: amount.value }) : amount;
  }
  const [quantity, rate] = [quantityAt(row), centsAt(row, "rate")];
  if (quantity.ok && rate.ok) return ok({ [kind]: quantity.value, rateCents: rate.value });
  return err({ ...(quantity.ok ? {} : quantity.error), ...(rate.ok ? {} : rate.error) });
};

const cellOfIssue: Readonly<Record<string, LineField>> = {
  description: "description",
  item: "kind",
  units: "quantity",
  days: "quantity",
  rateCents: "rate",
  amountCents: "amount",
};

const readRow = (row: Row): Result<CostLine, FieldErrors> => {
  const item = oneOf(costItems, textAt(row, "item"));
  const kind = kindOf(row);
  const measure = measureOf(row, kind);
  const isPersonnel = personnelItems.some((one) => one === item);
  const faults = {
    ...(item === undefined ? faultAt(row, "item") : {}),
    ...(item !== undefined && kind === "days" && !isPersonnel
      ? faultAt(row, "kind", row.page.t("budget.rule.daysOfPersonnel"))
      : {}),
    ...(measure.ok ? {} : measure.error),
  };
  if (Object.keys(faults).length > 0 || !measure.ok) return err(faults);
  const line = CostLine.safeParse({ kind, item, description: textAt(row, "description"), ...measure.value });
  if (line.success) return ok(line.data);
  const most = row.page.t("budget.rule.lineMax", { max: row.page.format.money(costLineCentsMax) });
  return err(
    Object.assign(
      {},
      ...line.error.issues.map(({ path }) => {
        const field = cellOfIssue[String(path[0])] ?? "amount";
        return faultAt(row, field, field === "description" ? undefined : most);
      }),
    ),
  );
};

/** The lines of a form, or an error at each field that cannot be read. A row whose box is ticked is taken out. */
export const readLines = (form: FormValues, page: PageContext): Result<readonly CostLine[], FieldErrors> => {
  const rows = filledRows(form)
    .filter((index) => form.text(lineFieldName(index, "remove")) !== "yes")
    .map((index) => readRow({ form, index, page }));
  const faults: FieldErrors = Object.assign({}, ...rows.map((row) => (row.ok ? {} : row.error)));
  if (Object.keys(faults).length > 0) return err(faults);
  return ok(rows.flatMap((row) => (row.ok ? [row.value] : [])));
};

/** What a row costs as it stands; null where it cannot be read yet. */
export const rowCents = (form: FormValues, index: number, page: PageContext): Cents | null => {
  if (!isFilled(form, index)) return null;
  const row = readRow({ form, index, page });
  return row.ok ? lineCents(row.value) : null;
};
