import { forgetDraft, keepDraft, keptDraft } from "./kept-drafts.ts";

/** Long enough that a sentence is one save, short enough that little is at stake. */
const pauseMs = 1_500;
/** What is typed is kept on the device sooner than it is sent. */
const keepPauseMs = 200;
/** A connection that is back does not always say so. */
const tryAgainMs = 15_000;

const outlivingCharactersMax = 60_000;

/** What a page that came back says of the same form. */
const stateOf = (page: Document): Element | null => page.querySelector("[data-portal-save-state]");
const versionOf = (page: ParentNode): HTMLInputElement | null =>
  page.querySelector<HTMLInputElement>("[data-portal-autosave] input[name=version]");

/** The first refused field, else what was refused in whole, else what somebody else did. */
const complaints = ["#error-summary li", ".ecl-notification--error p", ".ecl-notification__title", "h1"] as const;
const complaintOf = (page: Document): string =>
  complaints.map((place) => page.querySelector(place)?.textContent).find((text) => text !== undefined) ?? "";

/** Parts of the page that follow from the form, such as totals: taken over as the server computed them. */
const takeOver = (page: Document): void => {
  for (const fresh of page.querySelectorAll("[data-portal-live]")) {
    const name = fresh.getAttribute("data-portal-live") ?? "";
    document.querySelector(`[data-portal-live="${CSS.escape(name)}"]`)?.replaceWith(document.importNode(fresh, true));
  }
};

type Sent = { readonly ok: boolean; readonly page: Document };
type Fields = readonly (readonly [name: string, value: string])[];

const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");

/** Sends the form as its button would. The answer is the page that the button would have shown, or the little of it that changed. */
const send = async (form: HTMLFormElement, keepalive: boolean): Promise<Sent> => {
  const body = new URLSearchParams(fieldsOf(form).map(([name, value]) => [name, value]));
  const headers = { "x-portal-autosave": "1" };
  // Longer bodies cannot outlive their page: what they hold is kept on the device.
  const outlives = keepalive && body.toString().length < outlivingCharactersMax;
  const response = await fetch(form.action, { method: "POST", headers, body, keepalive: outlives });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  // A page that is not of this form, as the one that asks to sign in again, saved nothing.
  return { ok: response.ok && stateOf(page) !== null, page };
};

const isTyped = ([name]: readonly [string, string]): boolean => name !== "csrf" && name !== "version";

/** Puts back what was typed and never reached the platform. True where it says something else than the page. */
const putBack = (form: HTMLFormElement, fields: Fields): boolean => {
  const shown = JSON.stringify(fieldsOf(form).filter(isTyped));
  if (shown === JSON.stringify(fields)) return false;
  const values = Map.groupBy(fields, ([name]) => name);
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("[name]")) {
    if (!isTyped([field.name, ""]) || field.type === "hidden" || field.type === "submit") continue;
    const typed = (values.get(field.name) ?? []).map(([, value]) => value);
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio"))
      field.checked = typed.includes(field.value);
    else field.value = typed.at(-1) ?? "";
  }
  return true;
};

type Place = { readonly path: string; readonly person: string; readonly portalShown: string | undefined };

/** What became of what was kept on the device: put back into the form, still as it was sent, or not needed any more. */
const afterLoad = (form: HTMLFormElement, { path, person, portalShown }: Place): "none" | "asSent" | "putBack" => {
  const kept = keptDraft(person, path);
  if (kept === null) return "none";
  // The form is shown as it was sent, and is not saved yet.
  if (portalShown === "asSent") return "asSent";
  if (portalShown === "afterChoice" || !putBack(form, kept.fields)) {
    forgetDraft(person, path);
    return "none";
  }
  // Typed on another version: the save then says that somebody else saved, and the button shows both.
  const version = versionOf(document);
  if (version !== null) version.value = kept.version;
  return "putBack";
};

