import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../call.ts";
import { QuestionId } from "../questions/question.ts";

const shared = { callId: CallId, at: Instant };

/**
 * Something happened to a call that others are to be told of, or that is counted. It is written in the transaction that it tells of and
 * carried out behind it, by a worker that may repeat each step: whoever has more to do at such a moment adds it there.
 */
export const CallNotice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("published"), ...shared, contentVersion: z.int().min(1) }),
  z.object({ kind: z.literal("corrected"), ...shared, contentVersion: z.int().min(1) }),
  z.object({ kind: z.literal("imported"), ...shared }),
  z.object({ kind: z.literal("answered"), ...shared, questionId: QuestionId }),
  z.object({ kind: z.literal("sealed"), ...shared }),
  z.object({ kind: z.literal("awarded"), ...shared, topicId: z.string() }),
]);
export type CallNotice = z.infer<typeof CallNotice>;

/** What tells two notices of one instant apart. */
export const noticeName = (notice: CallNotice): string => {
  switch (notice.kind) {
    case "published":
    case "corrected":
      return `${notice.callId}#${notice.kind}#${notice.contentVersion}`;
    case "answered":
      return `${notice.callId}#${notice.kind}#${notice.questionId}`;
    case "awarded":
      return `${notice.callId}#${notice.kind}#${notice.topicId}`;
    case "imported":
    case "sealed":
      return `${notice.callId}#${notice.kind}`;
  }
};
