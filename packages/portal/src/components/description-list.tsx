import type { Child, FC } from "hono/jsx";

export type Description = { readonly term: string; readonly detail: Child };

type DescriptionListProps = {
  readonly items: readonly Description[];
  /** Terms above their details rather than beside them, for narrow places. */
  readonly stacked?: boolean | undefined;
};

export const DescriptionList: FC<DescriptionListProps> = ({ items, stacked = false }) => (
  <dl class={stacked ? "ecl-description-list" : "ecl-description-list ecl-description-list--horizontal"}>
    {items.map(({ term, detail }) => (
      <>
        <dt class="ecl-description-list__term">{term}</dt>
        <dd class="ecl-description-list__definition">{detail}</dd>
      </>
    ))}
  </dl>
);
