/** Below this share of the limit a count would only distract. */
const announceFrom = 0.8;

const watch = (counter: HTMLElement, field: HTMLTextAreaElement): void => {
  const { portalCounterMax = "0", portalCounterWithin = "", portalCounterOver = "" } = counter.dataset;
  const charactersMax = Number(portalCounterMax);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const show = (): void => {
    // In the same units as the limits of the API.
    const used = field.value.length;
    const words = used > charactersMax ? portalCounterOver : portalCounterWithin;
    counter.textContent = words.replace("%used%", numbers.format(used));
    counter.classList.toggle("portal-counter--over", used > charactersMax);
    counter.setAttribute("aria-live", used >= charactersMax * announceFrom ? "polite" : "off");
  };
  field.addEventListener("input", show);
  show();
};

/** Counts along while a person types in a text with a limit. */
export const countCharacters = (root: Document): void => {
  for (const counter of root.querySelectorAll<HTMLElement>("[data-portal-counter-for]")) {
    const field = root.getElementById(counter.dataset["portalCounterFor"] ?? "");
    if (field instanceof HTMLTextAreaElement) watch(counter, field);
  }
};
