import { z } from "zod";
import { publishDraft } from "./chapter-calls.ts";
import { type StoryPerson, cast } from "./people.ts";
import type { SubmittedStory } from "./chapter-proposals.ts";
import type { StoryApi } from "./story-api.ts";

const JointActionHead = z.object({ version: z.int(), jointAction: z.object({ id: z.string() }) });
const LineHead = z.object({ version: z.int(), line: z.object({ id: z.string() }) });
const CallDraft = z.object({ version: z.int(), draft: z.looseObject({}) });
const CallHead = CallDraft.pick({ version: true });

/** What each funder of the story puts up, in cents. Italy has less than its own consortium asks for. */
export const nationalBudgets: readonly (readonly [funder: string, person: StoryPerson, cents: number])[] = [
  ["BE", cast.belgium, 600_000_00],
  ["NL", cast.netherlands, 600_000_00],
  ["IT", cast.italy, 300_000_00],
  ["FI", cast.finland, 400_000_00],
  ["HR", cast.croatia, 300_000_00],
];

const base = (jointActionId: string) => `/v1/cofunding/joint-actions/${jointActionId}`;

/** Opens the joint action of a call, and corrects the call so that it names it: version 2, with its reason in the history. */
export const openJointAction = async (api: StoryApi, callId: string): Promise<string> => {
  const as = cast.programmeOfficer;
  const body = { callId, unionAmountCents: 2_000_000_00, unionCapCents: 2_000_000_00, administrativeCents: 44_000_00 };
  const opened = JointActionHead.parse(await api.send("POST", "/v1/cofunding/joint-actions", { as, body }));
  const { id } = opened.jointAction;
  const draft = CallDraft.parse(await api.get(`/v1/calls/${callId}/draft`, as));
  const nationalFunding = { kind: "jointAction", jointActionId: id, selectionMode: "STRICT", commonPotCents: 0 };
  const content = { ...draft.draft, nationalFunding };
  const revised = CallHead.parse(
    await api.send("PUT", `/v1/calls/${callId}/draft`, { as, body: content, ifMatch: draft.version }),
  );
  const reason = "Member States fund their own participants together with the Union, in a joint action.";
  await publishDraft(api, { callId, version: revised.version, reasons: [{ field: "nationalFunding", reason }] });
  return id;
};

const contribute = async (
  api: StoryApi,
  jointActionId: string,
  [funder, as, amountCents]: (typeof nationalBudgets)[number],
) => {
  const own = `${base(jointActionId)}/funders/${funder}`;
  const pledge = { purpose: "OPERATIONAL", channel: "DIRECT_TO_BENEFICIARY", amountCents };
  const { version, line } = LineHead.parse(await api.send("POST", `${own}/lines`, { as, body: pledge }));
  await api.send("POST", `${own}/lines/${line.id}/commitment`, { as, body: { amountCents }, ifMatch: version });
  await api.send("PUT", `${own}/budget`, { as, body: { amountCents }, ifMatch: 0 });
};

/** The Member States pledge, commit, and set their budgets; the Union's money is appropriated to the topic. */
export const fundCall = async (
  api: StoryApi,
  { jointActionId, callId, topicId }: { jointActionId: string; callId: string; topicId: string },
) => {
  for (const each of nationalBudgets)
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order: what comes out is the same every time.
    await contribute(api, jointActionId, each);
  const body = { lines: [{ topicId, amountCents: 2_000_000_00 }] };
  await api.send("PUT", `/v1/cofunding/calls/${callId}/appropriation`, {
    as: cast.executiveDirector,
    body,
    ifMatch: 0,
  });
};

/** Each funder says whether the partners that ask for its money are eligible; then the time of verdicts ends. */
export const giveVerdicts = async (api: StoryApi, jointActionId: string, proposals: readonly SubmittedStory[]) => {
  const as = cast.programmeOfficer;
  const { version } = JointActionHead.parse(await api.get(base(jointActionId), as));
  const listed = JointActionHead.parse(
    await api.send("POST", `${base(jointActionId)}/requests`, { as, ifMatch: version }),
  );
  const personOf = new Map(nationalBudgets.map(([funder, person]) => [funder, person]));
  for (const { funder, proposalId } of proposals)
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("PUT", `${base(jointActionId)}/funders/${funder}/verdicts/${proposalId}/p001`, {
      as: personOf.get(funder) ?? cast.belgium,
      body: { outcome: "ELIGIBLE" },
      ifMatch: 0,
    });
  await api.send("POST", `${base(jointActionId)}/verdict-lock`, { as, ifMatch: listed.version });
};
