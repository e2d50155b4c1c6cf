import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";

/** An instant as people in Brussels read it; the zone is named, since a deadline is a deadline in Brussels. */
export const DateTimeOf: FC<{ readonly at: string; readonly exact?: boolean | undefined }> = ({
  at,
  exact = false,
}) => {
  const { format, t } = usePage();
  return (
    <time datetime={at}>
      {exact ? format.exactTime(at) : format.dateTime(at)} ({t("components.brusselsTime")})
    </time>
  );
};

/** A date without time. */
export const DateOf: FC<{ readonly on: string }> = ({ on }) => {
  const { format } = usePage();
  return <time datetime={on}>{format.date(on)}</time>;
};
