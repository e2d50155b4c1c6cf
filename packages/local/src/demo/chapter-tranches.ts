import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const LineHead = z.object({ version: z.int(), line: z.object({ id: z.string() }) });
const NoteHead = z.object({ version: z.int(), debitNote: z.object({ id: z.string() }) });
const amountCents = 20_000_00;

/**
 * The Netherlands bear a part of the administrative costs through the Centre. Its first tranche of 40 % is called by two persons; a part has
 * come, and waits for the person who compares it with the bank's statement.
 */
export const callFirstTranche = async (api: StoryApi, jointActionId: string): Promise<void> => {
  const own = `/v1/cofunding/joint-actions/${jointActionId}/funders/NL/lines`;
  const as = cast.netherlands;
  const pledge = { purpose: "ADMINISTRATIVE", channel: "VIA_ECCC", amountCents };
  const { version, line } = LineHead.parse(await api.send("POST", own, { as, body: pledge }));
  await api.send("POST", `${own}/${line.id}/commitment`, { as, body: { amountCents }, ifMatch: version });
  const tranche = { amountCents: 8_000_00, dueOn: "2027-07-31" };
  const proposed = NoteHead.parse(
    await api.send("POST", `${own}/${line.id}/debit-notes`, { as: cast.programmeOfficer, body: tranche, ifMatch: 0 }),
  );
  const note = `/v1/cofunding/debit-notes/${proposed.debitNote.id}`;
  const sent = NoteHead.parse(
    await api.send("POST", `${note}/issue`, { as: cast.executiveDirector, ifMatch: proposed.version }),
  );
  await api.get(note, as);
  const body = { kind: "RECEIPT", amountCents: 3_000_00, bookedOn: "2027-06-01", bankReference: "2027-06-01/000117" };
  await api.send("POST", `${note}/movements`, { as: cast.accountingOfficer, body, ifMatch: sent.version });
};
