import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { Crumb } from "../../page/page.ts";
import type { PageContext } from "../../page/page-context.ts";

export const readJointAction = (c: PortalContext, jointActionId: string) =>
  answerOf(apiOf(c).GET("/v1/cofunding/joint-actions/{jointActionId}", { params: { path: { jointActionId } } }));

export type FunderPath = { readonly jointActionId: string; readonly funder: string };

export const funderPathOf = (c: PortalContext): FunderPath => ({
  jointActionId: c.req.param("jointActionId") ?? "",
  funder: c.req.param("funder") ?? "",
});

export const readContributions = (c: PortalContext, path: FunderPath) =>
  answerOf(apiOf(c).GET("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}", { params: { path } }));

export const lineIdOf = (c: PortalContext): string => c.req.param("lineId") ?? "";

const lineNotFound = { status: 404, code: "ContributionLineNotFound" } as const;

/** The line that the address names, from its funder's page. */
export const readLine = async (c: PortalContext) => {
  const read = await readContributions(c, funderPathOf(c));
  if (!read.ok) return read;
  const line = read.value.lines.find((shown) => shown.line.id === lineIdOf(c));
  return line === undefined ? ({ ok: false, error: lineNotFound } as const) : ({ ok: true, value: line } as const);
};

/** Paths below the language. */
export const jointActionPath = (jointActionId: string): string => `/cofunding/joint-actions/${jointActionId}`;
export const funderPath = ({ jointActionId, funder }: FunderPath): string =>
  `${jointActionPath(jointActionId)}/funders/${funder}`;

export const cofundingCrumb = ({ t }: PageContext): Crumb => ({ label: t("cofunding.title"), path: "/cofunding" });

export const titleOf = ({ t }: PageContext, call: Schemas["CallSummary"] | null): string =>
  call === null ? t("cofunding.ofUnknownCall") : t("cofunding.ofCall", { title: call.title });
