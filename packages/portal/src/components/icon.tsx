import type { FC } from "hono/jsx";
import type { IconName } from "./icon-names.ts";

type IconSize = "2xs" | "xs" | "s" | "m" | "l" | "xl" | "2xl" | "fluid";
type IconTurn = "rotate-90" | "rotate-180" | "rotate-270";

type IconProps = {
  readonly name: IconName;
  readonly size?: IconSize | undefined;
  readonly turn?: IconTurn | undefined;
  /** Says what the icon means where no text beside it does. */
  readonly label?: string | undefined;
  readonly class?: string | undefined;
};

/** An icon is decoration unless it has a label. */
export const Icon: FC<IconProps> = ({ name, size = "m", turn, label, class: extra }) => {
  const classes = [`wt-icon--${name}`, "ecl-icon", `ecl-icon--${size}`, turn && `ecl-icon--${turn}`, extra];
  const className = classes.filter(Boolean).join(" ");
  return label === undefined ? (
    <span class={className} aria-hidden="true"></span>
  ) : (
    <span class={className} role="img" aria-label={label}></span>
  );
};
