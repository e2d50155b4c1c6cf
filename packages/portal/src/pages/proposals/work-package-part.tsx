import { ok } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import { seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink } from "../../components/button.tsx";
import { CellInput } from "../../components/cell-input.tsx";
import { Select } from "../../components/choices.tsx";
import { FieldSet, RequiredNote } from "../../components/form.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FieldOf } from "../../forms/form-field.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { packageIn } from "./costs-part.tsx";
import type { PartPage } from "./part-page.ts";
import { partAt, partnersOf, readDraft, type Content, type ProposalFacts } from "./proposal-facts.ts";
import { packageName, packagePath, workPackagesOf, type WorkPackage } from "./work-plan.ts";

const titleMax = 150;
const objectivesMax = 1_500;
const datedTitleMax = 120;
const monthsRange = { min: 1, max: 60 };
const datedMax = 15;
const spareRows = 2;
const packagesMax = 20;

const datedLists = ["deliverables", "milestones"] as const;
type DatedList = (typeof datedLists)[number];
const datedName = (list: DatedList, index: number, field: "title" | "month"): string => `${list}.${index}.${field}`;

const datedLabels = ({ t }: PageContext): FieldLabels =>
  Object.fromEntries(
    datedLists.flatMap((list) =>
      Array.from({ length: datedMax }, (_, index) => [
        [
          datedName(list, index, "title"),
          {
            label: t(`budget.${list}.title`, { number: index + 1 }),
            rule: t("forms.textLength", { min: 1, max: datedTitleMax }),
          },
        ],
        [
          datedName(list, index, "month"),
          { label: t(`budget.${list}.month`, { number: index + 1 }), rule: t("forms.number", monthsRange) },
        ],
      ]).flat(),
    ),
  );

const labels = (page: PageContext): FieldLabels => {
  const { t, format } = page;
  return {
    title: { label: t("budget.field.title"), rule: t("forms.textMax", { max: titleMax }) },
    objectives: {
      label: t("budget.field.objectives"),
      rule: t("forms.textMax", { max: format.number(objectivesMax) }),
    },
    startMonth: { label: t("budget.field.startMonth"), rule: t("forms.number", monthsRange) },
    endMonth: { label: t("budget.field.endMonth"), rule: t("forms.number", monthsRange) },
    lead: { label: t("budget.field.lead"), rule: t("forms.choose") },
    ...datedLabels(page),
  };
};

const datedValues = (content: WorkPackage, list: DatedList): readonly (readonly [string, string])[] =>
  content[list].flatMap(({ title, month }, index) => [
    [datedName(list, index, "title"), title] as const,
    [datedName(list, index, "month"), month?.toString() ?? ""] as const,
  ]);

const valuesOf = (content: Content | undefined): FormValues => {
  if (content?.kind !== "workPackage") return formValues({});
  const { title, objectives, startMonth, endMonth, lead = "" } = content;
  return formValues({
    title,
    objectives,
    startMonth: startMonth?.toString() ?? "",
    endMonth: endMonth?.toString() ?? "",
    lead,
    ...Object.fromEntries(datedLists.flatMap((list) => datedValues(content, list))),
  });
};

/** Nothing is kept as nothing; what is no whole number is sent as none, which the API refuses at this field. */
const monthIn = (form: FormValues, field: string): number | undefined => {
  const text = form.text(field).trim();
  if (text === "") return undefined;
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
};

const datedIn = (form: FormValues, list: DatedList): WorkPackage[DatedList] =>
  Array.from({ length: datedMax }, (_, index) => index)
    .filter((index) =>
      (["title", "month"] as const).some((field) => form.text(datedName(list, index, field)).trim() !== ""),
    )
    .map((index) => {
      const month = monthIn(form, datedName(list, index, "month"));
      return { title: form.text(datedName(list, index, "title")), ...(month === undefined ? {} : { month }) };
    });

