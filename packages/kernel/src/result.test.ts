import { describe, expect, test } from "vitest";
import { err, ok } from "./result.ts";

describe("a result", () => {
  test("carries an answer", () => {
    expect(ok(7)).toEqual({ ok: true, value: 7 });
  });

  test("carries a refusal with its evidence", () => {
    expect(err({ kind: "TooLate", by: 1 })).toEqual({ ok: false, error: { kind: "TooLate", by: 1 } });
  });
});
