import { categoryOf, sumLines } from "@grants/core/proposals/cost-line";
import { takesLumpSums } from "@grants/core/calls/programme-profiles";
import { ok } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import type { PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { CellCheckbox, CellInput, CellSelect } from "../../components/cell-input.tsx";
import { Link } from "../../components/link.tsx";
import { Table } from "../../components/table.tsx";
import type { FieldOf } from "../../forms/form-field.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import {
  lineFieldName,
  lineLabels,
  readLines,
  rowCents,
  shownRows,
  valuesOfLines,
  type LineField,
} from "./cost-lines-form.ts";
import { onlyCalculate } from "./edit-part.tsx";
import type { PartPage } from "./part-page.ts";
import { slotIn } from "./partner-part.tsx";
import { partnerName, type ProposalFacts } from "./proposal-facts.ts";
import { budgetPath, costItems, costsPath, itemChoices, lineKinds, packageName, workPackagesOf } from "./work-plan.ts";

export const packageIn = (c: PortalContext): string | null => {
  const workPackage = c.req.param("workPackage") ?? "";
  return /^w(?:0[1-9]|1\d|20)$/.test(workPackage) ? workPackage : null;
};

type LinesProps = { readonly field: FieldOf; readonly form: FormValues; readonly facts: ProposalFacts };

/** The items that the call pays, and those that stand in the form all the same. */
const offeredItems = ({ call }: ProposalFacts, form: FormValues, index: number) =>
  costItems.filter(
    (item) =>
      call.content.profile.costCategories.includes(categoryOf(item)) ||
      form.text(lineFieldName(index, "item")) === item,
  );

const offeredKinds = ({ call }: ProposalFacts, form: FormValues, index: number) =>
  lineKinds.filter(
    (kind) =>
      kind !== "lumpSum" ||
      takesLumpSums(call.content.profile) ||
      form.text(lineFieldName(index, "kind")) === "lumpSum",
  );

const RowCost: FC<{ readonly form: FormValues; readonly index: number }> = ({ form, index }) => {
  const page = usePage();
  const cents = rowCents(form, index, page);
  return (
    <output data-portal-live={`line-${index}`} for={lineFieldName(index, "amount")}>
      {cents === null ? "–" : <Amount cents={cents} />}
    </output>
  );
};

const Lines: FC<LinesProps> = ({ field, form, facts }) => {
  const page = usePage();
  const { t } = page;
  const rows = Array.from({ length: shownRows(form) }, (_, index) => index);
  const cell = (name: LineField) => (index: number) => field(lineFieldName(index, name));
  const input = (name: LineField, numeric: boolean) => ({
    header: t(`budget.line.${name}`),
    cell: (index: number) => <CellInput {...cell(name)(index)} numeric={numeric} />,
  });
  return (
    <Table
      wide
      caption={t("budget.lines.caption")}
      columns={[
        { header: t("budget.line.number"), namesRow: true, cell: (index: number) => String(index + 1) },
        {
          header: t("budget.line.item"),
          cell: (index: number) => (
            <CellSelect {...cell("item")(index)} choices={itemChoices(offeredItems(facts, form, index), page)} />
          ),
        },
        {
          header: t("budget.line.kind"),
          cell: (index: number) => (
            <CellSelect
              {...cell("kind")(index)}
              choices={offeredKinds(facts, form, index).map((kind) => ({
                value: kind,
                label: t(`budget.kind.${kind}`),
              }))}
            />
          ),
        },
        input("description", false),
        input("quantity", true),
        input("rate", true),
        input("amount", true),
        {
          header: t("budget.line.remove"),
          cell: (index: number) => (
            <CellCheckbox
              name={lineFieldName(index, "remove")}
              label={t("budget.removeLine", { line: index + 1 })}
              checked={form.text(lineFieldName(index, "remove")) === "yes"}
            />
          ),
        },
        {
          header: t("budget.line.cost"),
          align: "right" as const,
          cell: (index: number) => <RowCost form={form} index={index} />,
        },
      ]}
      rows={rows}
      empty=""
    />
  );
};

const Sum: FC<Pick<LinesProps, "form">> = ({ form }) => {
  const page = usePage();
  const { t } = page;
  const lines = readLines(form, page);
  return (
    <div data-portal-live="computed">
      <p role={form.text("intent") === onlyCalculate.value ? "status" : undefined}>
        <strong>{t("budget.lines.sum")}</strong>{" "}
        {lines.ok ? <Amount cents={sumLines(lines.value)} /> : t("proposals.budgetUnread")}
      </p>
    </div>
  );
};

const Help: FC<{ readonly facts: ProposalFacts }> = ({ facts: { draft } }) => {
  const { t, href } = usePage();
  return (
    <>
      <p>{t("budget.lines.help")}</p>
      <p>
        <Link href={href(budgetPath(draft))}>{t("budget.toMatrix")}</Link>
      </p>
    </>
  );
};

const Actions: FC = () => {
  const { t } = usePage();
  return (
    <>
      <Button kind="secondary" name="intent" value="more" icon="plus">
        {t("budget.saveAndAdd")}
      </Button>
      <Button kind="secondary" {...onlyCalculate}>
        {t("proposals.budgetCalculate")}
      </Button>
    </>
  );
};

/** The cost lines of one partner in one work package. */
export const costsPart: PartPage = {
  partPathOf: (c) => {
    const [slot, workPackage] = [slotIn(c), packageIn(c)];
    return slot === null || workPackage === null ? null : `costs.${slot}.${workPackage}`;
  },
  read: (form, c) => {
    const lines = readLines(form, c.get("page"));
    if (!lines.ok) return lines;
    return ok({ kind: "costs", slot: slotIn(c) ?? "", workPackage: packageIn(c) ?? "", lines: [...lines.value] });
  },
  describe: (facts, c) => {
    const page = c.get("page");
    const [slot, workPackage] = [slotIn(c) ?? "", packageIn(c) ?? ""];
    const { draft } = facts;
    return {
      partPath: `costs.${slot}.${workPackage}`,
      pagePath: costsPath(draft, slot, workPackage),
      title: page.t("budget.costsTitle", {
        partner: partnerName(draft, slot, page),
        workPackage: packageName(workPackagesOf(draft), workPackage, page),
      }),
      lead: page.t("budget.costsLead"),
      fields: lineLabels(page),
      valuesOf: (content) => (content?.kind === "costs" ? valuesOfLines(content.lines, page) : formValues({})),
      isSavedAsYouType: true,
      inputs: (field, form) => (
        <>
          <Help facts={facts} />
          <div class="portal-lines">
            <Lines field={field} form={form} facts={facts} />
          </div>
          <Sum form={form} />
        </>
      ),
      actions: <Actions />,
    };
  },
};
