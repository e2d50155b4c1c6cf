import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { assetsFolder } from "@grants/portal/assets/build";

type App = { readonly fetch: (request: Request) => Response | Promise<Response> };
export type ServedPortal = { readonly url: string; readonly close: () => Promise<void> };

const contentTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const toRequest = async (message: IncomingMessage, origin: string): Promise<Request> => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) headers.set(name, [value ?? ""].flat().join(", "));
  const body = message.method === "POST" ? await buffer(message) : null;
  return new Request(new URL(message.url ?? "/", origin), { method: message.method ?? "GET", headers, body });
};

const serveAsset = async (path: string, answer: ServerResponse): Promise<void> => {
  const name = path.replace("/assets/", "");
  answer.setHeader("content-type", contentTypes[name.split(".").at(-1) ?? ""] ?? "application/octet-stream");
  answer.setHeader("cache-control", "public, max-age=31536000, immutable");
  answer.end(await readFile(`${assetsFolder}/${name}`));
};

const servePage = async (app: App, message: IncomingMessage, origin: string, answer: ServerResponse): Promise<void> => {
  const response = await app.fetch(await toRequest(message, origin));
  answer.writeHead(response.status, Object.fromEntries(response.headers));
  answer.end(Buffer.from(await response.arrayBuffer()));
};

/** The portal behind a plain server, its assets beside it, as the platform serves them. */
export const servePortal = async (app: App): Promise<ServedPortal> => {
  const server = createServer((message, answer) => {
    const origin = `http://${message.headers.host ?? "localhost"}`;
    const path = message.url ?? "/";
    const served = path.startsWith("/assets/") ? serveAsset(path, answer) : servePage(app, message, origin, answer);
    served.catch((error: unknown) => answer.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
      }),
  };
};
