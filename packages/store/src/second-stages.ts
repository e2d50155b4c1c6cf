import { Call, CallVersion } from "@grants/core/calls/call";
import type { SecondStageStore } from "@grants/core/calls/second-stage-store";
import { Ranking, RankingRow } from "@grants/core/evaluation/ranking";
import { pageNumbers } from "@grants/core/evaluation/sealed-list";
import { z } from "zod";
import { commitInvitation } from "./call-invitations.ts";
import type { Database } from "./database.ts";
import { loadListPage } from "./evaluation-lists.ts";
import { getAll, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { sharedKeys } from "./tables/shared.ts";

const Attached = z.object({ published: CallVersion.optional() });

/** What the invitation to a second stage is decided on: the call and the rankings of its first one. */
export const createSecondStageStore = (db: Database): SecondStageStore => ({
  load: async (callId, caller) => {
    const [rights, head] = await getAll(db, [rightsOf(caller), { table: "grants", key: callKeys.call(callId) }]);
    const version = head === null || head === undefined ? null : (Attached.parse(head).published ?? null);
    return { rights: toRights(rights), call: toStoredOrNull(Call, head), version };
  },
  loadRankings: async (ids) => {
    const items = await getAll(
      db,
      ids.map((id) => ({ table: "grants", key: evaluationKeys.ranking(id) }) as const),
    );
    return items.map((item) => toStoredOrNull(Ranking, item));
  },
  loadRows: async ({ callId, topicId, listSha256, proposals }) => {
    const pages = await Promise.all(
      pageNumbers(proposals).map((page) =>
        loadListPage(db, sharedKeys.listByDigest(callId, `ranking-${topicId}`, listSha256, page), RankingRow),
      ),
    );
    return pages.flat();
  },
  commitInvitation: commitInvitation(db),
});
