import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { AwardDecisionId } from "../cofunding/award.ts";
import type { AwardDecision, AwardRow } from "./award-decision.ts";
import type { RankingStore } from "./ranking-store.ts";
import { pagesFor } from "./sealed-list.ts";

export type AwardDecisionNotFound = { readonly kind: "AwardDecisionNotFound"; readonly decisionId: AwardDecisionId };
export type AwardDecisionPage = {
  readonly decision: Stored<AwardDecision>;
  readonly rows: readonly AwardRow[];
  readonly page: number;
  readonly pages: number;
};
type ReadAwardDecision = {
  readonly decisionId: AwardDecisionId;
  readonly page: number;
  readonly command: Command;
};

/** An award decision with a page of its awards. */
export const readAwardDecision = async (
  { rankings }: { readonly rankings: Pick<RankingStore, "loadDecision" | "loadAwardPage"> },
  { decisionId, page, command }: ReadAwardDecision,
): Promise<Result<AwardDecisionPage, NotAllowed | AwardDecisionNotFound>> => {
  const { rights, decision } = await rankings.loadDecision(decisionId, command.caller);
  const role = decideAccess("readAwardDecision", rights, {}, command.at);
  if (!role.ok) return role;
  if (decision === null) return err({ kind: "AwardDecisionNotFound", decisionId });
  const rows = await rankings.loadAwardPage(decision.state, page);
  return ok({ decision, rows, page, pages: pagesFor(decision.state.awards) });
};
