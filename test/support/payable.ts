import type { CallId } from "@grants/core/calls/call";
import type { RoleGrant } from "@grants/core/access/rights";
import type { UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { type Awarded, createAwards } from "./awarded.ts";
import { type Payee, createPayees } from "./payee.ts";

export const RequestReply = z.object({
  version: z.int(),
  request: z.looseObject({ id: z.string(), state: z.string(), amountCents: z.int(), paymentId: z.string().optional() }),
});
const AgreementReply = z.object({ agreement: z.object({ id: z.string(), sheetSha256: z.string() }) });
export const RunReply = z.object({
  version: z.int(),
  run: z.looseObject({ id: z.string(), state: z.string(), manifestSha256: z.string().optional() }),
});

/** The persons of the circuit, all different. */
export type Circuit = Readonly<
  Record<"officer" | "initiator" | "verifier" | "authorisingOfficer" | "accountant" | "secondAccountant", UserId>
>;

export type Signed = Awarded & { readonly agreementId: string; readonly commitmentId: string };

const rolesOf = {
  officer: { role: "projectOfficer" },
  initiator: { role: "initiator" },
  verifier: { role: "verifier" },
  authorisingOfficer: { role: "authorisingOfficer" },
  accountant: { role: "accountingOfficer" },
  secondAccountant: { role: "accountingOfficer" },
} as const satisfies Record<keyof Circuit, RoleGrant>;

type SignAsk = { readonly startsOn?: string; readonly parts?: Readonly<Record<string, object>> };

let projectNumbers = 101_900_000;

/** Agreements in force and their payments, step by step. Each throws when the platform refuses it. */
export const createPayables = async (api: TestApi, db: Database, callId: CallId) => {
  const awards = createAwards(api, db);
  const payees = createPayees(api);
  const named = await Promise.all(
    Object.entries(rolesOf).map(async ([name, grant]) => [name, await api.person(`circuit ${name}`, [grant])] as const),
  );
  const circuit = z.custom<Circuit>().parse(Object.fromEntries(named));
  const must = async (...[method, path, ask]: Parameters<TestApi["send"]>) => {
    const reply = await api.send(method, path, ask);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };

  /** An agreement that both sides have signed. */
  const sign = async (payee: Payee, { startsOn = "2027-05-10", ...over }: SignAsk = {}): Promise<Signed> => {
    const award = await awards.award(payee, { callId, unionCents: 267_500_00, ...over });
    projectNumbers += 1;
    const body = { awardId: award.awardId, projectNumber: `${projectNumbers}`, startsOn };
    const { agreement } = AgreementReply.parse(await must("POST", "/v1/agreements", { as: circuit.officer, body }));
    const path = `/v1/agreements/${agreement.id}/signatures`;
    const signature = { sheetSha256: agreement.sheetSha256 };
    await must("POST", path, { as: award.user, ifMatch: 1, body: signature });
    await must("POST", path, { as: circuit.authorisingOfficer, ifMatch: 2, body: signature });
    return { ...award, agreementId: agreement.id };
  };

  const request = async ({ agreementId }: Pick<Signed, "agreementId">) => {
    const body = { agreementId };
    return RequestReply.parse(await must("POST", "/v1/disbursement/requests", { as: circuit.initiator, body })).request;
  };

  const validated = async (signed: Signed) => {
    const { id } = await request(signed);
    await must("POST", `/v1/disbursement/requests/${id}/validation`, { as: circuit.verifier, ifMatch: 1 });
    return { ...signed, requestId: id, path: `/v1/disbursement/requests/${id}` };
  };

  const authorised = async (signed: Signed, executionOn: string) => {
    const made = await validated(signed);
    const ask = { as: circuit.authorisingOfficer, ifMatch: 2, body: { executionOn } };
    const { paymentId = "" } = RequestReply.parse(await must("POST", `${made.path}/authorisation`, ask)).request;
    return { ...made, paymentId };
  };

  /** A run of a day that the worker has prepared. */
  const preparedRun = async (executionOn: string) => {
    const asked = await must("POST", "/v1/treasury/runs", { as: circuit.accountant, body: { executionOn } });
    const { id } = RunReply.parse(asked).run;
    await api.runPayments();
    const path = `/v1/treasury/runs/${id}`;
    const { manifestSha256 } = RunReply.parse(await must("GET", path, { as: circuit.accountant })).run;
    if (manifestSha256 === undefined) throw new Error(`The run of ${executionOn} is not prepared.`);
    return { id, path, manifestSha256 };
  };

  /** Confirmed by a second accounting officer and released; the worker has not been at it yet. */
  const releasedRun = async (executionOn: string) => {
    const { id, path, manifestSha256 } = await preparedRun(executionOn);
    await must("POST", `${path}/confirmation`, { as: circuit.secondAccountant, ifMatch: 2, body: { manifestSha256 } });
    await must("POST", `${path}/sending`, { as: circuit.accountant, ifMatch: 3 });
    return { id, path };
  };

  /** The bank has the file, and has said what it says at once. */
  const sentRun = async (executionOn: string) => {
    const run = await releasedRun(executionOn);
    await api.runPayments();
    return run;
  };

  return {
    circuit,
    must,
    payees,
    sign,
    /** In force, with a payee that may be paid. */
    inForce: async (name: string) => sign(await payees.validated(name)),
    request,
    validated,
    authorised,
    preparedRun,
    releasedRun,
    sentRun,
  };
};
