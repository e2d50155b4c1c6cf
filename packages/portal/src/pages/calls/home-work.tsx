import type { Child } from "hono/jsx";
import type { PortalContext } from "../../area.ts";
import { homeInvitations } from "./invitations.tsx";
import { homeQuestions } from "./questions/home-questions.tsx";

/** What calls have waiting for the reader: an award without a call to answer, questions to answer. */
export const homeOfCalls = async (c: PortalContext): Promise<Child> => {
  const [invitations, questions] = await Promise.all([homeInvitations(c), homeQuestions(c)]);
  return invitations === null && questions === null ? null : (
    <>
      {invitations}
      {questions}
    </>
  );
};
