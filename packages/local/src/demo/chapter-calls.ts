import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Head = z.object({ version: z.int(), call: z.object({ id: z.string(), draftSha256: z.string() }) });

type Asked = {
  readonly callId: string;
  readonly version: number;
  /** Of a correction: why each part was changed. */
  readonly reasons?: readonly { readonly field: string; readonly reason: string }[];
};

/** The officer asks, the Executive Director launches the call (ORG-06). */
export const publishDraft = async (api: StoryApi, { callId, version, reasons = [] }: Asked): Promise<void> => {
  const as = cast.programmeOfficer;
  const path = `/v1/calls/${callId}`;
  const asked = Head.parse(
    await api.send("POST", `${path}/publication-request`, { as, ifMatch: version, body: { reasons } }),
  );
  const body = { draftSha256: asked.call.draftSha256 };
  await api.send("POST", `${path}/publication`, { as: cast.executiveDirector, ifMatch: asked.version, body });
};

/** Drafts a call and makes it public. */
export const publishCall = async (api: StoryApi, content: object): Promise<string> => {
  const made = Head.parse(await api.send("POST", "/v1/calls", { as: cast.programmeOfficer, body: content }));
  await publishDraft(api, { callId: made.call.id, version: made.version });
  return made.call.id;
};

type Version = { readonly content: object; readonly reasons: NonNullable<Asked["reasons"]> };

/** A call that was corrected twice: each version is public, with what it changed and why. */
export const relaunchCall = async (api: StoryApi, [first, ...corrections]: readonly Version[]): Promise<void> => {
  if (first === undefined) return;
  const callId = await publishCall(api, first.content);
  const as = cast.programmeOfficer;
  const path = `/v1/calls/${callId}/draft`;
  for (const { content, reasons } of corrections) {
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    const { version: ifMatch } = Head.parse(await api.get(path, as));
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    const { version } = Head.parse(await api.send("PUT", path, { as, body: content, ifMatch }));
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await publishDraft(api, { callId, version, reasons });
  }
};
