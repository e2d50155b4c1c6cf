import type { IncomingMessage } from "node:http";

/** A request to the object store, taken apart. */
export type S3Call = {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
};

const headerTexts = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
    ),
  );

/** Undefined for an address that cannot be decoded. */
export const parseS3Call = (request: IncomingMessage): S3Call | undefined => {
  const [, path = "/", queryText = ""] = /^([^?]*)\??(.*)$/s.exec(request.url ?? "/") ?? [];
  const query = new Map(new URLSearchParams(queryText));
  const headers = headerTexts(request);
  try {
    const [, bucket = "", ...keyParts] = path.split("/").map((part) => decodeURIComponent(part));
    return {
      method: request.method ?? "GET",
      path,
      bucket,
      key: keyParts.join("/"),
      query,
      headers,
      // The connection stays open when reading stops early: the refusal must still go out on it.
      body: request.iterator({ destroyOnReturn: false }),
    };
  } catch {
    return undefined;
  }
};
