import type { Schemas } from "../../api-client.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { Formats } from "../../words/format.ts";
import { writableRate } from "./rates.ts";
import { groupPath, presence, termGroups, type TermGroup, type TermMember, type TermName } from "./term-groups.ts";

type Content = Schemas["CallContent"];
type Values = Record<string, string | readonly string[]>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value);

const shown = ({ kind }: TermMember, value: unknown, { plainAmount }: Formats): string | readonly string[] => {
  if (isTexts(value)) return kind === "lines" ? value.join("\n") : value;
  if (typeof value === "number") return kind === "amount" ? plainAmount(value) : String(value);
  if (typeof value === "boolean") return value ? "yes" : "";
  if (typeof value === "string") return kind === "rate" ? writableRate(value) : value;
  return "";
};

/** A Centre in one value of a box: its country, and the body that is invited. */
export const centreValue = ({ country, organisation }: Schemas["InvitedCentre"]): string =>
  `${country} ${organisation}`;

/** The stored entries of a group; a first stage shows its local time alone, since its zone is the one of the deadline. */
const entriesOf = (content: Content, { name }: TermGroup): readonly Readonly<Record<string, unknown>>[] => {
  if (name === "firstStage") {
    const stage = content.firstStage;
    return stage === undefined ? [] : [{ ...stage, local: stage.closes.local }];
  }
  if (name === "directAward") {
    const award = content.directAward;
    return award === undefined ? [] : [{ ...award, invited: award.invited.map(centreValue) }];
  }
  const value: unknown = content[name];
  if (Array.isArray(value)) return value.filter(isRecord);
  return isRecord(value) ? [value] : [];
};

/** The further conditions of a stored draft, as the form shows them. */
export const termValues = (content: Content, format: Formats): Values => ({
  workProgrammeId: content.workProgrammeId ?? "",
  partnerSignOff: content.partnerSignOff ?? "",
  dualUse: content.dualUse === true ? "yes" : "",
  declaredCosts: content.declaredCosts ?? [],
  questionDays: content.questionDays === undefined ? "" : String(content.questionDays),
  declarations: content.declarations ?? [],
  ...Object.fromEntries(
    termGroups.flatMap((group) =>
      entriesOf(content, group).flatMap((entry, index) => [
        [`${groupPath(group, index)}.${presence}`, "yes"] as const,
        ...group.members.map((member) => {
          const name = `${groupPath(group, index)}.${member.name}`;
          return [name, shown(member, entry[member.name], format)] as const;
        }),
      ]),
    ),
  ),
});

/** How many entries of a list a form has; their numbers have no gaps. */
export const entryCount = (form: FormValues, name: TermName): number =>
  form.names.filter((field) => field.startsWith(`${name}.`) && /^[a-zA-Z]+\.\d+\.isOn$/.test(field)).length;

const everything = (form: FormValues): Values => Object.fromEntries(form.names.map((name) => [name, form.all(name)]));

const withEntryAdded = (form: FormValues, group: TermGroup): FormValues =>
  formValues({ ...everything(form), [`${groupPath(group, entryCount(form, group.name))}.${presence}`]: "yes" });

const withEntryRemoved = (form: FormValues, group: TermGroup, removed: number): FormValues => {
  const others = form.names.filter((name) => !name.startsWith(`${group.name}.`));
  const kept = Array.from({ length: entryCount(form, group.name) }, (_, index) => index).filter((at) => at !== removed);
  const members = [presence, ...group.members.map(({ name }) => name)];
  return formValues({
    ...Object.fromEntries(others.map((name) => [name, form.all(name)])),
    ...Object.fromEntries(
      kept.flatMap((from, to) =>
        members.map((member) => [`${groupPath(group, to)}.${member}`, form.all(`${groupPath(group, from)}.${member}`)]),
      ),
    ),
  });
};

/** The form with an entry of a list more or less, when that is what its button asked for. */
export const entriesChanged = (form: FormValues): FormValues | null => {
  const [, act, name, index] = /^(addEntry|removeEntry)\.([a-zA-Z]+)(?:\.(\d+))?$/.exec(form.text("intent")) ?? [];
  const group = termGroups.find((each) => each.name === name);
  if (group === undefined) return null;
  return act === "addEntry" ? withEntryAdded(form, group) : withEntryRemoved(form, group, Number(index));
};
