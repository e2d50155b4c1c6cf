import { addMonths } from "@grants/kernel/calendar";
import { type Fraction, fraction } from "@grants/kernel/fraction";
import { type Cents, minusAtLeastZero, shareOf } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { CountryCode } from "../proposals/part.ts";
import { memberStates } from "../reference/states.ts";

export type HubType = "NATIONAL" | "CROSS_BORDER";

/** Who builds a hub, what its tools cost, and what its operation costs. */
export type Hub = {
  readonly hubType: HubType;
  /** Countries that take part, ISO 3166-1. */
  readonly states: readonly CountryCode[];
  readonly acquisitionCents: Cents;
  readonly operationCents: Cents;
};

export type HubFunding = {
  readonly unionAcquisitionCents: Cents;
  readonly unionOperationCents: Cents;
  readonly otherAcquisitionCents: Cents;
  readonly otherOperationCents: Cents;
};

export type HostingConsortiumTooSmall = {
  readonly kind: "HostingConsortiumTooSmall";
  readonly memberStates: number;
};
export type NationalHubNeedsMemberState = {
  readonly kind: "NationalHubNeedsMemberState";
  readonly memberStates: number;
};

const hostingMemberStatesMin = 3;
/** What the Union pays of a joint procurement: three quarters of a cross-border hub's tools, half of a national one's (CSOA-JP). */
const acquisitionRates: Readonly<Record<HubType, Fraction>> = {
  CROSS_BORDER: fraction(3n, 4n),
  NATIONAL: fraction(1n, 2n),
};
/** The operation is a grant, at half of its costs (DEP-09). */
const operationRate = fraction(1n, 2n);

/** What the Union and the others pay of a hub: the tools are bought jointly with the ECCC, the operation is a grant (CSOA-JP, DEP-09). */
export const splitHubProcurement = ({
  hubType,
  states,
  acquisitionCents,
  operationCents,
}: Hub): Result<HubFunding, HostingConsortiumTooSmall | NationalHubNeedsMemberState> => {
  const members = new Set(states.filter((state) => memberStates.has(state))).size;
  if (hubType === "CROSS_BORDER" && members < hostingMemberStatesMin)
    return err({ kind: "HostingConsortiumTooSmall", memberStates: members });
  if (hubType === "NATIONAL" && members !== 1)
    return err({ kind: "NationalHubNeedsMemberState", memberStates: members });
  const unionAcquisitionCents = shareOf(acquisitionCents, acquisitionRates[hubType]);
  const unionOperationCents = shareOf(operationCents, operationRate);
  return ok({
    unionAcquisitionCents,
    unionOperationCents,
    otherAcquisitionCents: minusAtLeastZero(acquisitionCents, unionAcquisitionCents),
    otherOperationCents: minusAtLeastZero(operationCents, unionOperationCents),
  });
};

type NationalHub = {
  /** When its tools were acquired, and when its Member State received the grant; `null` while that has not been. */
  readonly acquiredOn: LocalDate | null;
  readonly grantReceivedOn: LocalDate | null;
  /** When it came into a Cross-Border Hub. */
  readonly joinedOn: LocalDate | null;
};

const monthsToJoin = 24;

/** The last day on which a National Hub may still stand alone: two years from its tools or its grant, whichever came sooner (DEP-09). */
export const joinBy = ({ acquiredOn, grantReceivedOn }: NationalHub): LocalDate | null => {
  const [soonest] = [acquiredOn, grantReceivedOn].filter((day) => day !== null).toSorted();
  return soonest === undefined ? null : addMonths(soonest, monthsToJoin);
};

/** Whether its Member State may have further support of the Alert System on a day; it may again once the hub has joined (DEP-09). */
export const mayHaveAlertSystemSupport = (hub: NationalHub, on: LocalDate): boolean => {
  const latestOn = joinBy(hub);
  return latestOn === null || on <= latestOn || (hub.joinedOn !== null && hub.joinedOn <= on);
};
