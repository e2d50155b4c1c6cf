import type { CallContent } from "@grants/core/calls/call";
import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { closeCall, closingGraceMs } from "@grants/core/evaluation/close-call";
import { CallId } from "@grants/core/calls/call";
import { FunderCode } from "@grants/core/access/rights";
import type { UserId } from "@grants/kernel/id";
import { Instant, addMilliseconds } from "@grants/kernel/time";
import { createClosingStore } from "@grants/store/closing";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { aCallContent, beforeOpening, closingInstant, nch } from "./builders.ts";
import { publishDraft } from "./publish-draft.ts";
import { createThread } from "./thread.ts";

const CallReply = z.object({ call: z.object({ id: z.string() }) });
const JointActionReply = z.object({ jointAction: z.object({ id: z.string() }) });
const LineReply = z.object({ line: z.object({ id: z.string() }) });

export type OpenedJointAction = { readonly callId: string; readonly jointActionId: string; readonly path: string };
type Content = Partial<z.input<typeof CallContent>>;

const base = "/v1/cofunding";

/** A joint action without a word about money, and what Member States do in it. Each step throws when the platform refuses it. */
export const createCofunding = (api: TestApi, db: Database) => {
  const { must, ...thread } = createThread(api);
  const officer = () => api.person("programme officer", [{ role: "programmeOfficer" }]);
  const director = () => api.person("director", [{ role: "authorisingOfficer" }]);
  const funder = (code: string): Promise<UserId> =>
    api.person(`funder ${code}`, [{ role: "funder", funder: FunderCode.parse(code) }]);

  /** A published call that names its joint action; `union` sets amount, cap and administrative costs. */
  const open = async (over: Content = {}, union: object = {}, funding: object = {}): Promise<OpenedJointAction> => {
    const as = await officer();
    const at = beforeOpening;
    const { id: callId } = CallReply.parse(await must("POST", "/v1/calls", { as, at, body: aCallContent(over) })).call;
    const body = {
      callId,
      unionAmountCents: 2_000_000_00,
      unionCapCents: 2_000_000_00,
      administrativeCents: 0,
      ...union,
    };
    const made = await must("POST", `${base}/joint-actions`, { as, at, body });
    const { id: jointActionId } = JointActionReply.parse(made).jointAction;
    const nationalFunding = {
      kind: "jointAction" as const,
      jointActionId,
      selectionMode: "STRICT" as const,
      commonPotCents: 0,
      ...funding,
    };
    const content = aCallContent({ ...over, nationalFunding });
    await must("PUT", `/v1/calls/${callId}/draft`, { as, at, body: content, ifMatch: 1 });
    await publishDraft(must, { callId, officer: as, publisher: await director(), version: 2, at });
    return { callId, jointActionId, path: `${base}/joint-actions/${jointActionId}` };
  };

  const pledge = async ({ path }: OpenedJointAction, code: string, amountCents: number, over: object = {}) => {
    const body = { purpose: "OPERATIONAL", channel: "VIA_ECCC", amountCents, ...over };
    const made = await must("POST", `${path}/funders/${code}/lines`, { as: await funder(code), body });
    return `${path}/funders/${code}/lines/${LineReply.parse(made).line.id}`;
  };
  const commitLine = async (jointAction: OpenedJointAction, code: string, amountCents: number, over: object = {}) => {
    const line = await pledge(jointAction, code, amountCents, over);
    await must("POST", `${line}/commitment`, { as: await funder(code), ifMatch: 1, body: { amountCents } });
    return line;
  };
  const setBudget = async (jointAction: OpenedJointAction, code: string, amountCents: number, ifMatch = 0) =>
    must("PUT", `${jointAction.path}/funders/${code}/budget`, {
      as: await funder(code),
      ifMatch,
      body: { amountCents },
    });
  const appropriate = async (callId: string, amountCents: number, over: object = {}, ifMatch = 0) =>
    must("PUT", `${base}/calls/${callId}/appropriation`, {
      as: await director(),
      ifMatch,
      body: { lines: [{ topicId: nch, amountCents }], ...over },
    });
  /** Seals the call's list of submissions, as its clock does. */
  const seal = async (callId: string) => {
    const now = addMilliseconds(Instant.parse(closingInstant), closingGraceMs);
    const deps = { closing: createClosingStore(db), documents: api.documents, newId, sha256: db.sha256 };
    const closed = await closeCall(deps, { callId: CallId.parse(callId), now, correlationId: "closing" });
    if (!closed.ok) throw new Error(`The call was not closed: ${closed.error.kind}.`);
  };
  return { ...thread, must, officer, director, funder, open, pledge, commitLine, setBudget, appropriate, seal };
};

/** What makes the usual call one of Horizon Europe: its months to inform are fewer. One entity is enough, as for the usual call. */
export const inHorizonEurope: Content = {
  profile: programmeProfiles.RIA,
  consortiumRule: { partnersMin: 1, countriesMin: 1, memberStatesMin: 1 },
  plannedInformOn: "2027-06-29",
  plannedSignOn: "2027-09-29",
};
