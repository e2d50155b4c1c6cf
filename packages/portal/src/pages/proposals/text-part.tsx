import { ok } from "@grants/kernel/result";
import type { PortalContext } from "../../area.ts";
import { TextArea } from "../../components/text-area.tsx";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import { oneOf } from "../calls/vocabulary.ts";
import type { PartPage } from "./part-page.ts";
import { proposalPath, textSections, type Content, type TextSection } from "./proposal-facts.ts";

/** Length that the API takes (core/proposals/part). */
const textMax = 3_500;
const rows = 22;

const sectionOf = (c: PortalContext): TextSection | undefined => oneOf(textSections, c.req.param("section"));

const valuesOf = (content: Content | undefined): FormValues =>
  formValues({ text: content?.kind === "text" ? content.text : "" });

/** One of the texts by which experts judge the proposal. */
export const textPart: PartPage = {
  partPathOf: (c) => {
    const section = sectionOf(c);
    return section === undefined ? null : `text.${section}`;
  },
  read: (form, c) => ok({ kind: "text", section: sectionOf(c) ?? "relevance", text: form.text("text") }),
  describe: ({ draft }, c) => {
    const { t, format } = c.get("page");
    const section = sectionOf(c) ?? "relevance";
    const name = t(`proposals.section.${section}`);
    return {
      partPath: `text.${section}`,
      pagePath: `${proposalPath(draft)}/texts/${section}`,
      title: name,
      lead: t(`proposals.text.${section}`),
      fields: {
        text: {
          label: t("proposals.field.text", { section: name }),
          rule: t("forms.textMax", { max: format.number(textMax) }),
        },
      },
      valuesOf,
      isSavedAsYouType: true,
      inputs: (field) => <TextArea {...field("text")} charactersMax={textMax} rows={rows} />,
    };
  },
};
