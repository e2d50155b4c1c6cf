import { answerOf, apiOf, ifMatch, seeOther, versionIn, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { usePage } from "../../page/page-context.ts";

export type Details = { readonly name: string; readonly mail: string };
/** The card as it was read: its version, and the language that a save of the address leaves as it is. */
export type Card = Pick<Schemas["Me"], "version" | "language">;

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** What stands on the person's card now; nothing where there is none yet. */
export const detailsOf = ({ records }: Schemas["MyData"]): Details => {
  const card = records.find(({ item }) => item === "person")?.content ?? {};
  return { name: text(card["name"]), mail: text(card["mail"]) };
};

type Props = { readonly details: Details; readonly card: Card; readonly refusal: Refusal | null };

export const MailForm = ({ details, card, refusal }: Props) => {
  const { t, href, language } = usePage();
  return (
    <Section title={t("myData.mailTitle")}>
      <p>{t("myData.mailText")}</p>
      <Form
        action={href("/my-data/mail")}
        hidden={{ version: String(card.version), language: card.language ?? language }}
      >
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

/** A card is saved whole, so the name and the language go with the address; an empty address is none. */
export const saveMail = async (
  c: PortalContext,
): Promise<{ readonly response: Response } | { readonly refusal: Refusal; readonly details: Details }> => {
  const { t, language } = c.get("page");
  const form = await readForm(c);
  const details = { name: form.text("name").trim(), mail: form.text("mail").trim() };
  const rules = { name: t("myData.nameRule"), mail: t("myData.mailRule") };
  const nameless = refusalOfFields(details.name === "" ? { name: rules.name } : {});
  if (nameless !== null) return { refusal: nameless, details };
  const kept = form.text("language");
  const body = {
    name: details.name,
    language: kept === "en" || kept === "nl" ? kept : language,
    ...(details.mail === "" ? {} : { mail: details.mail }),
  };
  const header = { "if-match": ifMatch(versionIn(form)) };
  const saved = await answerOf(apiOf(c).PUT("/v1/people/me", { params: { header }, body }));
  if (saved.ok) return { response: seeOther(c, "/my-data?done=mail") };
  return { refusal: refusalOf(saved.error, rules), details };
};
