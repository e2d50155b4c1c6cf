const millisecondsPerSecond = 1_000;
/** Long enough to come back from another window. */
const warnSeconds = 300;

type Left = { readonly idleSecondsLeft: number; readonly secondsLeft: number };

const isLeft = (value: unknown): value is Left =>
  typeof value === "object" && value !== null && "idleSecondsLeft" in value && "secondsLeft" in value;

const numberIn = (text: string | undefined): number => Number(text ?? "0");

/** How long the session goes on from now, asked by going on with it; null where it is over. */
const stay = async (form: HTMLFormElement): Promise<Left | null> => {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
  if (!response.ok) return null;
  const left: unknown = await response.json();
  return isLeft(left) ? left : null;
};

/** Says some minutes before a session ends that it does, and lets it go on by one key. */
export const warnBeforeEnd = (root: Document): void => {
  const frame = root.querySelector<HTMLElement>("[data-portal-session]");
  const [panel, form] = [frame?.querySelector<HTMLElement>(".portal-session"), frame?.querySelector("form")];
  const text = frame?.querySelector("[data-portal-session-text]");
  if (!frame || !panel || !form || !text) return;
  const said = text.textContent;
  const timers: number[] = [];
  const say = (words: string, canStay: boolean): void => {
    text.textContent = words;
    form.hidden = !canStay;
    panel.hidden = false;
  };
  const startOver = ({ idleSecondsLeft, secondsLeft }: Left): void => {
    for (const timer of timers.splice(0)) clearTimeout(timer);
    panel.hidden = true;
    const ends = Math.min(idleSecondsLeft, secondsLeft);
    // Whether going on helps: at the end of the longest life it does not.
    const canStay = idleSecondsLeft < secondsLeft;
    const warn = Math.max(0, ends - warnSeconds) * millisecondsPerSecond;
    timers.push(window.setTimeout(() => say(said, canStay), warn));
    timers.push(window.setTimeout(() => say(frame.dataset["portalEnded"] ?? "", false), ends * millisecondsPerSecond));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void stay(form).then((left) => (left === null ? say(frame.dataset["portalEnded"] ?? "", false) : startOver(left)));
  });
  const { portalIdleSeconds, portalSeconds } = frame.dataset;
  startOver({ idleSecondsLeft: numberIn(portalIdleSeconds), secondsLeft: numberIn(portalSeconds) });
};
