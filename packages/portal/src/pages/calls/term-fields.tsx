import type { FC } from "hono/jsx";
import { Button } from "../../components/button.tsx";
import { Checkbox, CheckboxGroup, Select, type Choice } from "../../components/choices.tsx";
import { Details } from "../../components/details.tsx";
import { FieldSet } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FieldOf } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import {
  declaredCosts,
  declarations,
  groupPath,
  presence,
  signOffs,
  termGroups,
  type TermGroup,
  type TermMember,
} from "./term-groups.ts";
import { entryCount } from "./term-values.ts";

/** A word of the catalogue by a name that is put together; the name itself where there is none. */
export const wordFor = (key: string, { language }: Pick<PageContext, "language">): string =>
  isMessageKey(key) ? translateLoosely(language, key, {}) : key;

const choiceWord = (value: string, page: Pick<PageContext, "language">): string => {
  const key = [`calls.choice.${value}`, `calls.security.${value}`].find(isMessageKey);
  return key === undefined ? value : wordFor(key, page);
};

type Centres = { readonly centres: readonly Choice[] };
type MemberProps = Centres & { member: TermMember; path: string; field: FieldOf; form: FormValues };

const MemberField: FC<MemberProps> = (props) => {
  const { member, path, field, form, centres } = props;
  const page = usePage();
  const name = `${path}.${member.name}`;
  const required = member.isOptional !== true;
  const choices = (member.choices ?? []).map((value) => ({ value, label: choiceWord(value, page) }));
  switch (member.kind) {
    case "check":
      return <Checkbox {...field(name)} help={undefined} checked={form.text(name) !== ""} value="yes" />;
    case "select":
      return <Select {...field(name)} choices={choices} required={required} />;
    case "boxes":
      return <CheckboxGroup {...field(name)} choices={choices} values={form.all(name)} required={required} />;
    case "centres":
      return <CheckboxGroup {...field(name)} choices={centres} values={form.all(name)} required={required} />;
    case "area":
      return <TextArea {...field(name)} rows={3} required={required} />;
    case "lines":
      return <TextArea {...field(name)} rows={2} required={required} />;
    case "amount":
      return <AmountInput {...field(name)} required={required} />;
    case "date":
      return <TextInput {...field(name)} type="date" width="m" required={required} />;
    case "local":
      return <TextInput {...field(name)} type="datetime-local" width="m" required={required} />;
    case "count":
      return <TextInput {...field(name)} width="s" inputmode="numeric" required={required} />;
    case "rate":
      return <TextInput {...field(name, page.t("calls.help.rate"))} width="s" required={required} />;
    case "line":
      return <TextInput {...field(name)} required={required} />;
  }
};

type GroupProps = Centres & { readonly group: TermGroup; readonly field: FieldOf; readonly form: FormValues };

const Members: FC<GroupProps & { path: string }> = ({ group, path, field, form, centres }) => (
  <>
    {group.members.map((member) => (
      <MemberField member={member} path={path} field={field} form={form} centres={centres} />
    ))}
  </>
);

/** Entries are added and removed by buttons that send the form: it comes back with everything typed. */
const Entries: FC<GroupProps> = ({ group, field, form, centres }) => {
  const page = usePage();
  const { t } = page;
  const title = wordFor(`calls.group.${group.name}`, page);
  return (
    <>
      {Array.from({ length: entryCount(form, group.name) }, (_, index) => (
        <FieldSet legend={`${title} ${String(index + 1)}`}>
          <input type="hidden" name={`${groupPath(group, index)}.${presence}`} value="yes" />
          <Members group={group} path={groupPath(group, index)} field={field} form={form} centres={centres} />
          <Button kind="tertiary" name="intent" value={`removeEntry.${group.name}.${String(index)}`} icon="trash">
            {t("calls.form.removeRow", { number: index + 1 })}
          </Button>
        </FieldSet>
      ))}
      <Button kind="secondary" name="intent" value={`addEntry.${group.name}`} icon="plus">
        {t("calls.form.addRow", { group: title })}
      </Button>
    </>
  );
};

