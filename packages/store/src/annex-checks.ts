import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { AnnexCheck, type AnnexChecks } from "@grants/core/proposals/annex";
import type { AnnexCheckStore } from "@grants/core/proposals/annex-store";
import type { Part } from "@grants/core/proposals/part";
import type { Database } from "./database.ts";
import { getAll } from "./read.ts";
import { proposalKeys } from "./tables/proposals.ts";

/** What was found in the files among these parts; a file without a check waits for it. */
export const loadAnnexChecks = async (
  db: Database,
  proposalId: string,
  parts: readonly Part[],
): Promise<AnnexChecks> => {
  const uploads = parts.flatMap(({ content }) => (content.kind === "annex" ? [content.uploadId] : []));
  if (uploads.length === 0) return new Map();
  const wanted = uploads.map((uploadId) => ({
    table: "grants" as const,
    key: proposalKeys.annexCheck(proposalId, uploadId),
  }));
  const checks = (await getAll(db, wanted)).flatMap((item) => (item === null ? [] : [AnnexCheck.parse(item)]));
  return new Map(checks.map((check) => [check.uploadId, check]));
};

/** The worker's side: of the same bytes it writes the same again. */
export const createAnnexCheckStore = (db: Database): AnnexCheckStore => ({
  keepCheck: async (proposalId, check) => {
    const Item = { ...proposalKeys.annexCheck(proposalId, check.uploadId), schema: "annex-check/1", ...check };
    await db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
  },
});
