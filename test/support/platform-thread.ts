import { cast } from "@grants/local/demo/people";
import { z } from "zod";
import { aBudget, aCallContent, aGeneral, aPartner, aText } from "./builders.ts";
import type { PlatformClient } from "./platform-client.ts";

const CallHead = z.object({ version: z.int(), call: z.object({ id: z.string(), draftSha256: z.string() }) });

/** A published call, by its id. Its deadline must lie ahead of the platform's clock. */
export const publishCall = async (
  client: PlatformClient,
  over: Parameters<typeof aCallContent>[0] = {},
): Promise<string> => {
  const as = cast.programmeOfficer;
  const made = await client.must({ method: "POST", path: "/v1/calls", as, body: aCallContent(over) });
  const { id } = CallHead.parse(made).call;
  const path = `/v1/calls/${id}`;
  const asked = await client.must({
    method: "POST",
    path: `${path}/publication-request`,
    as,
    ifMatch: 1,
    body: { reasons: [] },
  });
  const { version, call } = CallHead.parse(asked);
  const body = { draftSha256: call.draftSha256 };
  const publisher = cast.executiveDirector;
  await client.must({ method: "POST", path: `${path}/publication`, as: publisher, ifMatch: version, body });
  return id;
};

/** Everything that a proposal of one partner needs before it can be frozen, by the path of its part. */
export const proposalContents: Readonly<Record<string, object>> = {
  general: aGeneral(),
  "partner.p001": aPartner("p001"),
  "budget.p001": aBudget("p001"),
  "text.relevance": aText("relevance"),
  "text.implementation": aText("implementation"),
  "text.impact": aText("impact"),
};
