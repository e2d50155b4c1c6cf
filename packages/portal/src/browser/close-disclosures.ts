const openOnes = (root: Document): Iterable<HTMLDetailsElement> =>
  root.querySelectorAll<HTMLDetailsElement>("details.portal-disclosure[open]");

/** Menus of the header close on Escape, and when a person goes elsewhere on the page. */
export const closeDisclosures = (root: Document): void => {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const disclosure of openOnes(root)) {
      disclosure.open = false;
      disclosure.querySelector("summary")?.focus();
    }
  });
  const closeOthers = (event: Event): void => {
    for (const disclosure of openOnes(root)) {
      if (event.target instanceof Node && !disclosure.contains(event.target)) disclosure.open = false;
    }
  };
  root.addEventListener("click", closeOthers);
  root.addEventListener("focusin", closeOthers);
};
