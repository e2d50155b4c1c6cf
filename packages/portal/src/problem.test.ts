import { describe, expect, test } from "vitest";
import { problemToWords, readProblem } from "./problem.ts";

describe("wording a refusal", () => {
  test("uses the words of its code where the catalogue has them", () => {
    expect(problemToWords({ status: 412, code: "StaleVersion", expected: 3 }, "nl")).toEqual({
      title: "Iemand was u voor",
      reason: "Nadat u deze pagina opende, is er een nieuwere versie opgeslagen. Er is niets overschreven.",
      reasonLanguage: "nl",
      advice: "Open de pagina opnieuw, vergelijk, en herhaal uw wijziging als zij nog nodig is.",
    });
  });

  test("passes on the reason of the API, in its language, where the code is unknown", () => {
    const words = problemToWords({ status: 403, code: "SomeNewKind", detail: "Initiators cannot verify." }, "nl");
    expect([words.reason, words.reasonLanguage]).toEqual(["Initiators cannot verify.", "en"]);
  });

  test("keeps what an unexpected error says to itself", () => {
    const words = problemToWords({ status: 500, code: "Unexpected", detail: "table grants is missing" }, "en");
    expect(words.reason).toBe("The platform could not answer. What was acknowledged before is safe.");
  });

  test.each([
    [400, "We could not read this request"],
    [404, "Page not found"],
    [409, "This is not possible now"],
    [418, "We could not read this request"],
    [422, "Please check what you entered"],
    [428, "Somebody was here before you"],
    [502, "Something went wrong on our side"],
  ])("has a title for status %d: %s", (status, title) => {
    expect(problemToWords({ status, code: "Unworded" }, "en").title).toBe(title);
  });
});

describe("reading an answer of the API", () => {
  test("takes the code, the field and the evidence from a problem document", async () => {
    const response = new Response(JSON.stringify({ code: "CallClosed", field: "callId", closedAt: "2027-01-01" }), {
      status: 409,
      headers: { "content-type": "application/problem+json" },
    });
    await expect(readProblem(response)).resolves.toMatchObject({
      status: 409,
      code: "CallClosed",
      field: "callId",
      closedAt: "2027-01-01",
    });
  });

  test("tells an answer without a document by its status", async () => {
    await expect(readProblem(new Response("<html>", { status: 503 }))).resolves.toMatchObject({
      status: 503,
      code: "Status503",
    });
  });
});
