import type { Child, FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

export type ButtonKind = "primary" | "secondary" | "tertiary";

const buttonClass: Readonly<Record<ButtonKind, string>> = {
  primary: "ecl-button ecl-button--primary",
  secondary: "ecl-button ecl-button--secondary",
  tertiary: "ecl-button ecl-button--tertiary",
};

const linkClass: Readonly<Record<ButtonKind, string>> = {
  primary: "ecl-link ecl-link--primary",
  secondary: "ecl-link ecl-link--secondary",
  tertiary: "ecl-link ecl-link--tertiary",
};

const Label: FC<{ text: Child; icon: IconName | undefined }> = ({ text, icon }) => (
  <span class="ecl-button__container">
    {icon !== undefined && <Icon name={icon} size="xs" class="ecl-button__icon" />}
    <span class="ecl-button__label">{text}</span>
  </span>
);

type ButtonProps = PropsWithChildren<{
  readonly kind?: ButtonKind | undefined;
  /** With a value, tells the handler which of several buttons was pressed. */
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly icon?: IconName | undefined;
  /** Set, the button does nothing and says why: never a silent grey button. */
  readonly disabledBecause?: string | undefined;
}>;

const DisabledButton: FC<PropsWithChildren<{ kind: ButtonKind; icon: IconName | undefined; reason: string }>> = (p) => {
  const { t, nextId } = usePage();
  const reasonId = nextId("reason");
  return (
    <span class="portal-disabled">
      {/* Not the disabled attribute: the button stays in reach of the keyboard, so that its reason is heard. */}
      <button
        type="button"
        class={`${buttonClass[p.kind]} portal-button--off`}
        aria-disabled="true"
        aria-describedby={reasonId}
      >
        <Label text={p.children} icon={p.icon} />
      </button>
      <span class="portal-disabled__reason" id={reasonId}>
        {t("components.unavailable", { reason: p.reason })}
      </span>
    </span>
  );
};

export const Button: FC<ButtonProps> = ({ kind = "primary", name, value, icon, disabledBecause, children }) =>
  disabledBecause === undefined ? (
    <button type="submit" class={buttonClass[kind]} name={name} value={value}>
      <Label text={children} icon={icon} />
    </button>
  ) : (
    <DisabledButton kind={kind} icon={icon} reason={disabledBecause}>
      {children}
    </DisabledButton>
  );

type ButtonLinkProps = PropsWithChildren<{
  readonly href: string;
  readonly kind?: ButtonKind | undefined;
  readonly icon?: IconName | undefined;
}>;

/** A link that looks like a button: it leads somewhere and changes nothing. */
export const ButtonLink: FC<ButtonLinkProps> = ({ href, kind = "primary", icon, children }) => (
  <a href={href} class={icon === undefined ? linkClass[kind] : `${linkClass[kind]} ecl-link--icon`}>
    {icon !== undefined && <Icon name={icon} size="xs" class="ecl-link__icon" />}
    <span class="ecl-link__label">{children}</span>
  </a>
);

/** Buttons that belong together, the main one first. */
export const ButtonRow: FC<PropsWithChildren> = ({ children }) => <div class="portal-button-row">{children}</div>;
