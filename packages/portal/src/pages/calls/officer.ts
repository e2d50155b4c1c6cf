import { mayDo } from "../../may-do.ts";
import type { Person } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";

/** Whether to offer the pages of those who write calls; the API decides again. */
export const isProgrammeOfficer = (person: Person | null): boolean => mayDo(person, "createCall");

/** Whether to offer the pages of those who publish them. */
export const isPublisher = (person: Person | null): boolean => mayDo(person, "publishCall");

/** Before a page that asks the API nothing yet: why it is not for this reader. */
export const refuseOthers = (person: Person | null): Problem | null => {
  if (person === null) return { status: 401, code: "NotSignedIn" };
  return isProgrammeOfficer(person) ? null : { status: 403, code: "NotAllowed" };
};
