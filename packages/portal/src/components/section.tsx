import type { FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

/** A part of a page under its own h2, with the house's distance to the part before it. */
export const Section: FC<PropsWithChildren<{ readonly title: string }>> = ({ title, children }) => {
  const { nextId } = usePage();
  const titleId = nextId("section");
  return (
    <section class="portal-section" aria-labelledby={titleId}>
      <h2 class="portal-section__title" id={titleId}>
        {title}
      </h2>
      {children}
    </section>
  );
};

/** Two columns on a desk screen, one on a phone: the main matter, and what helps beside it. */
export const TwoColumns: FC<PropsWithChildren> = ({ children }) => <div class="portal-two-columns">{children}</div>;
