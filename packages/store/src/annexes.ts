import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { AnnexCheck, AnnexUpload } from "@grants/core/proposals/annex";
import type { AnnexStore } from "@grants/core/proposals/annex-store";
import type { Database } from "./database.ts";
import { toPart } from "./part-item.ts";
import { plainItem } from "./plain-item.ts";
import { toLoadedProposal, wantedForProposal } from "./proposal-items.ts";
import { type Item, getAll, queryAll } from "./read.ts";
import { proposalKeys, proposalPatterns } from "./tables/proposals.ts";

const isThere = (item: Item | null | undefined): item is Item => item !== null && item !== undefined;

/** Uploads of annexes: drafting, so each is one plain write without an entry (DATA §3). */
export const createAnnexStore = (db: Database): AnnexStore => ({
  loadUploads: async (proposalId, caller) => {
    const ask = { pk: proposalKeys.proposal(proposalId).pk, sk: { beginsWith: "UPLOAD#" } };
    const [heads, uploads] = await Promise.all([
      getAll(db, wantedForProposal(proposalId, caller)),
      queryAll(db, proposalPatterns.annexUploads, ask),
    ]);
    return { ...toLoadedProposal(heads), uploads: uploads.map((item) => AnnexUpload.parse(item)) };
  },
  loadUpload: async ({ proposalId, annexId, uploadId }, caller) => {
    const heads = wantedForProposal(proposalId, caller);
    const [upload, part, check, ...loaded] = await getAll(db, [
      { table: "grants", key: proposalKeys.annexUpload(proposalId, uploadId) },
      { table: "grants", key: proposalKeys.part(proposalId, `annex.${annexId}`) },
      { table: "grants", key: proposalKeys.annexCheck(proposalId, uploadId) },
      ...heads,
    ]);
    return {
      ...toLoadedProposal(loaded),
      upload: isThere(upload) ? AnnexUpload.parse(upload) : null,
      part: isThere(part) ? toPart(part) : null,
      check: isThere(check) ? AnnexCheck.parse(check) : null,
    };
  },
  keepUpload: async (proposalId, upload) => {
    const put = new PutCommand({
      TableName: db.tables.grants,
      Item: { ...proposalKeys.annexUpload(proposalId, upload.uploadId), schema: "annex-upload/1", ...upload },
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      await db.client.send(put);
      return upload;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item !== undefined)
        return AnnexUpload.parse(plainItem(error.Item));
      throw error;
    }
  },
  dropUploads: async (proposalId, uploadIds) => {
    const { grants: TableName } = db.tables;
    await Promise.all(
      uploadIds.map((uploadId) =>
        db.client.send(new DeleteCommand({ TableName, Key: proposalKeys.annexUpload(proposalId, uploadId) })),
      ),
    );
  },
});
