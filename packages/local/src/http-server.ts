import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

const loopback = "127.0.0.1";
const lingerMs = 1_000;
const idleSweepMs = 20;

export type Listening = {
  readonly url: string;
  readonly port: number;
  /** Takes no new request, lets those in flight finish, and after the grace cuts what is left. */
  readonly close: (graceMs: number) => Promise<void>;
};

const closeServer = async (server: Server, graceMs: number): Promise<void> => {
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  // A kept-alive connection is idle only after its answer: look again until none is left.
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed.promise;
  clearInterval(sweep);
  clearTimeout(cut);
};

/** Listens on this machine alone. Port 0 takes any free port. */
export const listen = async (server: Server, port = 0): Promise<Listening> => {
  const listening = Promise.withResolvers<void>();
  server.once("error", listening.reject);
  server.listen(port, loopback, () => listening.resolve());
  await listening.promise;
  server.off("error", listening.reject);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has an address with a port");
  return {
    url: `http://${loopback}:${address.port}`,
    port: address.port,
    close: (graceMs) => closeServer(server, graceMs),
  };
};

export const isPortBusy = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";

/** A port that was free a moment ago, for a program that cannot choose one by itself. */
export const freePort = async (): Promise<number> => {
  const { port, close } = await listen(createServer());
  await close(0);
  return port;
};

export type RequestBody =
  | { readonly kind: "Complete"; readonly bytes: Buffer }
  | { readonly kind: "TooLarge" }
  | { readonly kind: "Aborted" };

/** The whole body up to a limit. What comes after the limit is discarded unread. */
export const readBody = async (request: IncomingMessage, bytesMax: number): Promise<RequestBody> => {
  const read = Promise.withResolvers<RequestBody>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) read.resolve({ kind: "TooLarge" });
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) read.resolve({ kind: "TooLarge" });
    else chunks.push(chunk);
  });
  request.on("end", () => read.resolve({ kind: "Complete", bytes: Buffer.concat(chunks) }));
  request.on("error", () => read.resolve({ kind: "Aborted" }));
  request.on("close", () => read.resolve({ kind: "Aborted" }));
  return read.promise;
};

/** Whether the request announced a body of which some has not arrived. */
export const hasUnreadBody = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);

/** After an answer that came before the body's end: what still comes is discarded for a moment, so that the client reads the answer, then the line is cut. */
export const cutAfterAnswer = async (request: IncomingMessage): Promise<void> => {
  if (!hasUnreadBody(request)) return;
  request.removeAllListeners("readable").on("error", () => undefined);
  request.resume();
  await pause(lingerMs, undefined, { ref: false });
  if (!request.complete) request.socket.destroy();
};

/** An error as a line for the report, with where it came from. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

export const sendJson = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length, ...headers });
  response.end(body);
};
