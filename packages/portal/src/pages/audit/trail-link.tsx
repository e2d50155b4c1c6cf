import type { FC } from "hono/jsx";
import { Link } from "../../components/link.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";

/** What something is called in the audit trail; for those who read the trail the way to it. */
export const TrailLink: FC<{ readonly aggregate: string }> = ({ aggregate }) => {
  const { href, person } = usePage();
  return mayDo(person, "readAuditTrail") ? (
    <Link href={href(`/audit/${aggregate}`)}>{aggregate}</Link>
  ) : (
    <>{aggregate}</>
  );
};
