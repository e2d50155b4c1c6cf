import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { sendJson } from "./http-server.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".xsd": "application/xml",
};

/** The file of a decoded path below a folder, or undefined where the path leads elsewhere. */
const fileBelow = (folder: string, path: string): string | undefined => {
  const file = join(folder, path);
  const isHidden = path.split(/[\\/]/).some((part) => part.startsWith("."));
  return isHidden || path.includes("\0") || !file.startsWith(folder + sep) ? undefined : file;
};

const readOrNothing = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
};

/** A file is shown by this site alone, as what it is, and runs nothing by itself. */
export const assetHeaders = {
  "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
} as const;

export type StaticAssets = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Files whose names change with their content, as the edge serves them in the cloud: kept by browsers for a year. */
export const createStaticAssets = (root: string): StaticAssets => {
  const folder = resolve(root);
  return async (request, response, path) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return sendJson(response, 405, { message: "Method Not Allowed" }, { allow: "GET, HEAD" });
    const file = fileBelow(folder, path);
    const content = file === undefined ? undefined : await readOrNothing(file);
    if (content === undefined) return sendJson(response, 404, { message: "Not Found" });
    response.writeHead(200, {
      "content-type": contentTypes[extname(path).toLowerCase()] ?? "application/octet-stream",
      "content-length": content.length,
      "cache-control": "public, max-age=31536000, immutable",
      ...assetHeaders,
    });
    response.end(request.method === "HEAD" ? undefined : content);
  };
};
