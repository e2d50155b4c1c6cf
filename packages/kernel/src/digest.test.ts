import { describe, expect, test } from "vitest";
import { Digest } from "./digest.ts";

const digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

describe("a digest", () => {
  test("is 64 lower-case hexadecimal digits", () => {
    expect(Digest.safeParse(digest).success).toBe(true);
  });

  test.each([digest.slice(1), `${digest}0`, digest.toUpperCase(), `g${digest.slice(1)}`, ""])(
    "refuses '%s'",
    (text) => {
      expect(Digest.safeParse(text).success).toBe(false);
    },
  );
});
