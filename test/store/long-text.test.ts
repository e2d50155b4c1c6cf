import { PartPath } from "@grants/core/proposals/part";
import { ProposalId } from "@grants/core/proposals/proposal";
import { createProposalStore } from "@grants/store/proposals";
import { createCursorSeal } from "@grants/store/cursor";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { aCommand, receivedAt } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

const path = PartPath.parse("text.impact");
const words = "hub security training network partner national centre risk incident response region skill market".split(
  " ",
);
/** Prose that does not repeat itself: a word after the other by a small generator. */
const prose = (characters: number): string => {
  let seed = 7;
  const draw = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return `${words[seed % words.length]}${seed % 11 === 0 ? `${seed % 1_000}.\n` : " "}`;
  };
  return Array.from({ length: characters / 4 }, draw)
    .join("")
    .slice(0, characters);
};

describe("saving a long text", () => {
  test.each([
    { characters: 45_000, unitsMax: 3 },
    { characters: 100_000, unitsMax: 4 },
  ])(
    "of $characters characters costs $unitsMax write units at most while somebody types in it",
    async ({ characters, unitsMax }) => {
      const store = createProposalStore({
        db: opened.db,
        cursors: createCursorSeal("a secret of the tests, long enough"),
        now: () => receivedAt,
      });
      const proposalId = ProposalId.parse(`prop_${newId(`long ${characters}`)}`);
      const save = (text: string, expectedVersion: number) =>
        withUnits(opened.db, () =>
          store.savePart(
            { proposalId, path, content: { kind: "text", section: "impact", text }, expectedVersion },
            aCommand({ key: `save ${expectedVersion}` }),
          ),
        );
      const text = prose(characters);
      await save(text, 0);
      const typed = `${text.slice(0, 20_000)}And a sentence more. ${text.slice(20_000)}`;
      const { value: saved, units } = await save(typed, 1);
      expect(saved).toMatchObject({ ok: true, value: { version: 2 } });
      // One of them reads the order that stands there.
      expect(units).toBeLessThanOrEqual(unitsMax + 1);
    },
  );
});
