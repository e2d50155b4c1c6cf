import { type AccessPattern } from "@grants/store/table";
import { accessPatterns } from "@grants/store/tables/all";
import { expect, test } from "vitest";

const rows: readonly [string, AccessPattern][] = Object.entries(accessPatterns);

const page = () =>
  [
    "# Access patterns",
    "",
    "Every read of the database, from `packages/store/src/tables/`. A query without a row is not written; nothing scans.",
    "",
    "| name | owner | who asks | table | pk | sk | items |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(
      ([name, { owner, asks, table, pk, sk, itemsMax }]) =>
        `| ${name} | ${owner} | ${asks} | ${table} | \`${pk}\` | \`${sk}\` | ≤ ${itemsMax} |`,
    ),
    "",
  ].join("\n");

test("the page of access patterns is the table's own", async () => {
  await expect(page()).toMatchFileSnapshot("../../docs/access-patterns.md");
});

test("every read has a bound", () => {
  expect(rows.filter(([, { itemsMax }]) => !Number.isInteger(itemsMax) || itemsMax < 1)).toEqual([]);
});
