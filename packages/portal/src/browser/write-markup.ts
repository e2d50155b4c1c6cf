import { measureText } from "@grants/core/proposals/text-length";
import { cleanText, htmlToMarkup } from "./clean-paste.ts";
import { drawMarkup } from "./draw-markup.ts";

/** Long enough that typing in a long text does not stutter. */
const drawPauseMs = 250;
/** Below this share of a limit a count would only distract. */
const announceFrom = 0.8;

/** In place of what is selected, so that the browser can undo it. */
const insert = (field: HTMLTextAreaElement, text: string): void => {
  field.focus();
  // Old, and the only way that keeps the browser's own undo.
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};

const around = (field: HTMLTextAreaElement, sign: string): void => {
  const selected = field.value.slice(field.selectionStart, field.selectionEnd);
  insert(field, `${sign}${selected}${sign}`);
  if (selected === "") field.setSelectionRange(field.selectionStart - sign.length, field.selectionStart - sign.length);
};

/** A sign at the beginning of every line that the selection touches. */
const atLines = (field: HTMLTextAreaElement, sign: string): void => {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const lines = field.value.slice(from, field.selectionEnd).split("\n");
  field.setSelectionRange(from, field.selectionEnd);
  insert(field, lines.map((line, index) => `${sign === "1. " ? `${String(index + 1)}. ` : sign}${line}`).join("\n"));
};

const tools: Readonly<Record<string, (field: HTMLTextAreaElement, tool: HTMLElement) => void>> = {
  strong: (field) => around(field, "**"),
  stressed: (field) => around(field, "*"),
  heading: (field) => atLines(field, "## "),
  list: (field) => atLines(field, "- "),
  numbers: (field) => atLines(field, "1. "),
  table: (field, { dataset }) =>
    insert(field, `\n\n${(dataset["portalTable"] ?? "").replaceAll(String.raw`\n`, "\n")}\n\n`),
};

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** The same count as the checklist's and the freeze's. */
const count = (text: string, counter: HTMLElement): void => {
  const { portalUnit = "", portalMax, portalWithin = "", portalOver = "" } = counter.dataset;
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const { characters, charactersWithoutSpaces, words, pages } = measureText(text);
  const used = { characters, words, pages }[portalUnit] ?? charactersWithoutSpaces;
  const maximum = numberOf(portalMax);
  const isOver = maximum !== undefined && used > maximum;
  counter.textContent = (isOver ? portalOver : portalWithin).replace("%used%", numbers.format(used));
  counter.classList.toggle("portal-counter--over", isOver);
  const isNear = maximum !== undefined && used >= maximum * announceFrom;
  counter.setAttribute("aria-live", isNear ? "polite" : "off");
};

const watch = (editor: HTMLElement, field: HTMLTextAreaElement): void => {
  const preview = editor.querySelector<HTMLElement>("[data-portal-preview]");
  const counters = [...editor.querySelectorAll<HTMLElement>("[data-portal-unit]")];
  let timer = 0;
  const show = (): void => {
    preview?.replaceChildren(...drawMarkup(field.value, 3));
    for (const counter of counters) count(field.value, counter);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, drawPauseMs);
  });
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const clean = html === "" ? cleanText(text) : htmlToMarkup(html);
    if (html === "" && clean === text) return;
    event.preventDefault();
    insert(field, clean);
  });
  for (const tool of editor.querySelectorAll<HTMLElement>("[data-portal-tool]"))
    tool.addEventListener("click", () => tools[tool.dataset["portalTool"] ?? ""]?.(field, tool));
  for (const toolbar of editor.querySelectorAll<HTMLElement>(".portal-editor__tools")) toolbar.hidden = false;
  show();
};

/** Tools, preview, counts and clean pasting for the long texts. Without scripts the same text is written in the same box. */
export const writeMarkup = (root: Document): void => {
  for (const editor of root.querySelectorAll<HTMLElement>("[data-portal-editor]")) {
    const field = editor.querySelector("textarea");
    if (field !== null) watch(editor, field);
  }
};
