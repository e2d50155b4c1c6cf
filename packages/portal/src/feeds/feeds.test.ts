import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { atomFeed } from "./atom.ts";
import { type Deadline, deadlineCalendar } from "./deadlines.ts";
import { robots, sitemap } from "./sitemap.ts";
import { dataText } from "./structured-data.ts";

const entry = {
  id: "urn:eccc-grants:call_1",
  title: 'Hubs & "networks" <2027>',
  url: "https://grants.example/en/calls/call_1",
  publishedAt: "2026-12-01T08:00:00.000Z",
  updatedAt: "2026-12-05T08:00:00.000Z",
  summary: "A\u0000text with a control character",
  categories: ["DEP"],
};
const feed = {
  id: "urn:eccc-grants:calls",
  title: "Calls",
  author: "ECCC",
  language: "en",
  selfUrl: "https://grants.example/en/calls/feed.atom?q=a&programme=DEP",
  pageUrl: "https://grants.example/en/calls?q=a&programme=DEP",
  updatedAt: "2026-11-22T16:00:00.000Z",
  entries: [entry],
};
const read = (xml: string) => new XMLParser({ ignoreAttributes: false }).parse(xml);

describe("a feed of calls", () => {
  test("reads as what was written, whatever stands in a title", () => {
    const parsed = read(atomFeed(feed)).feed;
    expect(parsed.entry).toMatchObject({ title: entry.title, summary: "Atext with a control character" });
    expect(parsed.link[0]["@_href"]).toBe(feed.selfUrl);
    expect(parsed.updated).toBe(entry.updatedAt);
  });

  test("without entries says when it was asked for", () => {
    expect(read(atomFeed({ ...feed, entries: [] })).feed.updated).toBe(feed.updatedAt);
  });
});

const deadline: Deadline = {
  callId: "call_1",
  title: `Deadline: hubs, networks; ${"é".repeat(60)}`,
  description: "Two\nlines",
  url: "https://grants.example/en/calls/call_1",
  closesAt: "2027-01-14T16:00:00.000Z",
  updatedAt: "2026-12-05T08:00:00.000Z",
  contentVersion: 3,
};
const calendar = deadlineCalendar({ name: "Deadlines, of calls", language: "en", deadlines: [deadline] });
const unfolded = calendar.replaceAll("\r\n ", "");

describe("a calendar of deadlines", () => {
  test("has one entry for a call through all of its versions", () => {
    expect(unfolded).toContain("\r\nUID:call_1@eccc-grants\r\nSEQUENCE:3\r\n");
    expect(unfolded).toContain("\r\nDTSTART:20270114T160000Z\r\n");
  });

  test("escapes separators and line breaks", () => {
    expect(unfolded).toContain(`SUMMARY:Deadline: hubs\\, networks\\; ${"é".repeat(60)}\r\n`);
    expect(unfolded).toContain("DESCRIPTION:Two\\nlines\r\n");
    expect(unfolded).toContain("X-WR-CALNAME:Deadlines  of calls\r\n");
  });

  test("has lines of at most 75 octets, each ended by CR LF", () => {
    const lines = calendar.split("\r\n");
    expect(lines.at(-1)).toBe("");
    expect(lines.filter((line) => line.includes("\n") || new TextEncoder().encode(line).length > 75)).toEqual([]);
  });
});

describe("what search engines read", () => {
  test("is every page in every language, and where the list of them is", () => {
    const { urlset } = read(
      sitemap("https://grants.example", [{ path: "/" }, { path: "/calls/call_1", updatedAt: entry.updatedAt }]),
    );
    expect(urlset.url.map(({ loc }: { loc: string }) => loc)).toEqual([
      "https://grants.example/en",
      "https://grants.example/nl",
      "https://grants.example/en/calls/call_1",
      "https://grants.example/nl/calls/call_1",
    ]);
    expect(robots("https://grants.example")).toContain("\nSitemap: https://grants.example/sitemap.xml\n");
  });

  test("cannot end the element that it stands in", () => {
    expect(dataText({ name: "</script><script>" })).not.toContain("<");
  });
});
