import { splitHubProcurement } from "@grants/core/cofunding/split-hub-procurement";
import { CountryCode } from "@grants/core/proposals/part";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  hubType: z.enum(["NATIONAL", "CROSS_BORDER"]),
  states: z.array(CountryCode),
  acquisitionCents: Cents,
  operationCents: Cents,
});

const reasons = {
  HostingConsortiumTooSmall: "HOSTING_CONSORTIUM_NEEDS_THREE_MEMBER_STATES",
  NationalHubNeedsMemberState: "NATIONAL_HUB_NEEDS_ONE_MEMBER_STATE",
} as const;

export const adapt = (input: unknown): unknown => {
  const split = splitHubProcurement(Input.parse(input));
  return split.ok ? { eligible: true, ...split.value } : { eligible: false, reason: reasons[split.error.kind] };
};
