import { lengthLimitOf } from "@grants/core/proposals/text-length";
import { textCharactersMax } from "@grants/kernel/limits";
import { ok } from "@grants/kernel/result";
import type { PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { MarkupEditor } from "../../components/markup-editor.tsx";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import { oneOf } from "../calls/vocabulary.ts";
import { onlyCalculate } from "./edit-part.tsx";
import type { PartPage } from "./part-page.ts";
import { proposalPath, textSections, type Content, type TextSection } from "./proposal-facts.ts";

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
  savesBriefly: true,
  describe: ({ draft, call }, c) => {
    const { t, format } = c.get("page");
    const limit = lengthLimitOf(call.content.textLimits, sectionOf(c) ?? "relevance");
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
          rule: t("forms.textMax", { max: format.number(textCharactersMax) }),
        },
      },
      valuesOf,
      isSavedAsYouType: true,
      combines: true,
      inputs: (field) => <MarkupEditor {...field("text")} limit={limit} />,
      actions: (
        <span class="portal-without-script">
          <Button kind="secondary" {...onlyCalculate}>
            {t("editor.showPreview")}
          </Button>
        </span>
      ),
    };
  },
};
