import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createBridge } from "./bridge.ts";
import type { PlatformClock } from "./clock.ts";
import { parseTarget } from "./gateway/api-event.ts";
import { routeOfPath } from "./gateway/routes.ts";
import { describeError, isPortBusy, listen, type Listening, sendJson } from "./http-server.ts";
import type { Identity } from "./identity/identity.ts";
import type { LambdaRuntime } from "./lambda-runtime.ts";
import type { LocalControl } from "./local-control.ts";
import { StartRefusal } from "./start-refusal.ts";
import type { StaticAssets } from "./static-assets.ts";

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type FrontDoorOptions = {
  readonly runtime: LambdaRuntime;
  readonly clock: PlatformClock;
  readonly identity: Pick<Identity, "serve">;
  readonly assets: StaticAssets;
  readonly control: LocalControl;
  readonly report: (line: string) => void;
};

/** Who answers what: files, the platform's own addresses, and the functions behind the gateway. */
export const createFrontDoor = ({ runtime, clock, identity, assets, control, report }: FrontDoorOptions): Serve => {
  const bridge = createBridge({ runtime, clock, report });
  return async (request, response) => {
    const target = parseTarget(request.url ?? "/");
    const path = target.ok ? target.value.path : "";
    if (await identity.serve(request, response, path)) return undefined;
    if (target.ok && path.startsWith("/_local/")) return control(request, response, target.value);
    if (path.startsWith("/assets/")) return assets(request, response, path.slice("/assets".length));
    return bridge(request, response, (asked) => routeOfPath(asked.path, runtime.has));
  };
};

/** Listens with a door that may still be closed: until it opens, requests wait. */
export const listenWith = async (
  door: Promise<Serve>,
  port: number,
  report: (line: string) => void,
): Promise<Listening> => {
  const respond: Serve = async (request, response) => (await door)(request, response);
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    respond(request, response).catch((error: unknown) => {
      report(`${request.method} ${request.url}: ${describeError(error)}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { message: "Internal Server Error" });
    });
  });
  try {
    return await listen(server, port);
  } catch (error) {
    if (!isPortBusy(error)) throw error;
    throw new StartRefusal("PortBusy", `Port ${port} is in use. Stop what runs there, or set PORT to another one.`);
  }
};
