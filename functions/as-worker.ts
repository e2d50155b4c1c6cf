import type { Context } from "aws-lambda";
import { reportError } from "./write-log.ts";

/** What the runtime, which writes whatever a handler throws into the log, hears of a failure. */
class WorkerFailed extends Error {
  override readonly name = "WorkerFailed";
}

/** A worker whose failure is told by our own log alone, and still comes again as a failure of the event. */
export const asWorker =
  <Event, Outcome>(work: (event: Event, context: Context) => Promise<Outcome>) =>
  async (event: Event, context: Context): Promise<Outcome> => {
    try {
      return await work(event, context);
    } catch (error) {
      reportError(error, { correlationId: context.awsRequestId });
      // Without its cause: the message of that may quote what was read.
      throw new WorkerFailed(`See the log under ${context.awsRequestId}.`);
    }
  };
