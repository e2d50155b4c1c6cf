import type { FC } from "hono/jsx";
import { usePage, type PageContext } from "../../page/page-context.ts";

/** Who did something: the reader, a person by name, or by the identifier that the audit trail has too. */
export const personText = (userId: string, { t, person, names }: PageContext): string =>
  person?.id === userId ? t("registry.you") : (names?.get(userId) ?? t("registry.person", { id: userId }));

export const PersonReference: FC<{ readonly userId: string }> = ({ userId }) => <>{personText(userId, usePage())}</>;
