import type { IndexedCall } from "../search/indexed-call.ts";
import type { CallNotice } from "./call-notice.ts";

/** A notice that was not carried out to its end, and the part that is next: of the subscribers, and behind them of the call's register. */
export type WaitingNotice = { readonly notice: CallNotice; readonly nextShard: number };

export type NoticeStore = {
  /** The oldest first, as many as one pass takes. */
  list(): Promise<readonly WaitingNotice[]>;
  /** A part of those whom it concerns was told: a pass that comes after a failure goes on behind it. */
  reached(notice: CallNotice, nextShard: number): Promise<void>;
  done(notice: CallNotice): Promise<void>;
  /** Every public call as the index keeps it. */
  loadPublicCalls(): Promise<readonly IndexedCall[]>;
};
