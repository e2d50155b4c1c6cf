import { createHash } from "node:crypto";
import {
  listTreeHeadsRoute,
  readAccessLogRoute,
  readEvidenceBundleRoute,
  readVerifierRoute,
  verifyReceiptRoute,
} from "@grants/contract/evidence";
import { readAuditTrailRoute, readHealthRoute, readOpenApiRoute } from "@grants/contract/transparency";
import type { AccessLogReader } from "@grants/core/audit/access-log";
import { readAccessLog } from "@grants/core/audit/read-access-log";
import { type TreeHeadStore, listTreeHeads } from "@grants/core/audit/list-tree-heads";
import { type AuditTrailStore, readAuditTrail } from "@grants/core/audit/read-audit-trail";
import { type EvidenceStore, readEvidenceBundle } from "@grants/core/audit/read-evidence-bundle";
import { bundleReadme } from "@grants/files/evidence/bundle-readme";
import { readReceiptSeal } from "@grants/files/evidence/read-receipt-seal";
import { fingerprintOfKey, verifySignature } from "@grants/files/evidence/verify-signature";
import { zipFiles } from "@grants/files/evidence/zip-bundle";
import { type SealedListReader, type ReceiptCheck, verifyReceipt } from "@grants/core/proposals/verify-receipt";
import { callerOf, createApi, refuse, requirePerson } from "@grants/http/api";
import type { Sha256OfBytes } from "@grants/kernel/digest";
import { epochOfInstant } from "@grants/kernel/time";
import { type AccessTableDeps, accessTableRoute } from "./access-table-route.ts";
import { type NightDeps, nightRoutes } from "./night-routes.ts";

const signatureCheck = { fingerprintOfKey, verifySignature };

export type TransparencyDeps = AccessTableDeps &
  NightDeps & {
    readonly trails: AuditTrailStore;
    readonly evidence: EvidenceStore;
    readonly treeHeads: TreeHeadStore;
    readonly sealedLists: SealedListReader;
    readonly verifyTimeStamp: ReceiptCheck["verifyTimeStamp"];
    readonly accessReader: AccessLogReader;
    readonly sha256OfBytes: Sha256OfBytes;
    /** The API's description, as it was written when the functions were built. */
    readonly description: { readonly openapi: string };
    /** The offline verifier, likewise. */
    readonly verifier: string;
  };

export const transparencyRoutes = (deps: TransparencyDeps) => {
  const api = createApi(deps);
  api.openapi(readHealthRoute, (c) => c.json({ status: "ok" as const, at: c.get("facts").at }, 200));
  api.openapi(readOpenApiRoute, (c) => c.json({ ...deps.description }, 200));
  api.openapi({ ...readAuditTrailRoute, middleware: requirePerson }, async (c) => {
    const { aggregate } = c.req.valid("param");
    const { after = 0 } = c.req.valid("query");
    const trail = await readAuditTrail(deps, { aggregate, after, caller: callerOf(c), now: c.get("facts").at });
    if (!trail.ok) return refuse(c, trail.error);
    const { entries, next, ...page } = trail.value;
    return c.json({ ...page, entries: [...entries], ...(next === null ? {} : { next }) }, 200);
  });
  api.openapi({ ...readEvidenceBundleRoute, middleware: requirePerson }, async (c) => {
    const { aggregate } = c.req.valid("param");
    const now = c.get("facts").at;
    const bundle = await readEvidenceBundle(deps, { aggregate, caller: callerOf(c), now });
    if (!bundle.ok) return refuse(c, bundle.error);
    const files = new Map([
      ["README.txt", bundleReadme(aggregate, now)],
      ...bundle.value.texts,
      ["verify.mjs", deps.verifier],
    ]);
    const zip = zipFiles(files, new Date(epochOfInstant(now)));
    const sha256 = createHash("sha256").update(zip).digest("hex");
    const fileName = `evidence-${aggregate}.zip`;
    return c.json({ fileName, sha256, zipBase64: Buffer.from(zip).toString("base64") }, 200);
  });
  api.openapi({ ...readAccessLogRoute, middleware: requirePerson }, async (c) => {
    const { thing } = c.req.valid("param");
    const { after = null } = c.req.valid("query");
    const read = await readAccessLog(deps, { thing, after, caller: callerOf(c), now: c.get("facts").at });
    if (!read.ok) return refuse(c, read.error);
    const { records, next } = read.value;
    return c.json({ thing, records: [...records], ...(next === null ? {} : { next }) }, 200);
  });
  api.openapi(readVerifierRoute, (c) => {
    const text = deps.verifier;
    const sha256 = createHash("sha256").update(text).digest("hex");
    return c.json({ fileName: "verify.mjs", sha256, text }, 200);
  });
  const receiptCheck = { ...signatureCheck, readSeal: readReceiptSeal, verifyTimeStamp: deps.verifyTimeStamp };
  api.openapi(verifyReceiptRoute, async (c) =>
    c.json(await verifyReceipt({ ...deps, receiptCheck }, c.req.valid("json")), 200),
  );
  api.openapi(listTreeHeadsRoute, async (c) => {
    const { key, heads, earlierDay } = await listTreeHeads(
      { ...deps, check: signatureCheck },
      c.req.valid("query").day,
    );
    return c.json(
      {
        ...(key === null ? {} : { key: key.key, publicKey: key.publicKey }),
        heads: heads.map(({ v: _v, ...head }) => head),
        ...(earlierDay === null ? {} : { earlierDay }),
      },
      200,
    );
  });
  accessTableRoute(api, deps);
  nightRoutes(api, deps);
  return api;
};
