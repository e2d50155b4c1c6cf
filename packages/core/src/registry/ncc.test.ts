import { UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { type Capacity, type CapacityStep, Ncc, decideCapacity, mayReceiveWithoutCall } from "./ncc.ts";

const ulid = (digit: string) => digit.repeat(26);
const by = UserId.parse(`usr_${ulid("A")}`);
const at = Instant.parse("2026-11-30T11:00:00.000Z");
const aCentre = (capacity: object) =>
  Ncc.parse({
    state: "listed",
    id: `ncc_${ulid("1")}`,
    country: "BE",
    name: "Centre",
    organisation: `org_${ulid("1")}`,
    listedAt: at,
    capacity,
  });
const capacities: Readonly<Record<Capacity["state"], object>> = {
  NONE: { state: "NONE" },
  REQUESTED: { state: "REQUESTED", requestedOn: "2026-11-01", decideBy: "2027-02-01", by },
  RECOGNISED: { state: "RECOGNISED", decidedOn: "2026-11-01", by },
  REFUSED: { state: "REFUSED", decidedOn: "2026-11-01", by },
  UNDER_REVIEW: { state: "UNDER_REVIEW", since: "2026-11-01", by },
};
const allowed: Readonly<Record<CapacityStep, readonly string[]>> = {
  REQUEST: ["NONE", "REFUSED"],
  RECOGNISE: ["REQUESTED", "UNDER_REVIEW"],
  REFUSE: ["REQUESTED", "UNDER_REVIEW"],
  REVIEW: ["RECOGNISED"],
};
const steps: readonly CapacityStep[] = ["REQUEST", "RECOGNISE", "REFUSE", "REVIEW"];
const rows = steps.flatMap((step) =>
  Object.entries(capacities).map(([state, capacity]) => ({ step, state, capacity })),
);

describe("the capacity of a Centre to manage funds", () => {
  test.each(rows)("$step from $state", ({ step, state, capacity }) => {
    expect(decideCapacity(aCentre(capacity), step, { by, at }).ok).toBe(allowed[step].includes(state));
  });

  test("is decided within three months, to the end of the shorter month", () => {
    const asked = decideCapacity(aCentre({ state: "NONE" }), "REQUEST", { by, at });
    expect(asked).toMatchObject({ value: { requestedOn: "2026-11-30", decideBy: "2027-02-28" } });
  });

  test.each(Object.entries(capacities))("opens grants without a call or not: %s", (state, capacity) => {
    expect(mayReceiveWithoutCall(aCentre(capacity))).toBe(state === "RECOGNISED");
  });
});
