import { yearOf } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { PastRole } from "../access/kept-rights.ts";
import type { RoleGrant } from "../access/rights.ts";
import { supportingDocumentsKeptUntil } from "./retention.ts";

/** A thing that a person has acted on, whose file the ECCC keeps. */
export type KeptFile = {
  readonly id: string;
  readonly lastActOn: LocalDate;
  /** Money may still move on it. */
  readonly isOpen: boolean;
};

export type PersonFacts = {
  readonly grants: readonly RoleGrant[];
  /** Roles that somebody has ended. */
  readonly past?: readonly PastRole[] | undefined;
  readonly files: readonly KeptFile[];
};

/**
 * Why a person's data stays, and until when; `null` where nobody knows the day yet. `ROLE_IN_FORCE`: the role ends first. `FILE_OPEN`,
 * `RECORDS_KEPT`: the law asks who acted in the file (RECD-02).
 */
export type ErasureRefused = {
  readonly kind: "ErasureRefused";
  readonly because: "ROLE_IN_FORCE" | "FILE_OPEN" | "RECORDS_KEPT";
  readonly untilOn: LocalDate | null;
  readonly rule: "RECD-02" | null;
  /** The file that keeps it, or the role. */
  readonly of: string;
};

/** Roles in which nobody decides on the Union's money: what they touched tells, file by file. */
const withoutFiles = new Set<RoleGrant["role"]>(["applicant", "organisationAdministrator", "system"]);

type Keeping = { readonly of: string; readonly untilOn: LocalDate };

const keptByRole = ({ role, validTo }: RoleGrant): readonly Keeping[] =>
  validTo === undefined || withoutFiles.has(role)
    ? []
    : [{ of: role, untilOn: supportingDocumentsKeptUntil(yearOf(validTo)) }];

const keptByPastRole = ({ role, endedOn }: PastRole): readonly Keeping[] =>
  withoutFiles.has(role) ? [] : [{ of: role, untilOn: supportingDocumentsKeptUntil(yearOf(endedOn)) }];

const keptByFile = ({ id, lastActOn }: KeptFile): Keeping => ({
  of: id,
  untilOn: supportingDocumentsKeptUntil(yearOf(lastActOn)),
});

/**
 * Whether a person may be erased: no role is in force, no file that they acted in is open, and no period runs in which the law asks who
 * decided. The last day of a period is included.
 */
export const decideErasure = ({ grants, past = [], files }: PersonFacts, at: Instant): Result<null, ErasureRefused> => {
  const today = dateInZone(at);
  const held = grants.find(({ validTo }) => validTo === undefined || validTo >= today);
  if (held !== undefined)
    return err({
      kind: "ErasureRefused",
      because: "ROLE_IN_FORCE",
      untilOn: held.validTo ?? null,
      rule: null,
      of: held.role,
    });
  const open = files.find(({ isOpen }) => isOpen);
  if (open !== undefined)
    return err({ kind: "ErasureRefused", because: "FILE_OPEN", untilOn: null, rule: "RECD-02", of: open.id });
  const keeping = [...grants.flatMap(keptByRole), ...past.flatMap(keptByPastRole), ...files.map(keptByFile)];
  const [longest] = keeping.toSorted((one, other) => (one.untilOn < other.untilOn ? 1 : -1));
  if (longest !== undefined && longest.untilOn >= today)
    return err({ kind: "ErasureRefused", because: "RECORDS_KEPT", rule: "RECD-02", ...longest });
  return ok(null);
};