/** The next save is of the version that this one made. */
const adoptVersion = (page: Document): void => {
  const [mine, theirs] = [versionOf(document), versionOf(page)];
  if (mine !== null && theirs !== null) mine.value = theirs.value;
};

/** The saves of one form, one at a time. */
const createSaver = (frame: HTMLElement, form: HTMLFormElement, state: HTMLElement, path: string) => {
  const { portalSaving = "", portalOffline = "", portalRefused = "", portalPerson = "" } = frame.dataset;
  let isChanged = false;
  let [timer, keepTimer, againTimer] = [0, 0, 0];
  let running: Promise<void> | null = null;

  const keep = (): void => {
    clearTimeout(keepTimer);
    const version = versionOf(document)?.value ?? "";
    keepDraft(portalPerson, path, { version, fields: fieldsOf(form).filter(isTyped) });
  };

  const take = ({ ok, page }: Sent): void => {
    takeOver(page);
    if (ok) adoptVersion(page);
    state.textContent = ok ? (stateOf(page)?.textContent ?? "") : `${portalRefused} ${complaintOf(page)}`;
    if (!ok) return;
    // What was typed during the save is kept on the version that the save made.
    if (isChanged) keep();
    else forgetDraft(portalPerson, path);
  };

  const save = async (keepalive = false): Promise<void> => {
    isChanged = false;
    state.textContent = portalSaving;
    try {
      take(await send(form, keepalive));
    } catch {
      isChanged = true;
      state.textContent = portalOffline;
      clearTimeout(againTimer);
      againTimer = window.setTimeout(() => void saveNext(), tryAgainMs);
    }
  };

  /** The next save carries the version that the last one made. */
  const saveNext = async (): Promise<void> => {
    await running;
    if (!isChanged) return;
    running = save();
    await running;
    running = null;
  };

  return {
    keep,
    saveNext,
    change: (): void => {
      isChanged = true;
      clearTimeout(timer);
      clearTimeout(keepTimer);
      timer = window.setTimeout(() => void saveNext(), pauseMs);
      keepTimer = window.setTimeout(keep, keepPauseMs);
    },
    /** The page may go away now. */
    leave: (): void => {
      if (!isChanged) return;
      keep();
      if (running === null) void save(true);
    },
    /** A button sends the form. Gives the save under way, which it has to wait for. */
    handOver: (): Promise<void> | null => {
      clearTimeout(timer);
      // Pressed without a connection it shows the browser's own page: what was typed is put back behind it.
      keep();
      isChanged = false;
      return running;
    },
  };
};

const watch = (frame: HTMLElement, form: HTMLFormElement, state: HTMLElement): void => {
  const { portalKept = "", portalPerson = "", portalShown } = frame.dataset;
  const path = new URL(form.action).pathname.replace(/^\/\w\w\//, "/");
  const saver = createSaver(frame, form, state, path);
  form.addEventListener("input", saver.change);
  window.addEventListener("online", () => void saver.saveNext());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saver.leave();
  });
  form.addEventListener("submit", (event) => {
    const running = saver.handOver();
    if (running === null) return;
    // The button waits for the save under way, so that nobody is told of a conflict with themselves.
    event.preventDefault();
    void running.then(() => form.requestSubmit(event.submitter));
  });
  const shown = afterLoad(form, { path, person: portalPerson, portalShown });
  if (shown === "asSent") saver.keep();
  if (shown !== "putBack") return;
  form.querySelector("textarea, input")?.dispatchEvent(new InputEvent("input", { bubbles: true }));
  state.textContent = portalKept;
};

/** Saves a form while a person writes in it, and says when it last did. What cannot be saved yet is kept on the device. */
export const saveAsYouType = (root: Document): void => {
  for (const frame of root.querySelectorAll<HTMLElement>("[data-portal-autosave]")) {
    const [form, state] = [frame.querySelector("form"), frame.querySelector<HTMLElement>("[data-portal-save-state]")];
    if (form !== null && state !== null) watch(frame, form, state);
  }
};
