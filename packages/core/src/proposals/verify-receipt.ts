import type { Digest } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { type SignatureCheck, acceptKeys, firstKeyIn } from "../audit/accept-keys.ts";
import type { TreeHeadStore } from "../audit/list-tree-heads.ts";
import type { CallId } from "../calls/call.ts";
import { type ProposalId, Receipt } from "./proposal.ts";
import { SealedReceipt, payloadOf } from "./sealed-receipt.ts";

/** Whose seal it is, once signature and certificates hold. */
export type ReadSeal = {
  /** `sha256:` and the digest of the certificate that signed. */
  readonly certificate: string;
  readonly subject: string;
  /** Fingerprint of the key that issued it: whether it is trusted is another question. */
  readonly issuer: string;
};
type Stamp = { readonly at: Instant; readonly authority: string; readonly subject: string };

/** What checking a seal needs of cryptography. */
export type ReceiptCheck = SignatureCheck & {
  readonly readSeal: (payload: string, jws: string) => ReadSeal | null;
  readonly verifyTimeStamp: (token: string, text: string) => Promise<Stamp | null>;
};

/** A row of a call's sealed list, as far as a receipt is compared with it. */
type ListedSubmission = { readonly documentSha256: Digest; readonly receivedAt: Instant };
export type SealedListReader = {
  /** The call's sealed list and the row of a proposal on it; `null` while the list is not sealed. */
  findOnList(
    callId: CallId,
    proposalId: ProposalId,
  ): Promise<{
    readonly sealedAt: Instant;
    readonly submissions: number;
    readonly listSha256: Digest;
    readonly row: ListedSubmission | null;
  } | null>;
};

export type ReceiptVerdict = "GENUINE" | "NOT_A_RECEIPT" | "SIGNATURE_WRONG" | "SIGNER_UNKNOWN" | "TIME_STAMP_WRONG";
export type ReceiptListing =
  | { readonly state: "LIST_NOT_SEALED" }
  | {
      readonly state: "ON_LIST" | "ANOTHER_ON_LIST" | "NOT_ON_LIST";
      readonly sealedAt: Instant;
      readonly submissions: number;
      readonly listSha256: Digest;
    };

export type VerifiedReceipt =
  | { readonly verdict: Exclude<ReceiptVerdict, "GENUINE"> }
  | {
      readonly verdict: "GENUINE";
      readonly receipt: Receipt;
      readonly seal: ReadSeal;
      /** Missing where a JWS was shown without its time-stamp. */
      readonly stamp?: Stamp;
      /** Whether the document at hand is the one that was received. */
      readonly isSameDocument?: boolean;
      readonly listing: ReceiptListing;
    };

export type VerifyReceiptDeps = {
  readonly treeHeads: Pick<TreeHeadStore, "keyBodies">;
  readonly sealedLists: SealedListReader;
  readonly receiptCheck: ReceiptCheck;
};

type Shown = { readonly receipt: Receipt; readonly jws: string; readonly timeStamp: string | null };

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const CompactJws = z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/);

/** The payload of a compact JWS as it is; a text that is none of ours gives nothing. */
const fromCompact = (text: string): Shown | null => {
  const [header, payload, signature] = text.split(".");
  if (header === undefined || payload === undefined || signature === undefined) return null;
  const bytes = fromBase64Url(payload);
  const receipt = bytes === null ? undefined : Receipt.safeParse(fromJson(bytes)).data;
  return receipt === undefined ? null : { receipt, jws: `${header}..${signature}`, timeStamp: null };
};

/** The bytes as letters, one for one: ids, digests and instants are ASCII, and what is more than that is no receipt. */
const fromBase64Url = (text: string): string | null =>
  z.base64url().safeParse(text).success
    ? Array.from(z.util.base64urlToUint8Array(text), (byte) => String.fromCharCode(byte)).join("")
    : null;

/** What somebody pasted: the file as it was downloaded, or a compact JWS with its payload. */
const readShown = (text: string): Shown | null => {
  const trimmed = text.trim();
  if (CompactJws.safeParse(trimmed).success) return fromCompact(trimmed);
  const { data } = SealedReceipt.safeParse(fromJson(trimmed));
  return data ?? null;
};

const listingOf = async ({ sealedLists }: VerifyReceiptDeps, receipt: Receipt): Promise<ReceiptListing> => {
  const list = await sealedLists.findOnList(receipt.callId, receipt.proposalId);
  if (list === null) return { state: "LIST_NOT_SEALED" };
  const { row, ...sealed } = list;
  if (row === null) return { state: "NOT_ON_LIST", ...sealed };
  const isSame = row.documentSha256 === receipt.documentSha256 && row.receivedAt === receipt.receivedAt;
  return { state: isSame ? "ON_LIST" : "ANOTHER_ON_LIST", ...sealed };
};

/**
 * Whether a receipt is one of the platform: its signature holds over what it states, its certificate comes from a key of the log, and a third
 * party has stamped it. Only of a genuine one is it said what it states, and whether the call's sealed list has it: who holds the receipt
 * may know.
 */
export const verifyReceipt = async (
  deps: VerifyReceiptDeps,
  { text, documentSha256 }: { readonly text: string; readonly documentSha256?: Digest | undefined },
): Promise<VerifiedReceipt> => {
  const shown = readShown(text);
  if (shown === null) return { verdict: "NOT_A_RECEIPT" };
  const { receipt, jws, timeStamp } = shown;
  const seal = deps.receiptCheck.readSeal(payloadOf(receipt), jws);
  if (seal === null) return { verdict: "SIGNATURE_WRONG" };
  const bodies = await deps.treeHeads.keyBodies();
  if (!acceptKeys(deps.receiptCheck, firstKeyIn(bodies) ?? "", bodies).has(seal.issuer))
    return { verdict: "SIGNER_UNKNOWN" };
  const stamp = timeStamp === null ? undefined : await deps.receiptCheck.verifyTimeStamp(timeStamp, jws);
  if (stamp === null) return { verdict: "TIME_STAMP_WRONG" };
  return {
    verdict: "GENUINE",
    receipt,
    seal,
    ...(stamp === undefined ? {} : { stamp }),
    ...(documentSha256 === undefined ? {} : { isSameDocument: documentSha256 === receipt.documentSha256 }),
    listing: await listingOf(deps, receipt),
  };
};
