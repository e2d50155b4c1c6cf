import type { FC } from "hono/jsx";
import { CellCheckbox, CellInput, CellSelect } from "../../components/cell-input.tsx";
import { FieldSet } from "../../components/form.tsx";
import { Table } from "../../components/table.tsx";
import { AmountInput } from "../../components/text-input.tsx";
import type { FieldOf } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { incomeName, ownName } from "./budget-costs.ts";
import { grantName, grantRows, standings, type GrantField } from "./other-funding.ts";

type FundingProps = { readonly field: FieldOf; readonly form: FormValues };

const OtherGrants: FC<FundingProps> = ({ field, form }) => {
  const { t } = usePage();
  const cell = (name: GrantField) => (index: number) => field(grantName(index, name));
  return (
    <FieldSet legend={t("budget.otherUnion")}>
      <p>{t("budget.otherUnion.help")}</p>
      <Table
        caption={t("budget.otherUnion.caption")}
        columns={[
          { header: t("budget.line.number"), namesRow: true, cell: (index: number) => String(index + 1) },
          {
            header: t("budget.otherUnion.reference"),
            cell: (index: number) => <CellInput {...cell("reference")(index)} />,
          },
          {
            header: t("budget.otherUnion.standing"),
            cell: (index: number) => (
              <CellSelect
                {...cell("standing")(index)}
                choices={standings.map((value) => ({ value, label: t(`budget.standing.${value}`) }))}
              />
            ),
          },
          {
            header: t("budget.otherUnion.amount"),
            cell: (index: number) => <CellInput {...cell("amount")(index)} numeric />,
          },
          {
            header: t("budget.otherUnion.same"),
            cell: (index: number) => {
              const { name, label, value } = field(grantName(index, "same"));
              return <CellCheckbox name={name} label={label} checked={value === "yes"} />;
            },
          },
        ]}
        rows={grantRows(form)}
        empty=""
      />
    </FieldSet>
  );
};

/** Who pays besides the Union and the national funder (ELG-04, MAT-07). */
export const FundingInputs: FC<FundingProps> = ({ field, form }) => {
  const { t } = usePage();
  return (
    <>
      <FieldSet legend={t("budget.funding")}>
        <AmountInput {...field(ownName, t("budget.help.own"))} />
        <AmountInput {...field(incomeName, t("budget.help.income"))} />
      </FieldSet>
      <OtherGrants field={field} form={form} />
    </>
  );
};
