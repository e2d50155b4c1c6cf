import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import {
  Agreement,
  type AgreementId,
  type AgreementInForce,
  type AgreementNotInForce,
} from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import { type ChainPort, type ReadChain, readChain } from "../audit/read-chain.ts";
import type { Stored } from "../audit/stored.ts";
import type { BrokenLink } from "../audit/verify-chain.ts";
import { findPaymentRequest } from "./find-payment-request.ts";
import { PaymentRequest, type PaymentRequestId, type PaymentRequestNotFound } from "./payment-request.ts";
import type { PaymentStore } from "./payment-store.ts";
import { prefinancingClockFrom, prefinancingOf } from "./prefinancing.ts";

/** Rules that the pre-financing follows: its clock and amount, the retention, the time to pay. */
const prefinancingRules = ["GA-02", "GA-03", "PAY-05"] as const;

/** What a request says that its agreement decides, beside the data sheet that the parties signed. */
type PaymentOutcome = Pick<
  PaymentRequest,
  "commitmentId" | "coordinator" | "amountCents" | "clockFromOn" | "limitDays"
> &
  Pick<AgreementInForce, "sheetSha256">;
type PaymentFigure = keyof PaymentOutcome;

/** In this order: a sheet that is another one explains whatever differs behind it. */
export const paymentFigures = [
  "sheetSha256",
  "amountCents",
  "clockFromOn",
  "limitDays",
  "coordinator",
  "commitmentId",
] as const satisfies readonly PaymentFigure[];

type PaymentComparison = {
  /** By the audit entries of the request and of the agreement it was asked for on; null where a chain of them is broken. */
  readonly decided: PaymentOutcome | null;
  readonly recomputed: PaymentOutcome;
  /** What the request says now: the bank is sent this. */
  readonly kept: PaymentOutcome;
  readonly brokenLink: BrokenLink | null;
  readonly isEqual: boolean;
  readonly firstDifference: PaymentFigure | null;
};

type RequestAndAgreement = { readonly request: PaymentRequest; readonly agreement: AgreementInForce };

const outcomeOf = ({ request, agreement }: RequestAndAgreement): PaymentOutcome => {
  const { commitmentId, coordinator, amountCents, clockFromOn, limitDays } = request;
  return { sheetSha256: agreement.sheetSha256, commitmentId, coordinator, amountCents, clockFromOn, limitDays };
};

const inForce = (agreement: Agreement): AgreementInForce => {
  if (agreement.state !== "inForce") throw new Error(`A payment was asked for while ${agreement.id} was not in force.`);
  return agreement;
};

type ReplayDeps = { readonly payments: ReplayedPayments; readonly sha256: Sha256 };
/** What a payment is computed once more from. */
export type ReplayedPayments = Pick<PaymentStore, "loadBacking"> & ChainPort;

const chainOf = async (
  { payments, sha256 }: ReplayDeps,
  { state: { id }, version, chainHash }: Stored<PaymentRequest | Agreement>,
): Promise<ReadChain> => readChain(sha256, { aggregate: id, version, chainHash }, await payments.loadEntries(id));

type Account = { readonly brokenLink: BrokenLink } | ({ readonly brokenLink: null } & RequestAndAgreement);

/** The request as it was asked for, on the agreement as it was then: both from their entries alone. */
const accountOf = (ofRequest: ReadChain, ofAgreement: ReadChain, agreementId: AgreementId): Account => {
  if (ofRequest.brokenLink !== null) return ofRequest;
  if (ofAgreement.brokenLink !== null) return ofAgreement;
  const [asked] = ofRequest.decided;
  const signed = ofAgreement.decided[(asked?.terms[agreementId] ?? 0) - 1];
  return {
    brokenLink: null,
    request: PaymentRequest.parse(asked?.state),
    agreement: inForce(Agreement.parse(signed?.state)),
  };
};

/** What the data sheet gives as it is kept: its digest too is computed once more. */
const recompute = (sheet: DataSheet, { inForceOn }: AgreementInForce, sha256: Sha256): PaymentOutcome => ({
  sheetSha256: sha256(canonicalJson(sheet)),
  commitmentId: sheet.commitmentId,
  coordinator: sheet.coordinator,
  amountCents: prefinancingOf(sheet).prefinancingTransferCents,
  clockFromOn: prefinancingClockFrom({ inForceOn }, sheet),
  limitDays: sheet.prefinancingDays,
});

type Three = Pick<PaymentComparison, "decided" | "recomputed" | "kept">;
/** What was decided, what comes out and what is kept must be the same three times. */
const firstDifferenceOf = ({ decided, recomputed, kept }: Three): PaymentFigure | null =>
  paymentFigures.find(
    (figure) => kept[figure] !== recomputed[figure] || (decided !== null && decided[figure] !== recomputed[figure]),
  ) ?? null;

export type PaymentReplay = PaymentComparison &
  Pick<PaymentRequest, "agreementId"> & {
    readonly requestId: PaymentRequestId;
    readonly rules: readonly string[];
    /** What the amount and its clock were computed from. */
    readonly inputs: Pick<DataSheet, "maxGrantCents" | "prefinancingRate" | "mimRate" | "startsOn"> &
      Pick<AgreementInForce, "inForceOn">;
  };

/** Runs the rules of a payment request once more on what was signed. */
export const computePaymentAgain = async (
  deps: ReplayDeps,
  request: Stored<PaymentRequest>,
): Promise<Result<PaymentReplay, AgreementNotInForce>> => {
  const { agreementId, id: requestId } = request.state;
  const [{ agreement, sheet }, ofRequest] = await Promise.all([
    deps.payments.loadBacking(request.state),
    chainOf(deps, request),
  ]);
  const { state } = agreement;
  if (state.state !== "inForce") return err({ kind: "AgreementNotInForce", state: state.state });
  const head = { request: request.state, agreement: state };
  const account = accountOf(ofRequest, await chainOf(deps, agreement), agreementId);
  const { brokenLink } = account;
  const signed = account.brokenLink === null ? account.agreement : state;
  const compared = {
    decided: account.brokenLink === null ? outcomeOf(account) : null,
    recomputed: recompute(sheet, signed, deps.sha256),
    kept: outcomeOf(head),
  };
  const firstDifference = firstDifferenceOf(compared);
  const { maxGrantCents, prefinancingRate, mimRate, startsOn } = sheet;
  return ok({
    requestId,
    agreementId,
    rules: prefinancingRules,
    inputs: { maxGrantCents, prefinancingRate, mimRate, startsOn, inForceOn: signed.inForceOn },
    ...compared,
    brokenLink,
    firstDifference,
    isEqual: brokenLink === null && firstDifference === null,
  });
};

type ReplayPaymentDeps = { readonly payments: PaymentStore; readonly sha256: Sha256 };

/** What was decided, from the audit entries, beside what the rules give now and what the request says now. Writes nothing. */
export const replayPayment = async (
  deps: ReplayPaymentDeps,
  { requestId, command }: { readonly requestId: PaymentRequestId; readonly command: Command },
): Promise<Result<PaymentReplay, PaymentRequestNotFound | NotAllowed | AgreementNotInForce>> => {
  const loaded = await deps.payments.loadRequest(requestId, command.caller);
  const found = findPaymentRequest(loaded, { action: "readPaymentReplay", requestId, command });
  return found.ok ? computePaymentAgain(deps, found.value.request) : found;
};
