import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { sumCents } from "@grants/kernel/money";
import {
  type Figures,
  type Recompute,
  differenceFromEntries,
  firstDifference,
  headGone,
  toRecomputed,
} from "../audit/nights/recomputed.ts";
import type { ChainPort } from "../audit/read-chain.ts";
import type { Stored } from "../audit/stored.ts";
import { AwardDecisionId } from "../cofunding/award.ts";
import { type AwardDecision, AwardDecisionHead, AwardDecisionManifest, type AwardRow } from "./award-decision.ts";
import { headOf } from "./head-of.ts";
import { digestOfList, pagesOf } from "./sealed-list.ts";

type Deps = {
  readonly heads: { loadAwardDecision(id: AwardDecisionId): Promise<Stored<AwardDecision> | null> };
  readonly decisions: { loadRows(decision: AwardDecision): Promise<readonly AwardRow[]> };
  readonly chains: ChainPort;
  readonly sha256: Sha256;
};

const sumsOf = (rows: readonly AwardRow[]) => ({
  unionCents: sumCents(rows.map(({ unionCents }) => unionCents)),
  nationalCents: sumCents(rows.flatMap(({ national }) => national.map(({ cents }) => cents))),
  potCents: sumCents(rows.map(({ potCents }) => potCents)),
});

/** An award decision by its id: its head as its entries left it, then its figures from its list (EVA-07). */
export const createAwardDecisionRecompute =
  ({ heads, decisions, chains, sha256 }: Deps): Recompute =>
  async (aggregate) => {
    const decision = await heads.loadAwardDecision(AwardDecisionId.parse(aggregate));
    if (decision === null) return headGone;
    const ofHead = await differenceFromEntries({ chains, sha256 }, headOf(AwardDecisionHead, decision));
    if (ofHead !== null) return toRecomputed(ofHead);
    const { state } = decision;
    const { unionCents, nationalCents, potCents, listSha256, manifestSha256 } = state;
    const rows = await decisions.loadRows(state);
    const kept: Figures = { unionCents, nationalCents, potCents, listSha256, manifestSha256 };
    return toRecomputed(
      firstDifference(kept, {
        ...sumsOf(rows),
        listSha256: digestOfList(sha256, pagesOf(rows)),
        manifestSha256: sha256(canonicalJson(AwardDecisionManifest.parse(state))),
      }),
    );
  };
