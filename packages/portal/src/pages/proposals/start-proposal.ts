import { answerOf, apiOf, commandHeaders, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { readForm } from "../../forms/form-values.ts";

/** The button on the page of a call. */
export const startProposal = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const callId = form.text("callId");
  const body = { callId, topicId: form.text("topicId"), coordinator: form.text("coordinator") };
  const header = commandHeaders(form);
  const started = await answerOf(apiOf(c).POST("/v1/proposals", { params: { header }, body }));
  return started.ok
    ? seeOther(c, `/proposals/${started.value.proposal.id}`)
    : showProblem(c, started.error, `/calls/${callId}`);
};
