import { UserId } from "@grants/kernel/id";
import { describe, expect, test } from "vitest";
import { accountsBeside } from "./same-person.ts";
import { StaffId, type StaffMember, changedRights } from "./staff.ts";

const userOf = (place: number) => UserId.parse(`usr_${`${place}`.padStart(26, "0")}`);
const [ada, adaTwo, adaThree, bo] = [userOf(1), userOf(2), userOf(3), userOf(4)];
const member = (user: UserId, accounts: readonly UserId[], superior?: UserId): StaffMember => ({
  id: StaffId.parse(`stf_${user.slice(4)}`),
  user,
  accounts: [...accounts],
  ...(superior === undefined ? {} : { superior }),
});
const rightsOf = (staff: readonly StaffMember[], next: StaffMember) => {
  const changed = changedRights(staff, next);
  return changed.ok ? Object.fromEntries(changed.value) : changed.error;
};

describe("the accounts of one person (CLR-SOD-01)", () => {
  test.each([
    ["the one that a record is about", ada, [adaTwo]],
    ["the one that it names", adaTwo, [ada]],
    ["nobody else", bo, []],
  ])("are found from %s", (_, user, accounts) => {
    expect(accountsBeside(user, [member(ada, [adaTwo])])).toEqual(accounts);
  });

  test("are found over several records, each account once", () => {
    const staff = [member(ada, [adaTwo]), member(adaThree, [adaTwo]), member(adaTwo, [ada])];
    expect(accountsBeside(ada, staff)).toEqual([adaTwo, adaThree]);
    expect(accountsBeside(adaThree, staff)).toEqual([adaTwo, ada]);
  });
});

describe("recording the accounts of a person", () => {
  test("writes each of them beside the others, with the reporting line where it has none of its own", () => {
    expect(rightsOf([], member(ada, [adaTwo], bo))).toEqual({
      [ada]: { accounts: [adaTwo], superiors: [bo] },
      [adaTwo]: { accounts: [ada], superiors: [bo] },
    });
  });

  test("takes apart what is one no more", () => {
    const before = [member(ada, [adaTwo], bo)];
    expect(rightsOf(before, member(ada, [], bo))).toEqual({
      [ada]: { accounts: [], superiors: [bo] },
      [adaTwo]: { accounts: [], superiors: [] },
    });
  });

  test("leaves a line of its own to an account that has one", () => {
    const before = [member(adaTwo, [], adaThree)];
    expect(rightsOf(before, member(ada, [adaTwo], bo))).toEqual({
      [ada]: { accounts: [adaTwo], superiors: [bo] },
      [adaTwo]: { accounts: [ada], superiors: [adaThree] },
    });
  });

  test.each([
    [5, undefined],
    [6, { kind: "TooManyAccounts", accountsMax: 5 }],
  ])("holds %i others, over all records, and no more", (others, refusal) => {
    const [first, ...rest] = Array.from({ length: others }, (_, place) => userOf(10 + place));
    const before = first === undefined ? [] : [member(first, rest)];
    const changed = changedRights(before, member(ada, first === undefined ? [] : [first]));
    expect(changed).toMatchObject(refusal === undefined ? { ok: true } : { ok: false, error: refusal });
  });

  test.each([
    ["an own account", [adaTwo], adaTwo],
    ["an account that another record calls one's own", [], adaTwo],
  ])("is refused where the superior is %s", (_, accounts, superior) => {
    const refused = { kind: "ReportingLineInvalid", because: "ONESELF" };
    expect(rightsOf([member(adaTwo, [ada])], member(ada, accounts, superior))).toEqual(refused);
  });
});
