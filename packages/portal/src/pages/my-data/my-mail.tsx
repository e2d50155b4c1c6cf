import { answerOf, apiOf, seeOther, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { usePage } from "../../page/page-context.ts";

export type Details = { readonly name: string; readonly mail: string };

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** What stands on the person's card now; nothing where there is none yet. */
export const detailsOf = ({ records }: Schemas["MyData"]): Details => {
  const card = records.find(({ item }) => item === "person")?.content ?? {};
  return { name: text(card["name"]), mail: text(card["mail"]) };
};

export const MailForm = ({ details, refusal }: { readonly details: Details; readonly refusal: Refusal | null }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("myData.mailTitle")}>
      <p>{t("myData.mailText")}</p>
      <Form action={href("/my-data/mail")}>
        <TextInput name="name" label={t("myData.name")} value={details.name} error={refusal?.errors["name"]} />
        <TextInput
          name="mail"
          type="email"
          autocomplete="email"
          label={t("myData.mail")}
          value={details.mail}
          error={refusal?.errors["mail"]}
        />
        <Button kind="primary">{t("myData.saveMail")}</Button>
      </Form>
    </Section>
  );
};

/** Null where it is saved. A card is saved whole, so the name goes with the address; an empty address is none. */
export const saveMail = async (
  c: PortalContext,
): Promise<{ readonly response: Response } | { readonly refusal: Refusal; readonly details: Details }> => {
  const { t, language } = c.get("page");
  const form = await readForm(c);
  const details = { name: form.text("name").trim(), mail: form.text("mail").trim() };
  const rules = { name: t("myData.nameRule"), mail: t("myData.mailRule") };
  const nameless = refusalOfFields(details.name === "" ? { name: rules.name } : {});
  if (nameless !== null) return { refusal: nameless, details };
  const body = { name: details.name, language, ...(details.mail === "" ? {} : { mail: details.mail }) };
  const saved = await answerOf(apiOf(c).PUT("/v1/people/me", { body }));
  if (saved.ok) return { response: seeOther(c, "/my-data?done=mail") };
  return { refusal: refusalOf(saved.error, rules), details };
};
