import { keepBeside, keepList, loadListPage } from "@grants/store/evaluation-lists";
import { keys } from "@grants/store/tables/all";
import { sendTransaction } from "@grants/store/transaction";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(() => opened.stop());

const keyOf = (list: string) => (page: number) => keys.listByDigest("call_1", "ranking", list, page);
const pages = (count: number) => Array.from({ length: count }, (_, page) => [`row ${page}`]);
const read = (list: string, page: number) => loadListPage(opened.db, keyOf(list)(page), z.string());

describe("keeping a list", () => {
  test("keeps every page, and says nothing where it is kept again", async () => {
    await keepList(opened.db, keyOf("twice"), pages(3));
    await keepList(opened.db, keyOf("twice"), pages(3));
    expect(await read("twice", 3)).toEqual(["row 2"]);
    expect(await read("twice", 4)).toEqual([]);
  });

  test("never puts another page in the place of one", async () => {
    await keepList(opened.db, keyOf("other"), [["one"]]);
    await expect(keepList(opened.db, keyOf("other"), [["another"]])).rejects.toThrow("Another page stands");
    expect(await read("other", 1)).toEqual(["one"]);
  });

  test("goes with the head in one transaction as long as it fits", async () => {
    const writes = await keepBeside(opened.db, keyOf("short"), pages(8));
    expect(writes).toHaveLength(8);
    expect(await read("short", 1)).toEqual([]);
  });

  test("puts the same page again with another head, and never another page", async () => {
    const send = async (list: string, rows: readonly string[]) => {
      const [beside] = await keepBeside(opened.db, keyOf(list), [rows]);
      const writes = beside === undefined ? [] : [beside.write];
      return { outcome: await sendTransaction(opened.db, writes), lost: () => beside?.lost?.(null) };
    };
    await send("head", ["one"]);
    expect(await send("head", ["one"])).toMatchObject({ outcome: { kind: "committed" } });
    const other = await send("head", ["another"]);
    expect(other.outcome).toMatchObject({ kind: "lost" });
    expect(other.lost).toThrow("Another page stands");
    expect(await read("head", 1)).toEqual(["one"]);
  });

  test("comes before the head where it is longer", async () => {
    const writes = await keepBeside(opened.db, keyOf("long"), pages(9));
    expect(writes).toEqual([]);
    expect(await read("long", 9)).toEqual(["row 8"]);
  });
});
