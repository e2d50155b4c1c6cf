import { describe, expect, test } from "vitest";
import { routeOfPath } from "./routes.ts";

const everything = () => true;

describe("the gateway's routes", () => {
  test.each([
    ["/v1/calls", "calls", "ANY /v1/calls"],
    ["/v1/calls/call_1", "calls", "ANY /v1/calls/{proxy+}"],
    ["/v1/transparency/trails/x", "transparency", "ANY /v1/transparency/{proxy+}"],
    ["/health", "transparency", "ANY /health"],
    ["/v1", "transparency", "ANY /v1"],
    ["/v1/", "transparency", "ANY /v1/{proxy+}"],
    ["/v1/nothing", "transparency", "ANY /v1/{proxy+}"],
    ["/v1/constructor", "transparency", "ANY /v1/{proxy+}"],
    ["/v1/callsx/1", "transparency", "ANY /v1/{proxy+}"],
    ["/v10", "portal", "$default"],
    ["/en/calls", "portal", "$default"],
  ])("%s leads to %s by %s", (path, functionName, routeKey) => {
    expect(routeOfPath(path, everything)).toMatchObject({ functionName, routeKey });
  });

  test("say what the open part of a route stands for", () => {
    expect(routeOfPath("/v1/nothing/at/all", everything)).toMatchObject({ proxy: "nothing/at/all" });
  });
});