const Single: FC<GroupProps> = ({ group, field, form, centres }) => {
  const path = groupPath(group, 0);
  const name = `${path}.${presence}`;
  return (
    <>
      <Checkbox {...field(name)} help={undefined} checked={form.text(name) !== ""} value="yes" />
      <Members group={group} path={path} field={field} form={form} centres={centres} />
    </>
  );
};

/** Open where there is something in it, or something to mend. */
const isUsed = ({ group, field, form }: Omit<GroupProps, "centres">): boolean =>
  group.isList
    ? entryCount(form, group.name) > 0
    : form.text(`${group.name}.${presence}`) !== "" ||
      group.members.some((member) => field(`${group.name}.${member.name}`).error !== undefined);

/** Single conditions that are no group. */
const otherTerms = ["partnerSignOff", "dualUse", "declaredCosts", "questionDays", "declarations"] as const;

const Others: FC<Pick<GroupProps, "field" | "form">> = ({ field, form }) => {
  const page = usePage();
  return (
    <>
      <Select
        {...field("partnerSignOff")}
        choices={signOffs.map((value) => ({ value, label: choiceWord(value, page) }))}
      />
      <Checkbox {...field("dualUse")} help={undefined} checked={form.text("dualUse") !== ""} value="yes" />
      <CheckboxGroup
        {...field("declaredCosts")}
        choices={declaredCosts.map((value) => ({ value, label: choiceWord(value, page) }))}
        values={form.all("declaredCosts")}
      />
      <TextInput {...field("questionDays", page.t("directAward.help.questionDays"))} width="s" inputmode="numeric" />
      <CheckboxGroup
        {...field("declarations")}
        choices={declarations.map((value) => ({ value, label: page.t(`consortium.declaration.${value}`) }))}
        values={form.all("declarations")}
      />
    </>
  );
};

/** What a call may set beyond its mandatory content: closed until it is used, each explained in one line. */
export const TermFields: FC<Pick<GroupProps, "field" | "form" | "centres">> = ({ field, form, centres }) => {
  const page = usePage();
  const { t } = page;
  const areOthersUsed = otherTerms.some((name) => form.text(name) !== "");
  return (
    <FieldSet legend={t("calls.form.more")}>
      <p>{t("calls.form.moreHelp")}</p>
      {termGroups.map((group) => (
        <Details summary={wordFor(`calls.group.${group.name}`, page)} open={isUsed({ group, field, form })}>
          <p>{wordFor(`calls.groupHelp.${group.name}`, page)}</p>
          {group.isList ? (
            <Entries group={group} field={field} form={form} centres={centres} />
          ) : (
            <Single group={group} field={field} form={form} centres={centres} />
          )}
        </Details>
      ))}
      <Details summary={t("calls.group.others")} open={areOthersUsed}>
        <p>{t("calls.groupHelp.others")}</p>
        <Others field={field} form={form} />
      </Details>
    </FieldSet>
  );
};

/** What the fields of the conditions are called. Of a list, the number of the entry stands behind. */
export const termLabels = (form: FormValues, page: PageContext): FieldLabels => {
  const rule = page.t("calls.rule.term");
  const labelled = (name: string, label: string) => [name, { label, rule }] as const;
  const ofGroup = (group: TermGroup) => {
    const count = group.isList ? entryCount(form, group.name) : 1;
    return Array.from({ length: count }, (_, index) => {
      const path = groupPath(group, index);
      const number = group.isList ? ` (${String(index + 1)})` : "";
      return [
        labelled(`${path}.${presence}`, wordFor("calls.term.isOn", page)),
        ...group.members.map(({ name }) =>
          labelled(`${path}.${name}`, `${wordFor(`calls.term.${group.name}.${name}`, page)}${number}`),
        ),
      ];
    }).flat();
  };
  return Object.fromEntries([
    ...termGroups.flatMap(ofGroup),
    ...otherTerms.map((name) => labelled(name, wordFor(`calls.term.${name}`, page))),
  ]);
};
