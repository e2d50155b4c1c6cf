import type { Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { Crumb } from "../../page/page.ts";
import {
  cofundingCrumb,
  funderPath,
  funderPathOf,
  jointActionPath,
  lineIdOf,
  readJointAction,
  titleOf,
} from "./read-cofunding.ts";

const lineNotFound = { status: 404, code: "ContributionLineNotFound" } as const;

export type OfficerLine = {
  readonly shown: Schemas["ShownLine"];
  readonly crumbs: readonly Crumb[];
  /** The joint action's page. */
  readonly back: string;
  /** Where the line's own forms are. */
  readonly path: string;
};

/** The line of a funder that the address names, as the ECCC sees it: from the page of its joint action. */
export const readOfficerLine = async (c: PortalContext) => {
  const page = c.get("page");
  const own = funderPathOf(c);
  const read = await readJointAction(c, own.jointActionId);
  if (!read.ok) return read;
  const back = jointActionPath(own.jointActionId);
  const shown = read.value.lines.find(({ line }) => line.id === lineIdOf(c));
  if (shown === undefined) return { ok: false, error: lineNotFound } as const;
  const crumbs = [cofundingCrumb(page), { label: titleOf(page, read.value.call), path: back }];
  const value: OfficerLine = { shown, crumbs, back, path: `${funderPath(own)}/lines/${lineIdOf(c)}` };
  return { ok: true, value } as const;
};
