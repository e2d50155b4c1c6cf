import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import { FunderCode } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { BallotId, BallotNotFound, BoardMember } from "./ballot.ts";
import type { LoadedBallot, StoredBallot } from "./ballot-store.ts";

type Asked = {
  readonly action: Action;
  readonly ballotId: BallotId;
  /** For which member the person acts. */
  readonly member?: BoardMember;
  readonly command: Command;
};

/** The ballot, when this person may do this with it. That there is one is no secret to whoever may ask at all. */
export const findBallot = (
  { rights, ballot }: LoadedBallot,
  { action, ballotId, member, command }: Asked,
): Result<{ readonly ballot: StoredBallot; readonly role: Capacity }, NotAllowed | BallotNotFound> => {
  const subject = member === undefined ? {} : { funder: FunderCode.parse(member) };
  const role = decideAccess(action, rights, subject, command.at);
  if (!role.ok) return role;
  return ballot === null ? err({ kind: "BallotNotFound", ballotId }) : ok({ ballot, role: role.value });
};
