type Costs = { readonly personnelCents: number; readonly purchasesCents: number };

/** 860 days of analysts, four persons for a year of 215 days, at 480 euro. */
const analysts = { days: "860", rateCents: 480_00, sumCents: 412_800_00 };
const visits = { units: "24", rateCents: 950_00, sumCents: 22_800_00 };

const packages = {
  "wp.w01": {
    kind: "workPackage",
    workPackage: "w01",
    title: "Coordination and operations",
    objectives: "Synthetic work package: the hub is staffed, opened and run around the clock.",
    startMonth: 1,
    endMonth: 36,
    lead: "p001",
    deliverables: [{ title: "D1.1 Operating plan", month: 6 }],
    milestones: [{ title: "M1 The hub opens", month: 12 }],
  },
  "wp.w02": {
    kind: "workPackage",
    workPackage: "w02",
    title: "Platform and detection",
    objectives: "Synthetic work package: tools are bought, connected and tuned with the other hubs.",
    startMonth: 3,
    endMonth: 30,
    lead: "p001",
    deliverables: [{ title: "D2.1 Detection platform in use", month: 18 }],
    milestones: [],
  },
};

/** Work packages and cost lines, by path, that come to what the proposal costs. */
export const planOf = ({ personnelCents, purchasesCents }: Costs): Readonly<Record<string, object>> => ({
  ...packages,
  "costs.p001.w01": {
    kind: "costs",
    slot: "p001",
    workPackage: "w01",
    lines: [
      { kind: "days", item: "A1", description: "Analysts", days: analysts.days, rateCents: analysts.rateCents },
      {
        kind: "amount",
        item: "A2",
        description: "Coordination team",
        amountCents: personnelCents - analysts.sumCents,
      },
      {
        kind: "units",
        item: "C1",
        description: "Visits to partner hubs",
        units: visits.units,
        rateCents: visits.rateCents,
      },
    ],
  },
  "costs.p001.w02": {
    kind: "costs",
    slot: "p001",
    workPackage: "w02",
    lines: [
      { kind: "amount", item: "C2", description: "Sensors and servers", amountCents: purchasesCents - visits.sumCents },
    ],
  },
});
