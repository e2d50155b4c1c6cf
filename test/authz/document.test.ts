import { operations } from "@grants/contract/document";
import { type AccessRow, accessTable, personalActions, publicActions } from "@grants/core/access/access-table";
import { fieldRules } from "@grants/core/access/field-access";
import { expect, test } from "vitest";

const words: Readonly<Record<AccessRow["relation"], string>> = {
  any: "",
  named: " (named on it)",
  ownOrganisation: " (for its own organisation)",
  ownFunder: " (for its own funder)",
};

const summaryOf = new Map(operations.map(({ operationId, summary }) => [operationId, summary ?? ""]));
const rowOf = ([action, rows]: readonly [string, readonly AccessRow[]]) =>
  `| ${action} | ${summaryOf.get(action) ?? ""} | ${rows.map(({ role, relation }) => `${role}${words[relation]}`).join(", ")} |`;

const page = () =>
  [
    "# Who may do what",
    "",
    "The one table of rights, from `packages/core/src/access/access-table.ts`. What no row allows is refused. `npm run authz` asks every route as every",
    "role: for its own thing, as a person named on it with a role elsewhere, as a stranger, after the role has ended, and without any.",
    "",
    "Beside the table stand rules that read history: nobody holds two of initiator, verifier, authorising officer and accounting officer on one payment, a",
    "second person confirms what a first one prepared, no expert assesses a proposal of an own organisation, whoever helped an applicant does not assess",
    "it (NCC-05), nobody gives themselves a role, and nobody holds the roles of an authorising and an accounting officer at once (SOD-01). What a person",
    "does as the deputy of another counts for both, and no deputy has more than the one whose deputy it is.",
    "",
    "| action | what it is | who may |",
    "|---|---|---|",
    ...Object.entries(accessTable).map(rowOf),
    "",
    "Inside what somebody may read, these stay hidden:",
    "",
    "| what | from | until |",
    "|---|---|---|",
    ...fieldRules.map(({ what, hiddenFrom, until }) => `| ${what} | ${hiddenFrom.join(", ")} | ${until} |`),
    "",
    `Open to whoever is signed in, about themselves or about a link that they hold: ${personalActions.join(", ")}.`,
    "",
    `Open to everybody: ${publicActions.join(", ")}.`,
    "",
  ].join("\n");

test("the page of rights is the table's own", async () => {
  await expect(page()).toMatchFileSnapshot("../../docs/who-may-do-what.md");
});
