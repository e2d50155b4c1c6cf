import { z } from "zod";
import type { PreparedStory } from "./chapter-agreements.ts";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const RequestHead = z.object({ version: z.int(), request: z.object({ id: z.string() }) });
const AskedRun = z.object({ run: z.object({ id: z.string() }) });
const PreparedRun = z.object({ run: z.object({ manifestSha256: z.string() }) });
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

/** Asked for, the run stands at its first version; the worker prepares it. */
const preparedVersion = 2;

/** The day's run: asked for by the accounting officer, prepared, confirmed by a second person, released and sent to the bank. */
export const sendRun = async (api: StoryApi, executionOn: string): Promise<string> => {
  const as = cast.accountingOfficer;
  const asked = AskedRun.parse(await api.send("POST", "/v1/treasury/runs", { as, body: { executionOn } }));
  const path = `/v1/treasury/runs/${asked.run.id}`;
  await api.runWorker("run-payments");
  const { manifestSha256 } = PreparedRun.parse(await api.get(path, as)).run;
  const confirmed = await api.send("POST", `${path}/confirmation`, {
    as: cast.executiveDirector,
    body: { manifestSha256 },
    ifMatch: preparedVersion,
  });
  await api.send("POST", `${path}/sending`, { as, ifMatch: Head.parse(confirmed).version });
  await api.runWorker("run-payments");
  return asked.run.id;
};

/** What the bank says by now: accepted, then booked. */
export const bookRun = (api: StoryApi) => api.runWorker("run-payments");
