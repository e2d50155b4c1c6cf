import type { FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import type { MessageKey } from "../words/catalogue.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

export type NotificationKind = "info" | "success" | "warning" | "error";

type Look = { readonly class: string; readonly icon: IconName; readonly label: MessageKey & `components.not${string}` };

const looks: Readonly<Record<NotificationKind, Look>> = {
  info: { class: "ecl-notification--info", icon: "information-outline", label: "components.notInformation" },
  success: { class: "ecl-notification--success", icon: "check-filled", label: "components.notSuccess" },
  warning: { class: "ecl-notification--warning", icon: "warning-outline", label: "components.notWarning" },
  error: { class: "ecl-notification--error", icon: "error-outline", label: "components.notError" },
};

type NotificationProps = PropsWithChildren<{ readonly kind: NotificationKind; readonly title: string }>;

/** A message about the state of things. A success or an error is read out when the page opens. */
export const Notification: FC<NotificationProps> = ({ kind, title, children }) => {
  const { t } = usePage();
  const look = looks[kind];
  const role = kind === "error" ? "alert" : kind === "success" ? "status" : undefined;
  return (
    <div class={`ecl-notification ${look.class}`} role={role}>
      <Icon name={look.icon} size="l" label={t(look.label)} class="ecl-notification__icon" />
      <div class="ecl-notification__content">
        <div class="ecl-notification__title">{title}</div>
        {children !== undefined && <div class="ecl-notification__description">{children}</div>}
      </div>
    </div>
  );
};
