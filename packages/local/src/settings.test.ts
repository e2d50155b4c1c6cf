import { describe, expect, test } from "vitest";
import { readSettings } from "./settings.ts";

describe("reading how to start", () => {
  test("has an answer for everything that is not said", () => {
    expect(readSettings({ PORT: "", DATA_DIR: "", DEMO_DATA: "" }, [])).toEqual({
      port: 3000,
      dataDir: ".data",
      at: undefined,
      engineEndpoint: undefined,
      hasStory: true,
    });
  });

  test("takes the port, the folder, the time and the engine that are said", () => {
    const environment = {
      PORT: "0",
      DATA_DIR: "/srv/grants",
      DYNAMODB_ENDPOINT: "http://127.0.0.1:8000",
      DEMO_DATA: "none",
    };
    expect(readSettings(environment, ["--at", "2027-01-10T09:00:00Z"])).toEqual({
      port: 0,
      dataDir: "/srv/grants",
      at: "2027-01-10T09:00:00.000Z",
      engineEndpoint: "http://127.0.0.1:8000",
      hasStory: false,
    });
  });

  test.each([
    [{ PORT: "http" }, [], "PORT must be a number from 0 to 65535, not http."],
    [{ PORT: "65536" }, [], "PORT must be a number from 0 to 65535, not 65536."],
    [{ PORT: "-1" }, [], "PORT must be a number from 0 to 65535, not -1."],
    [{ DEMO_DATA: "some" }, [], "DEMO_DATA must be story or none, not some."],
    [{}, ["--at", "soon"], "--at must be an instant such as 2027-01-10T09:00:00Z, not soon."],
    [{}, ["--at"], "The one argument is --at with an instant such as 2027-01-10T09:00:00Z."],
    [{}, ["--fast"], "The one argument is --at with an instant such as 2027-01-10T09:00:00Z."],
  ])("refuses %j %j in a sentence", (environment, args, sentence) => {
    expect(() => readSettings(environment, args)).toThrow(sentence);
  });
});
