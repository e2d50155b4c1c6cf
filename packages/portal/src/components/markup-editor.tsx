import { countAgainst, measureText, charactersPerPage, type LengthLimit } from "@grants/core/proposals/text-length";
import type { FC } from "hono/jsx";
import { usePage, type PageContext } from "../page/page-context.ts";
import { Details } from "./details.tsx";
import type { FieldProps } from "./form-group.tsx";
import { Markup } from "./markup.tsx";
import { TextArea } from "./text-area.tsx";

const rows = 24;
const tools = ["strong", "stressed", "heading", "list", "numbers", "table"] as const;

const Tools: FC = () => {
  const { t } = usePage();
  return (
    // Shown by the script that makes them work.
    <div class="portal-editor__tools" role="group" aria-label={t("editor.tools")} hidden>
      {tools.map((tool) => (
        <button
          type="button"
          class="portal-editor__tool"
          data-portal-tool={tool}
          data-portal-table={tool === "table" ? t("editor.tableSample") : undefined}
        >
          {t(`editor.tool.${tool}`)}
        </button>
      ))}
    </div>
  );
};

type Unit = "characters" | "words" | "pages";

const wordsOf = (unit: Unit, values: { readonly used: string; readonly max: string }, { t }: PageContext) => ({
  within: t(`editor.count.${unit}`, values),
  over: t(`editor.over.${unit}`, values),
});

/** How much of what the call allows is used; in the browser the same code counts along. */
const Counts: FC<{ text: string; limit: LengthLimit }> = ({ text, limit }) => {
  const page = usePage();
  const { t, format } = page;
  const { characters, words, pages, charactersWithoutSpaces } = measureText(text);
  const free = { characters: format.number(characters), words: format.number(words), pages: format.number(pages) };
  const counts = countAgainst(text, limit);
  const limited = counts.map(({ unit }) => unit);
  return (
    <div class="portal-editor__counts" id="text-counts">
      {counts.map(({ unit, used, maximum }) => {
        const max = format.number(maximum);
        const template = wordsOf(unit, { used: "%used%", max }, page);
        const shown = wordsOf(unit, { used: format.number(used), max }, page);
        return (
          <span
            class={used > maximum ? "portal-counter portal-counter--over" : "portal-counter"}
            data-portal-unit={unit}
            data-portal-max={maximum}
            data-portal-within={template.within}
            data-portal-over={template.over}
          >
            {used > maximum ? shown.over : shown.within}
          </span>
        );
      })}
      {(["characters", "words", "pages"] as const)
        .filter((unit) => !limited.includes(unit))
        .map((unit) => (
          <span
            class="portal-counter"
            data-portal-unit={unit}
            data-portal-within={t(`editor.free.${unit}`, { used: "%used%" })}
          >
            {t(`editor.free.${unit}`, { used: free[unit] })}
          </span>
        ))}
      <span
        class="portal-counter"
        data-portal-unit="charactersWithoutSpaces"
        data-portal-within={t("editor.free.withoutSpaces", { used: "%used%" })}
      >
        {t("editor.free.withoutSpaces", { used: format.number(charactersWithoutSpaces) })}
      </span>
      <p class="portal-counter">{t("editor.howCounted", { page: format.number(charactersPerPage) })}</p>
    </div>
  );
};

const Help: FC = () => {
  const { t } = usePage();
  return (
    <Details summary={t("editor.helpTitle")}>
      <dl class="portal-editor__help">
        {(["heading", "strong", "list", "table"] as const).map((sign) => (
          <>
            <dt>{t(`editor.help.${sign}`)}</dt>
            <dd>
              <pre>{t(`editor.sample.${sign}`)}</pre>
            </dd>
          </>
        ))}
      </dl>
      <p>{t("editor.help.paste")}</p>
    </Details>
  );
};

type MarkupEditorProps = FieldProps & { readonly value?: string | undefined; readonly limit: LengthLimit };

/** A long text with its picture beside it. The text is plain in a plain box; scripts add tools, counting and clean pasting. */
export const MarkupEditor: FC<MarkupEditorProps> = ({ limit, ...field }) => {
  const { t } = usePage();
  const text = field.value ?? "";
  return (
    <div class="portal-editor" data-portal-editor="">
      <div class="portal-editor__write">
        <Tools />
        <TextArea {...field} rows={rows} describedBy="text-counts" />
        <Counts text={text} limit={limit} />
        <Help />
      </div>
      <section class="portal-editor__preview" aria-labelledby="text-preview">
        <h2 id="text-preview">{t("editor.preview")}</h2>
        <div data-portal-preview="">
          {text.trim() === "" ? <p>{t("editor.previewEmpty")}</p> : <Markup text={text} topLevel={3} />}
        </div>
      </section>
    </div>
  );
};
