import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { usePage } from "../../page/page-context.ts";
import { fieldWord } from "./changes-table.tsx";

/**
 * A call that was corrected says so, on its own page and in every draft that answers it: what changed last, why, and where the whole history
 * stands (CLR-CALL-01). It is read off the version in force, so that nobody can miss it.
 */
export const Corrected: FC<{ readonly version: Schemas["CallVersion"] }> = ({ version }) => {
  const page = usePage();
  const { t, format, href } = page;
  const { callId, contentVersion, publishedAt, changeLog = [] } = version;
  if (contentVersion === 1) return null;
  return (
    <Notification kind="info" title={t("calls.corrected")}>
      <p>{t("calls.correctedText", { version: contentVersion, at: format.dateTime(publishedAt) })}</p>
      <ul>
        {changeLog.map(({ field, reason }) => (
          <li>
            {fieldWord(field, page)}: {reason}
          </li>
        ))}
      </ul>
      <p>
        <Link href={href(`/calls/${callId}/history`)}>{t("calls.history.link")}</Link>
      </p>
    </Notification>
  );
};
