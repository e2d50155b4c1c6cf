import { cast } from "@grants/local/demo/people";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type TestBrowser, startBrowser } from "../support/browser.ts";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";
import { arriveAt, become, expectGoodPage, fill, follow, press, readers, titleOf, words } from "./visitor.ts";

// A browser on a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: TestBrowser;
let platform: PlatformProcess;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatformProcess({ at: "2026-11-20T09:00:00Z" }), startBrowser()]);
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await Promise.all([browser.close(), platform.stop()]);
});

const sentence = "What the rules of the programme ask for, in a sentence of its own.";

/** What an officer types; everything else is filled in by the type of the action. */
const contentOf = (title: string, reference: string): Readonly<Record<string, string>> => ({
  [words("calls.field.reference")]: reference,
  [words("calls.field.title")]: title,
  [words("calls.field.workProgramme")]: "Work programme 2026",
  [words("calls.field.objectives")]: sentence,
  [words("calls.field.eligibility")]: sentence,
  [words("calls.field.exclusionAndSelection")]: sentence,
  [words("calls.field.financing")]: sentence,
  [words("calls.field.submissionArrangements")]: sentence,
  [words("calls.field.opens")]: "2026-12-01T09:00",
  [words("calls.field.closes")]: "2027-01-29T17:00",
  [words("calls.field.plannedInformOn")]: "2027-06-30",
  [words("calls.field.plannedSignOn")]: "2027-09-30",
  [words("calls.field.topicId", { number: 1 })]: `${reference}-T1`,
  [words("calls.field.topicTitle", { number: 1 })]: "National Cyber Hubs",
  [words("calls.field.topicBudget", { number: 1 })]: "2 000 000,00",
  [words("calls.field.topicMin", { number: 1 })]: "100 000",
  [words("calls.field.topicMax", { number: 1 })]: "1,000,000.00",
});

describe.each(readers)("a programme officer %s", (reader, javaScript) => {
  test("writes a call and publishes it, and everybody finds it", async () => {
    const title = `National cyber hubs, ${reader}`;
    const page = await browser.openPage(platform.url, { javaScript });
    await become(page, cast.programmeOfficer);
    await follow(page, words("calls.title"));
    await follow(page, words("calls.new"));
    await follow(page, words("calls.action.SG"));
    await arriveAt(page, words("calls.newTitle"));
    await fill(page, contentOf(title, javaScript ? "CALL-ONE" : "CALL-TWO"));
    await press(page, words("calls.saveDraft"));
    await arriveAt(page, words("calls.editTitle"));
    await expectGoodPage(page);
    await follow(page, words("calls.officer.preview"));
    await arriveAt(page, words("calls.previewTitle", { title }));
    await press(page, words("calls.publish"));
    await arriveAt(page, title);
    await expect(page.getByText(words("calls.publishedTitle")).isVisible()).resolves.toBe(true);
    await expectGoodPage(page);

    const anybody = await browser.openPage(platform.url, { javaScript });
    await follow(anybody, words("calls.title"));
    await follow(anybody, title);
    await expect(titleOf(anybody)).resolves.toBe(title);
    await expect(anybody.getByText(words("calls.status.forthcoming")).first().isVisible()).resolves.toBe(true);
    await expectGoodPage(anybody);
  });
});
