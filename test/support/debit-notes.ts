import type { Database } from "@grants/store/database";
import { z } from "zod";
import type { Ask, TestApi } from "./api.ts";
import { createCofunding } from "./joint-action.ts";

const base = "/v1/cofunding/debit-notes";
const Reply = z.object({ debitNote: z.object({ id: z.string() }) });
type Tranche = { readonly amountCents: number; readonly dueOn: string };

/** Debit notes of contributions through the Centre: each of their steps by the person whose it is. */
export const createDebitNotes = (api: TestApi, db: Database) => {
  const { must, officer, director } = createCofunding(api, db);
  const accountant = () => api.person("accountant", [{ role: "accountingOfficer" }]);
  const second = () => api.person("second accountant", [{ role: "accountingOfficer" }]);
  const idIn = (body: unknown): string => Reply.parse(body).debitNote.id;

  const propose = async (line: string, body: Tranche, ifMatch = 0) =>
    `${base}/${idIn(await must("POST", `${line}/debit-notes`, { as: await officer(), ifMatch, body }))}`;
  const send = async (step: "issue" | "confirm", note: string, ifMatch: number, over: Ask = {}) =>
    step === "issue"
      ? api.send("POST", `${note}/issue`, { as: await director(), ifMatch, ...over })
      : api.send("POST", `${note}/movement-decision`, {
          as: await second(),
          ifMatch,
          body: { decision: "CONFIRM" },
          ...over,
        });
  /** A tranche proposed and sent; gives the path of its note, which has version 2. */
  const call = async (line: string, tranche: Tranche) => {
    const note = await propose(line, tranche);
    await must("POST", `${note}/issue`, { as: await director(), ifMatch: 1 });
    return note;
  };
  const reportAsk = async (over: object, ifMatch: number): Promise<Ask> => ({
    as: await accountant(),
    ifMatch,
    body: { kind: "RECEIPT", amountCents: 1_00, bookedOn: "2026-12-10", bankReference: "BANK-2026-12", ...over },
  });
  const receive = async (note: string, amountCents: number, ifMatch: number, over: object = {}) => {
    await must("POST", `${note}/movements`, await reportAsk({ amountCents, ...over }, ifMatch));
    const confirmed = { as: await second(), ifMatch: ifMatch + 1, body: { decision: "CONFIRM" } };
    await must("POST", `${note}/movement-decision`, confirmed);
  };
  return { accountant, idIn, propose, send, call, reportAsk, receive };
};
