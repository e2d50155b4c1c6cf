import { z } from "zod";
import type { PreparedStory } from "./chapter-agreements.ts";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const RequestHead = z.object({ version: z.int(), request: z.object({ id: z.string() }) });
const RunHead = z.object({ version: z.int(), run: z.object({ id: z.string(), manifestSha256: z.string() }) });
const Head = z.object({ version: z.int() });

/** Asks for the pre-financing of an agreement, has it verified, and authorises it for a day: three persons, one after the other (SOD-04). */
export const authorisePrefinancing = async (api: StoryApi, { agreementId }: PreparedStory, executionOn: string) => {
  const made = await api.send("POST", "/v1/disbursement/requests", { as: cast.initiator, body: { agreementId } });
  const { version, request } = RequestHead.parse(made);
  const path = `/v1/disbursement/requests/${request.id}`;
  const validated = Head.parse(await api.send("POST", `${path}/validation`, { as: cast.verifier, ifMatch: version }));
  await api.send("POST", `${path}/authorisation`, {
    as: cast.executiveDirector,
    body: { executionOn },
    ifMatch: validated.version,
  });
};

/** The day's run: prepared by the accounting officer, confirmed by a second person, sent to the bank. */
export const sendRun = async (api: StoryApi, executionOn: string): Promise<string> => {
  const as = cast.accountingOfficer;
  const { version, run } = RunHead.parse(
    await api.send("POST", "/v1/disbursement/runs", { as, body: { executionOn } }),
  );
  const path = `/v1/disbursement/runs/${run.id}`;
  const body = { manifestSha256: run.manifestSha256 };
  const confirmed = await api.send("POST", `${path}/confirmation`, {
    as: cast.executiveDirector,
    body,
    ifMatch: version,
  });
  await api.send("POST", `${path}/sending`, { as, ifMatch: Head.parse(confirmed).version });
  return run.id;
};

/** What the bank says of the run: accepted, then booked. */
export const bookRun = (api: StoryApi, runId: string) =>
  api.send("POST", `/v1/disbursement/runs/${runId}/bank-answers`, { as: cast.accountingOfficer });
