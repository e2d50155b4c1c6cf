import { cents } from "@grants/kernel/money";
import { describe, expect, test } from "vitest";
import { controlSum } from "./control-sum.ts";

describe("the control sum", () => {
  test.each([
    [[], 0, "0.00"],
    [[5], 1, "0.05"],
    [[1, 99], 2, "1.00"],
    [[99_999_999_999, 99_999_999_999], 2, "1999999999.98"],
  ])("of %j counts %d and is %s", (amounts, nbOfTxs, ctrlSum) => {
    expect(controlSum(amounts.map(cents))).toMatchObject({ nbOfTxs, ctrlSum });
  });
});
