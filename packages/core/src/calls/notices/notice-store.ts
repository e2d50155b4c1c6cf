import type { IndexedCall } from "../search/indexed-call.ts";
import type { CallNotice } from "./call-notice.ts";

/** A notice that was not carried out to its end, and the part of the subscribers that is next. */
export type WaitingNotice = { readonly notice: CallNotice; readonly nextShard: number };

export type NoticeStore = {
  /** The oldest first, as many as one pass takes. */
  list(): Promise<readonly WaitingNotice[]>;
  /** A part of the subscribers was told: a pass that comes after a failure goes on behind it. */
  reached(notice: CallNotice, nextShard: number): Promise<void>;
  done(notice: CallNotice): Promise<void>;
  /** Every public call as the index keeps it. */
  loadPublicCalls(): Promise<readonly IndexedCall[]>;
};
