import { organisationsFor } from "../../may-do.ts";
import type { Person } from "../../page/page-context.ts";

/** For whom this person may start a proposal; the API decides again by the rights it reads itself. */
export const organisationsOf = (person: Person | null): readonly string[] => organisationsFor(person, "createProposal");
