import { describe, expect, test } from "vitest";
import type { NavigationEntry } from "./area.ts";
import { navigationFor } from "./navigation.ts";

const entries: readonly NavigationEntry[] = [
  { label: "home.openCalls", path: "/calls", visibleTo: "everyone" },
  { label: "home.myWork", path: "/calls/mine", visibleTo: ["createProposal"] },
];
const applicant = { id: "usr_1", name: "Anna", roles: ["applicant"], mayDo: ["createProposal"] };

describe("the main navigation", () => {
  test("hides what is for others", () => {
    const items = navigationFor(entries, { language: "en", path: "/", person: null });
    expect(items).toEqual([{ label: "Open calls", href: "/en/calls", isCurrent: false }]);
  });

  test("marks the entry that leads closest to the page", () => {
    const items = navigationFor(entries, { language: "nl", path: "/calls/mine/7", person: applicant });
    expect(items.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  });

  test("does not take a longer word for a page below", () => {
    const items = navigationFor(entries, { language: "en", path: "/callsign", person: null });
    expect(items.map(({ isCurrent }) => isCurrent)).toEqual([false]);
  });
});
