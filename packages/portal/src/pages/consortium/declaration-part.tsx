import { ok } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Radio } from "../../components/choices.tsx";
import { TextArea } from "../../components/text-area.tsx";
import type { FieldOf } from "../../forms/form-field.ts";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import type { PartPage } from "../proposals/part-page.ts";
import { partnerName, proposalPath, type Content } from "../proposals/proposal-facts.ts";
import { editionOf, isOfPartner, questionsOf, type DeclarationName } from "./questions.ts";

const names = ["ethics", "security", "exclusion", "ownership", "standing"] as const;
const detailMax = 600;

type Address = { readonly name: DeclarationName; readonly slot: string | null };

const addressOf = (c: PortalContext): Address | null => {
  const name = names.find((one) => one === c.req.param("name"));
  const slot = c.req.param("slot") ?? null;
  if (name === undefined || isOfPartner(name) !== (slot !== null)) return null;
  return slot === null || /^p\d{3}$/.test(slot) ? { name, slot } : null;
};

const fallback: Address = { name: "ethics", slot: null };
const detailOf = (id: string) => `${id}-detail`;

const questionText = (name: DeclarationName, id: string, { t }: PageContext): string => {
  const key = `consortium.question.${name}.${id}`;
  return isMessageKey(key) ? t(key) : id;
};

const fieldsOf = (name: DeclarationName, page: PageContext): FieldLabels => {
  const { t, format } = page;
  const rule = t("forms.textMax", { max: format.number(detailMax) });
  return Object.fromEntries(
    questionsOf(name).flatMap(({ id }) => [
      [id, { label: questionText(name, id, page), rule: t("consortium.question.rule") }],
      [detailOf(id), { label: t("consortium.question.detail"), rule }],
    ]),
  );
};

const valuesOf = (content: Content | undefined): FormValues =>
  formValues(
    content?.kind === "declaration"
      ? Object.fromEntries(
          Object.entries(content.answers).flatMap(([id, { answer, detail = "" }]) => [
            [id, answer],
            [detailOf(id), detail],
          ]),
        )
      : {},
  );

const read = (form: FormValues, { name, slot }: Address): Schemas["DeclarationPart"] => {
  const answers = questionsOf(name).flatMap(({ id }) => {
    const answer = form.text(id);
    const detail = form.text(detailOf(id)).trim();
    if (answer !== "yes" && answer !== "no") return [];
    return [[id, { answer, ...(detail === "" ? {} : { detail }) }] as const];
  });
  return {
    kind: "declaration",
    declaration: name,
    edition: editionOf(name),
    answers: Object.fromEntries(answers),
    ...(slot === null ? {} : { slot }),
  };
};

const Questions: FC<{ name: DeclarationName; field: FieldOf }> = ({ name, field }) => {
  const { t } = usePage();
  const choices = [
    { value: "yes", label: t("consortium.yes") },
    { value: "no", label: t("consortium.no") },
  ];
  return (
    <>
      {questionsOf(name).map(({ id, rules, explain }) => (
        <div class="portal-question">
          <Radio {...field(id, rules.length === 0 ? undefined : rules.join(", "))} choices={choices} />
          {explain !== undefined && (
            <TextArea
              {...field(detailOf(id), t(`consortium.question.explain.${explain}`))}
              charactersMax={detailMax}
              rows={3}
            />
          )}
        </div>
      ))}
    </>
  );
};

/** What is declared, question by question; a partner answers its own and reads the others'. */
export const declarationPart: PartPage = {
  partPathOf: (c) => {
    const address = addressOf(c);
    if (address === null) return null;
    return `declaration.${address.name}${address.slot === null ? "" : `.${address.slot}`}`;
  },
  read: (form, c) => ok(read(form, addressOf(c) ?? fallback)),
  describe: ({ draft }, c) => {
    const page = c.get("page");
    const { name, slot } = addressOf(c) ?? fallback;
    const suffix = slot === null ? "" : `/${slot}`;
    const of = slot === null ? page.t("consortium.declaration.project") : partnerName(draft, slot, page);
    return {
      partPath: `declaration.${name}${slot === null ? "" : `.${slot}`}`,
      pagePath: `${proposalPath(draft)}/declarations/${name}${suffix}`,
      title: page.t("consortium.declaration.title", { declaration: page.t(`consortium.declaration.${name}`), of }),
      lead: page.t(`consortium.declaration.${name}Lead`),
      fields: fieldsOf(name, page),
      valuesOf,
      isSavedAsYouType: true,
      inputs: (field) => <Questions name={name} field={field} />,
    };
  },
};
