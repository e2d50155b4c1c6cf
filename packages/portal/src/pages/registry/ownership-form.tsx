import type { FC } from "hono/jsx";
import { hiddenVersion, type Schemas } from "../../api-client.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Checkbox, Select } from "../../components/choices.tsx";
import { FieldSet, Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Facts } from "./facts-of.ts";
import { organisationPath, type OrganisationFile } from "./registry-facts.tsx";

const rowsMax = 40;
const firstRows = 3;
const kinds = ["LEGAL", "NATURAL", "PUBLIC"] as const;
type Declaration = Schemas["OwnershipDeclaration"];
type Owner = Declaration["owners"][number];

/** Rows of the form: one holding each, with its owner. */
export const holdingRows = (form: FormValues): number =>
  Math.max(1, Math.min(rowsMax, Number(/^\d{1,2}$/.exec(form.text("rows"))?.[0] ?? String(firstRows))));

const nameOf = (row: number, field: string): string => `rows.${String(row)}.${field}`;

/** What stands, as the form shows it. */
export const ownershipValues = (declaration: Declaration | null): FormValues => {
  if (declaration === null) return formValues({ rows: String(firstRows) });
  const byKey = new Map(declaration.owners.map((owner) => [owner.key, owner]));
  const entries = declaration.holdings.flatMap((holding, row) => {
    const owner = byKey.get(holding.owner);
    return owner === undefined
      ? []
      : [
          [nameOf(row, "name"), owner.name],
          [nameOf(row, "kind"), owner.kind],
          [nameOf(row, "country"), owner.country],
          [nameOf(row, "owned"), byKey.get(holding.owned)?.name ?? ""],
          [nameOf(row, "sharePercent"), holding.sharePercent],
          [nameOf(row, "votesPercent"), holding.votesPercent ?? ""],
          ...(holding.decisiveInfluence === true ? [[nameOf(row, "decisiveInfluence"), "yes"] as const] : []),
        ];
  });
  return formValues({ ...Object.fromEntries(entries), rows: String(Math.max(firstRows, declaration.holdings.length)) });
};

/** The declaration that the form makes: owners by their names, an empty row is none. */
export const readDeclaration = (form: FormValues): Declaration => {
  const keys = new Map<string, string>();
  const keyOf = (name: string): string => {
    const known = keys.get(name.toLowerCase()) ?? `o${String(keys.size + 1)}`;
    keys.set(name.toLowerCase(), known);
    return known;
  };
  const rows = Array.from({ length: holdingRows(form) }, (_, row) => {
    const text = (field: string) => form.text(nameOf(row, field)).trim();
    const percent = (field: string) => text(field).replaceAll(/[\s%]/g, "").replace(",", ".");
    return {
      name: text("name"),
      kind: text("kind"),
      country: text("country").toUpperCase(),
      owned: text("owned"),
      sharePercent: percent("sharePercent"),
      votesPercent: percent("votesPercent"),
      decisiveInfluence: text("decisiveInfluence") !== "",
    };
  }).filter(({ name }) => name !== "");
  const owners = new Map(
    rows.map(({ name, kind, country }) => [keyOf(name), { key: keyOf(name), name, kind, country }]),
  );
  const holdings = rows.map(({ name, owned, sharePercent, votesPercent, decisiveInfluence }) => ({
    owned: owned === "" ? "SELF" : keyOf(owned),
    owner: keyOf(name),
    sharePercent,
    ...(votesPercent === "" ? {} : { votesPercent }),
    ...(decisiveInfluence ? { decisiveInfluence } : {}),
  }));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
  return { owners: [...owners.values()] as Owner[], holdings };
};

const ruleOfRow = ({ t }: PageContext, row: number): FieldLabels =>
  Object.fromEntries(
    (["name", "kind", "country", "owned", "sharePercent", "votesPercent"] as const).map((field) => [
      nameOf(row, field),
      { label: t(`standing.owner.${field}`), rule: t(`standing.ownerRule.${field}`) },
    ]),
  );

const fieldsOf = (page: PageContext, form: FormValues): FieldLabels =>
  Object.assign({}, ...Array.from({ length: holdingRows(form) }, (_, row) => ruleOfRow(page, row)));

/** Where the API's names of fields stand in the form: owners and holdings are rows of one list. */
export const rulesOfRows = (page: PageContext, form: FormValues): Readonly<Record<string, string>> => {
  const declaration = readDeclaration(form);
  const { t } = page;
  const rule = (field: "name" | "kind" | "country" | "sharePercent" | "votesPercent") =>
    t("forms.fieldRule", { field: t(`standing.owner.${field}`), rule: t(`standing.ownerRule.${field}`) });
  const entries = Array.from({ length: holdingRows(form) }, (_, row) => {
    const owner = declaration.owners.findIndex(
      ({ name }) => name.toLowerCase() === form.text(nameOf(row, "name")).trim().toLowerCase(),
    );
    return [
      ...(["name", "kind", "country"] as const).map((field) => [`owners.${String(owner)}.${field}`, rule(field)]),
      ...(["sharePercent", "votesPercent"] as const).map((field) => [`holdings.${String(row)}.${field}`, rule(field)]),
    ];
  });
  return Object.fromEntries(entries.flat());
};

type FormProps = {
  readonly file: OrganisationFile;
  readonly facts: Facts;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

export const OwnershipForm: FC<FormProps> = ({ file, facts, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page, form), errors: refusal?.errors ?? {} });
  const rows = holdingRows(form);
  const hidden = { ...hiddenVersion(facts.ownership?.version ?? 0, form), rows: String(rows) };
  return (
    <Section title={t("standing.section.declareOwners")}>
      <p>{t("standing.ownersHow")}</p>
      <Form action={href(`${organisationPath(file.organisation.id)}/ownership`)} hidden={hidden}>
        {Array.from({ length: rows }, (_, row) => (
          <FieldSet legend={t("standing.ownerNumber", { number: row + 1 })}>
            <TextInput {...field(nameOf(row, "name"))} />
            <Select
              {...field(nameOf(row, "kind"))}
              choices={kinds.map((value) => ({ value, label: t(`standing.ownerKind.${value}`) }))}
              placeholder={t("standing.noChoice")}
            />
            <TextInput {...field(nameOf(row, "country"), t("standing.help.ownerCountry"))} width="s" />
            <TextInput {...field(nameOf(row, "owned"), t("standing.help.owned"))} />
            <TextInput {...field(nameOf(row, "sharePercent"))} inputmode="decimal" width="s" />
            <TextInput
              {...field(nameOf(row, "votesPercent"), t("standing.help.votes"))}
              inputmode="decimal"
              width="s"
            />
            <Checkbox
              name={nameOf(row, "decisiveInfluence")}
              label={t("standing.owner.decisiveInfluence")}
              checked={form.text(nameOf(row, "decisiveInfluence")) !== ""}
            />
          </FieldSet>
        ))}
        <ButtonRow>
          <Button>{t("standing.declare")}</Button>
          <Button kind="secondary" name="intent" value="add">
            {t("standing.addOwner")}
          </Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};