const Dated: FC<{ readonly list: DatedList; readonly field: FieldOf; readonly form: FormValues }> = (props) => {
  const { t } = usePage();
  const { list, field, form } = props;
  const filled = datedIn(form, list).length;
  return (
    <FieldSet legend={t(`budget.${list}.legend`)}>
      <Table
        caption={t(`budget.${list}.caption`)}
        columns={[
          { header: t("budget.line.number"), namesRow: true, cell: (index: number) => String(index + 1) },
          {
            header: t("budget.dated.title"),
            cell: (index: number) => <CellInput {...field(datedName(list, index, "title"))} />,
          },
          {
            header: t("budget.dated.month"),
            cell: (index: number) => <CellInput {...field(datedName(list, index, "month"))} numeric />,
          },
        ]}
        rows={Array.from({ length: Math.min(datedMax, filled + spareRows) }, (_, index) => index)}
        empty=""
      />
    </FieldSet>
  );
};

const Inputs: FC<{ readonly field: FieldOf; readonly form: FormValues; readonly facts: ProposalFacts }> = (props) => {
  const { field, form, facts } = props;
  const partners = partnersOf(facts.draft).map(({ slot, name }) => ({ value: slot, label: name }));
  return (
    <>
      <RequiredNote />
      <TextInput {...field("title")} required />
      <Select {...field("lead")} choices={partners} required />
      <TextInput {...field("startMonth")} width="s" inputmode="numeric" required />
      <TextInput {...field("endMonth")} width="s" inputmode="numeric" required />
      <TextArea {...field("objectives")} charactersMax={objectivesMax} rows={6} />
      <Dated list="deliverables" field={field} form={form} />
      <Dated list="milestones" field={field} form={form} />
    </>
  );
};

/** One work package: what it is for, who leads it, when, and what comes out of it. */
export const workPackagePart: PartPage = {
  partPathOf: (c) => {
    const workPackage = packageIn(c);
    return workPackage === null ? null : `wp.${workPackage}`;
  },
  read: (form, c) => {
    const lead = form.text("lead");
    const [startMonth, endMonth] = [monthIn(form, "startMonth"), monthIn(form, "endMonth")];
    return ok({
      kind: "workPackage",
      workPackage: packageIn(c) ?? "",
      title: form.text("title"),
      objectives: form.text("objectives"),
      ...(startMonth === undefined ? {} : { startMonth }),
      ...(endMonth === undefined ? {} : { endMonth }),
      ...(lead === "" ? {} : { lead }),
      deliverables: datedIn(form, "deliverables"),
      milestones: datedIn(form, "milestones"),
    });
  },
  describe: (facts, c) => {
    const page = c.get("page");
    const workPackage = packageIn(c) ?? "";
    const { draft } = facts;
    const path = packagePath(draft, workPackage);
    return {
      partPath: `wp.${workPackage}`,
      pagePath: path,
      title: packageName(workPackagesOf(draft), workPackage, page),
      lead: page.t("budget.workPackageLead"),
      fields: labels(page),
      valuesOf,
      isSavedAsYouType: true,
      inputs: (field, form) => <Inputs field={field} form={form} facts={facts} />,
      actions: partAt(draft, `wp.${workPackage}`) !== undefined && (
        <ButtonLink kind="secondary" href={page.href(`${path}/removal`)} icon="trash">
          {page.t("budget.removeWorkPackage")}
        </ButtonLink>
      ),
    };
  },
};

/** The form of the lowest number that no work package has. */
export const showNewWorkPackage = async (c: PortalContext): Promise<Response> => {
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const taken = new Set(workPackagesOf(draft.value).map(({ workPackage }) => workPackage));
  const numbers = Array.from({ length: packagesMax }, (_, index) => `w${String(index + 1).padStart(2, "0")}`);
  const free = numbers.find((number) => !taken.has(number));
  if (free === undefined) return showProblem(c, { status: 404, code: "PageNotFound" });
  return seeOther(c, packagePath(draft.value, free));
};
