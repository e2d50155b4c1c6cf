import { rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { ApiEvent } from "@grants/local/gateway/api-event";
import type { Platform } from "@grants/local/platform";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ada, aPlatform, echo, newFolder } from "./a-platform.ts";

let dataDir: string;
let platform: Platform;

beforeAll(async () => {
  dataDir = newFolder();
  platform = await aPlatform({ dataDir, handlers: { portal: echo, calls: echo, transparency: echo } });
});

afterAll(async () => {
  await platform.stop();
  await rm(dataDir, { recursive: true });
});

/** Headers as they are, names and values in turn: fetch would write and join them its own way. */
const eventOf = async (path: string, headers: readonly string[]): Promise<ApiEvent> => {
  const answered = Promise.withResolvers<string>();
  const request = httpRequest(`${platform.url}${path}`, { headers: [...headers] }, (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    response.on("end", () => answered.resolve(text));
  });
  request.on("error", answered.reject).end();
  return JSON.parse(await answered.promise);
};

const withoutClaims = ({ requestContext, ...event }: ApiEvent) =>
  JSON.stringify({ ...event, requestContext: { ...requestContext, authorizer: undefined } }).toLowerCase();

describe("how a person was chosen", () => {
  test.each(["/", "/calls", "/v1/calls", "/v1/calls/call_1", "/health"])(
    "is kept from the function behind %s",
    async (path) => {
      const event = await eventOf(path, ["Host", "a", "X-Demo-Actor", ada.id, "Cookie", `demo_actor=${ada.id}`]);
      expect(event.requestContext.authorizer?.jwt.claims).toMatchObject({ sub: ada.id });
      expect(withoutClaims(event)).not.toMatch(/usr_ada|demo.actor/);
    },
  );

  test.each([
    ["in capitals", ["X-DEMO-ACTOR", ada.id]],
    ["twice", ["x-demo-actor", ada.id, "X-Demo-Actor", ada.id]],
    ["unknown", ["x-demo-actor", "usr_ADA_"]],
    ["by one cookie among others", ["cookie", `a=1; demo_actor=${ada.id};b=2`]],
    ["by two cookies", ["cookie", `demo_actor=${ada.id}; demo_actor=usr_ADA_`]],
    ["by a second line of cookies", ["cookie", "a=1", "Cookie", `b=2;demo_actor=${ada.id}`]],
  ])("is kept from the function when it was said %s", async (_, headers) => {
    expect(withoutClaims(await eventOf("/v1/calls", ["Host", "a", ...headers]))).not.toMatch(/usr_ada|demo.actor/);
  });
});
