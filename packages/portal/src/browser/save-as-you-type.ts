/** Long enough that a sentence is one save, short enough that little is at stake. */
const pauseMs = 1_500;

/** What a page that came back says of the same form. */
const stateOf = (page: Document): Element | null => page.querySelector("[data-portal-save-state]");
const versionOf = (page: ParentNode): HTMLInputElement | null =>
  page.querySelector<HTMLInputElement>("[data-portal-autosave] input[name=version]");

/** The first refused field, else what was refused in whole, else what somebody else did. */
const complaints = ["#error-summary li", ".ecl-notification--error p", ".ecl-notification__title"] as const;
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

/** Sends the form as its button would. The answer is the page that the button would have shown. */
const send = async (form: HTMLFormElement, keepalive: boolean): Promise<Sent> => {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), keepalive });
  return { ok: response.ok, page: new DOMParser().parseFromString(await response.text(), "text/html") };
};

const watch = (frame: HTMLElement, form: HTMLFormElement, state: HTMLElement): void => {
  const { portalSaving = "", portalOffline = "", portalRefused = "" } = frame.dataset;
  let isChanged = false;
  let timer = 0;
  let running: Promise<void> | null = null;

  const take = ({ ok, page }: Sent): void => {
    takeOver(page);
    const [mine, theirs] = [versionOf(document), versionOf(page)];
    if (ok && mine !== null && theirs !== null) mine.value = theirs.value;
    state.textContent = ok ? (stateOf(page)?.textContent ?? "") : `${portalRefused} ${complaintOf(page)}`;
  };

  const save = async (keepalive = false): Promise<void> => {
    isChanged = false;
    state.textContent = portalSaving;
    try {
      take(await send(form, keepalive));
    } catch {
      isChanged = true;
      state.textContent = portalOffline;
    }
  };

  /** One save at a time: the next one carries the version that the last one made. */
  const saveNext = async (): Promise<void> => {
    await running;
    if (!isChanged) return;
    running = save();
    await running;
    running = null;
  };

  form.addEventListener("input", () => {
    isChanged = true;
    clearTimeout(timer);
    timer = window.setTimeout(() => void saveNext(), pauseMs);
  });
  window.addEventListener("online", () => void saveNext());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isChanged && running === null) void save(true);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    isChanged = false;
    if (running === null) return;
    // The button waits for the save under way, so that nobody is told of a conflict with themselves.
    event.preventDefault();
    void running.then(() => form.requestSubmit(event.submitter));
  });
};

/** Saves a form while a person writes in it, and says when it last did. */
export const saveAsYouType = (root: Document): void => {
  for (const frame of root.querySelectorAll<HTMLElement>("[data-portal-autosave]")) {
    const [form, state] = [frame.querySelector("form"), frame.querySelector<HTMLElement>("[data-portal-save-state]")];
    if (form !== null && state !== null) watch(frame, form, state);
  }
};
