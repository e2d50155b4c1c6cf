import type { FC, PropsWithChildren } from "hono/jsx";
import { Icon } from "./icon.tsx";

type DetailsProps = PropsWithChildren<{ readonly summary: string; readonly open?: boolean | undefined }>;

const Item: FC<DetailsProps & { readonly place: string }> = ({ summary, open = false, place, children }) => (
  <details class={`ecl-accordion__item ${place}`} open={open}>
    <summary class="ecl-accordion__toggle">
      <span class="ecl-accordion__title">{summary}</span>
      <span class="ecl-accordion__toggle-indicator">
        <Icon name="plus" size="m" class="ecl-accordion__toggle-icon" />
        <Icon name="minus" size="m" class="ecl-accordion__toggle-icon" />
      </span>
    </summary>
    <div class="ecl-accordion__content">{children}</div>
  </details>
);

/** More, for those who want it. Opens and closes without scripts. */
export const Details: FC<DetailsProps> = (props) => (
  <div class="ecl-accordion">
    <Item {...props} place="is-first is-last" />
  </div>
);
