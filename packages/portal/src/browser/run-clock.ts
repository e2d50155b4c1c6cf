import { timeLeft } from "../components/time-left.ts";

const tickMs = 500;
/** Timers sleep with the device: a longer gap between two ticks means that it slept, and that its own measure of time may have too. */
const sleptMs = 5_000;
/** After the closing instant what was received is asked for: the last answers are under way. */
const afterClosingMs = 2_000;
/** Waiting readers do not all ask at once. */
const spreadMs = 3_000;

/** An instant of the platform, and where the page's own stopwatch stood then. */
type Sync = { readonly serverMs: number; readonly watchMs: number };

/** When the page was loaded, the platform wrote its instant some time between request and answer: the middle is off by half of that at most. */
const syncOfLoad = (serverMs: number): Sync => {
  const [load] = performance.getEntriesByType("navigation");
  const isTimed = load instanceof PerformanceNavigationTiming && load.responseStart > 0;
  return { serverMs, watchMs: isTimed ? (load.requestStart + load.responseStart) / 2 : 0 };
};

const askTime = async (address: string): Promise<Sync | null> => {
  try {
    const sentMs = performance.now();
    const response = await fetch(address, { cache: "no-store" });
    const serverMs = Date.parse(await response.text());
    return Number.isNaN(serverMs) ? null : { serverMs, watchMs: (sentMs + performance.now()) / 2 };
  } catch {
    return null;
  }
};

const localWords = (closesAt: string, template: string): string | null => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // As the page writes its dates.
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const format = (zone: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: zone }).format(
      new Date(closesAt),
    );
  return format(timeZone) === format("Europe/Brussels")
    ? null
    : template.replace("%at%", format(timeZone)).replace("%zone%", timeZone);
};

/** The page as it is now: what was received, and buttons that say why they no longer do anything. */
const showClosed = async (): Promise<void> => {
  const response = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const fresh of page.querySelectorAll("[data-portal-live]")) {
    const name = fresh.getAttribute("data-portal-live") ?? "";
    document.querySelector(`[data-portal-live="${CSS.escape(name)}"]`)?.replaceWith(document.importNode(fresh, true));
  }
};

const run = (clock: HTMLElement, closesAt: string): void => {
  const { portalNow = "", portalTime = "", portalLeft = "", portalLocal = "" } = clock.dataset;
  const [left, local] = [
    clock.querySelector(".portal-clock__left"),
    clock.querySelector<HTMLElement>(".portal-clock__local"),
  ];
  let sync = syncOfLoad(Date.parse(portalNow));
  let tickedMs = performance.now();
  let wallMs = Date.now();
  const nowMs = (): number => sync.serverMs + performance.now() - sync.watchMs;
  const again = async (): Promise<void> => {
    sync = (await askTime(portalTime)) ?? sync;
  };
  const tick = (): void => {
    // Set forwards or backwards, the clock of the device changes nothing; that it jumped says that time may have passed unmeasured.
    const [watched, walled] = [performance.now() - tickedMs, Date.now() - wallMs];
    [tickedMs, wallMs] = [performance.now(), Date.now()];
    if (watched > sleptMs || Math.abs(walled - watched) > sleptMs) void again();
    const leftMs = Date.parse(closesAt) - nowMs();
    if (left !== null) left.textContent = portalLeft.replace("%left%", timeLeft(leftMs, document.documentElement.lang));
    if (leftMs >= 0) return;
    clearInterval(timer);
    window.setTimeout(() => void showClosed(), afterClosingMs + Math.random() * spreadMs);
  };
  const timer = window.setInterval(tick, tickMs);
  const words = localWords(closesAt, portalLocal);
  if (local !== null && words !== null) {
    local.textContent = words;
    local.hidden = false;
  }
  tick();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void again();
  });
};

/** Lets the time that is left run, by the platform's clock and the page's stopwatch. */
export const runClocks = (root: Document): void => {
  for (const clock of root.querySelectorAll<HTMLElement>("[data-portal-clock]")) {
    const closesAt = clock.dataset["portalClock"];
    if (closesAt !== undefined && closesAt !== "") run(clock, closesAt);
  }
};
