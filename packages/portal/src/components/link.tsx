import type { FC, PropsWithChildren } from "hono/jsx";
import { Icon } from "./icon.tsx";

type LinkProps = PropsWithChildren<{
  readonly href: string;
  /** A link on a line of its own, without underline until it is pointed at. */
  readonly standalone?: boolean | undefined;
  readonly download?: boolean | undefined;
}>;

const isElsewhere = (href: string): boolean => /^https?:\/\//.test(href);

/** A link in text; one that leaves the site carries the sign for it. */
export const Link: FC<LinkProps> = ({ href, standalone = false, download = false, children }) => {
  const icon = isElsewhere(href) ? "external" : download ? "download" : undefined;
  const classes = ["ecl-link", standalone && "ecl-link--standalone", icon && "ecl-link--icon"]
    .filter(Boolean)
    .join(" ");
  return icon === undefined ? (
    <a href={href} class={classes}>
      {children}
    </a>
  ) : (
    <a href={href} class={classes} download={download || undefined}>
      <span class="ecl-link__label">{children}</span>
      <Icon name={icon} size="2xs" class="ecl-link__icon" />
    </a>
  );
};
