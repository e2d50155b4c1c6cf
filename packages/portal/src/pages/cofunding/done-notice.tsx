import type { FC } from "hono/jsx";
import { Notification } from "../../components/notification.tsx";
import { usePage } from "../../page/page-context.ts";
import { oneOf } from "./vocabulary.ts";

const acts = [
  "pledged",
  "committed",
  "withdrawn",
  "budget",
  "verdict",
  "listed",
  "locked",
  "called",
  "recorded",
  "defaultStep",
  "appropriated",
  "funds",
  "statementPrepared",
  "statementSigned",
] as const;
export type Act = (typeof acts)[number];

/** The address of a page that says what was just done on it. */
export const after = (path: string, act: Act): string => `${path}?done=${act}`;

/** What was just done, on the page that a command led to. */
export const DoneNotice: FC = () => {
  const { t, query } = usePage();
  const act = oneOf(acts, query.get("done") ?? "");
  return act === undefined ? null : (
    <Notification kind="success" title={t("cofunding.done")}>
      <p>{t(`cofunding.done.${act}`)}</p>
    </Notification>
  );
};
