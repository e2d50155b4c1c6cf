import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { mayDo } from "../../may-do.ts";

/** The call of this name: one for everybody, or an award without a call that the reader is invited to. */
export const readCall = async (c: PortalContext, callId: string) => {
  const params = { path: { callId } };
  const call = await answerOf(apiOf(c).GET("/v1/calls/{callId}", { params }));
  if (call.ok || call.error.status !== 404 || !mayDo(c.get("page").person, "readInvitedCall")) return call;
  return answerOf(apiOf(c).GET("/v1/calls/invited/calls/{callId}", { params }));
};

/** What the reader's organisations are invited to without a call; of an officer, all that was opened. Nothing where that is not for the reader. */
export const readInvitations = async (c: PortalContext): Promise<readonly Schemas["InvitedCall"][]> => {
  if (!mayDo(c.get("page").person, "listInvitedCalls")) return [];
  const listed = await answerOf(apiOf(c).GET("/v1/calls/invited/calls"));
  return listed.ok ? listed.value.invitations : [];
};

/** The same, of those that have closed: what officers evaluate beside the calls for everybody. */
export const readClosedInvitations = async (c: PortalContext) =>
  (await readInvitations(c)).filter(({ closesAt }) => closesAt < c.get("page").now);
