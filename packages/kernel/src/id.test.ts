import { describe, expect, test } from "vitest";
import { OrganisationId, UserId, prefixedId } from "./id.ts";

const ulid = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";

describe("an id", () => {
  test("is its prefix, an underscore and 26 characters of Crockford's base 32", () => {
    expect(prefixedId("call").safeParse(`call_${ulid}`).success).toBe(true);
    expect(prefixedId("call").safeParse("call_0123456789ABCDEFGHJKMNPQRS").success).toBe(true);
    expect(prefixedId("call").safeParse("call_TVWXYZ00000000000000000000").success).toBe(true);
  });

  test.each([
    `prop_${ulid}`,
    ulid,
    `call_${ulid.slice(1)}`,
    `call_${ulid}0`,
    `call_${ulid.toLowerCase()}`,
    `xcall_${ulid}`,
    `call_${ulid}\n`,
    `call_${ulid.replace("J", "I")}`,
    `call_${ulid.replace("J", "L")}`,
    `call_${ulid.replace("J", "O")}`,
    `call_${ulid.replace("J", "U")}`,
  ])("refuses '%s'", (text) => {
    expect(prefixedId("call").safeParse(text).success).toBe(false);
  });

  test("of a person is no id of an organisation", () => {
    expect(UserId.safeParse(`usr_${ulid}`).success).toBe(true);
    expect(UserId.safeParse(`org_${ulid}`).success).toBe(false);
    expect(OrganisationId.safeParse(`org_${ulid}`).success).toBe(true);
    expect(OrganisationId.safeParse(`usr_${ulid}`).success).toBe(false);
  });
});
