import { type AccessPattern, type Key } from "../table.ts";

export const awardKeys = {
  awardList: (id: string): Key => ({ pk: `AWL#${id}`, sk: "META" }),
} as const;

export const awardPatterns = {
  awardList: {
    asks: "officer: what became of a topic's awards after their decision, and who of the reserve list was called",
    owner: "evaluation",
    table: "grants",
    pk: "AWL#<awardListId>",
    sk: "META",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
