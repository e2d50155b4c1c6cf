import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MalformedBody } from "./objects/byte-reader.ts";
import { cutAfterAnswer, describeError, hasUnreadBody, listen, type Listening } from "./http-server.ts";
import { type ObjectFiles, openObjectFiles } from "./objects/object-files.ts";
import type { ObjectVersion } from "./objects/object-version.ts";
import { refuse, refuseSignature, type S3Answer } from "./objects/s3-answer.ts";
import { parseS3Call, type S3Call } from "./objects/s3-call.ts";
import { uploadForm } from "./objects/s3-form-upload.ts";
import { listAnswer, parseListQuery } from "./objects/s3-list.ts";
import { copyObject } from "./objects/s3-copy.ts";
import { createMultipart, isMultipartCall } from "./objects/s3-multipart.ts";
import { readObject } from "./objects/s3-read.ts";
import { BodyTooLarge, deleteObject, putObject } from "./objects/s3-write.ts";
import { type Credentials, verifySignature } from "./sigv4.ts";

const keyBytesMax = 1_024;

export type ObjectStoreOptions = {
  readonly folder: string;
  readonly buckets: readonly string[];
  /** Of these, the ones whose objects are locked: put once, never replaced, never removed. */
  readonly lockedBuckets?: readonly string[];
  readonly credentials: Credentials;
  readonly region: string;
  /** Whose pages may send files here from a browser. */
  readonly isAllowedOrigin?: (origin: string) => boolean;
  /** The machine's time, not the platform's: clients sign with the machine's too. */
  readonly nowMs?: () => number;
  readonly port?: number;
  readonly report?: (line: string) => void;
  /** Is told of every object that was written, as a notification of the bucket would. */
  readonly onCreated?: (version: ObjectVersion) => void;
};

type Store = Required<Pick<ObjectStoreOptions, "buckets" | "lockedBuckets" | "credentials" | "region" | "nowMs">> & {
  readonly files: ObjectFiles;
  readonly multipart: ReturnType<typeof createMultipart>;
};

/** Query names that do not select another operation than the plain one. */
const plainQuery = /^(?:x-id|versionid|response-.*|x-amz-.*)$/i;

/** A lock in compliance mode: nobody replaces or removes what stands. Who asks for nothing to stand there is told by that condition. */
const isAgainstLock = ({ lockedBuckets, files }: Store, { method, bucket, key, headers }: S3Call): boolean =>
  lockedBuckets.includes(bucket) &&
  (method === "DELETE" ||
    (method === "PUT" && headers["if-none-match"] === undefined && files.find({ bucket, key }) !== undefined));

const answerObject = async (store: Store, call: S3Call, payloadHash: string): Promise<S3Answer> => {
  const name = { bucket: call.bucket, key: call.key };
  if (isMultipartCall(call)) return store.multipart(call, payloadHash);
  const other = [...call.query.keys()].find((parameter) => !plainQuery.test(parameter));
  if (other !== undefined) return refuse("NotImplemented", `The operation ${other} is not supported.`);
  if (Buffer.byteLength(call.key) > keyBytesMax) return refuse("KeyTooLongError", "The key is too long.");
  if (isAgainstLock(store, call)) return refuse("AccessDenied", "The object is locked.");
  switch (call.method) {
    case "GET":
    case "HEAD":
      return readObject(store.files, name, call);
    case "PUT":
      if (call.headers["x-amz-copy-source"] !== undefined) return copyObject(store.files, name, call, store.buckets);
      return putObject(store.files, name, call, payloadHash);
    case "DELETE":
      return deleteObject(store.files, name, call);
    default:
      return refuse("MethodNotAllowed", `${call.method} is not supported.`);
  }
};

const answerBucket = (store: Store, call: S3Call): S3Answer => {
  if (call.method === "HEAD") return { status: 200, headers: { "x-amz-bucket-region": store.region } };
  if (call.method !== "GET" || call.query.get("list-type") !== "2")
    return refuse("NotImplemented", "Of a bucket's operations only HeadBucket and ListObjectsV2 are supported.");
  const query = parseListQuery(call.query);
  return query === undefined
    ? refuse("InvalidArgument", "max-keys is not a number.")
    : listAnswer(call.bucket, store.files.list(call.bucket), query);
};

const answer = async (store: Store, call: S3Call): Promise<S3Answer> => {
  const scope = { credentials: store.credentials, region: store.region, service: "s3", nowMs: store.nowMs() };
  const isForm = call.method === "POST" && /^multipart\/form-data/i.test(call.headers["content-type"] ?? "");
  if (isForm && call.key === "" && store.buckets.includes(call.bucket)) return uploadForm(store.files, call, scope);
  const verified = verifySignature({ ...call, query: [...call.query] }, scope);
  if (!verified.ok) return refuseSignature(verified.error, call.query.has("X-Amz-Signature"));
  if (!store.buckets.includes(call.bucket)) return refuse("NoSuchBucket", "There is no such bucket.");
  return call.key === "" ? answerBucket(store, call) : answerObject(store, call, verified.value.payloadHash);
};

const preflight = (call: S3Call, isAllowed: boolean): S3Answer =>
  isAllowed
    ? {
        status: 200,
        headers: {
          "access-control-allow-methods": "GET, HEAD, PUT, POST",
          "access-control-allow-headers": call.headers["access-control-request-headers"] ?? "*",
        },
      }
    : refuse("AccessDenied", "This origin may not send files here.");

const send = async (response: ServerResponse, { status, headers, body }: S3Answer, isHead: boolean): Promise<void> => {
  const length = typeof body === "string" ? { "content-length": `${Buffer.byteLength(body)}` } : {};
  const none = body === undefined && !("content-length" in headers) ? { "content-length": "0" } : {};
  response.writeHead(status, { ...headers, ...length, ...none });
  if (body instanceof Readable) await pipeline(body, response);
  else response.end(isHead ? undefined : body);
};

const isAborted = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"].includes(String(error.code));

const failureAnswer = (error: unknown): S3Answer | undefined => {
  if (error instanceof MalformedBody) return refuse("MalformedPOSTRequest", error.message);
  if (error instanceof BodyTooLarge) return refuse("EntityTooLarge", error.message);
  return undefined;
};

export type ObjectStore = Listening;

/** The files, telling of what was written once it is on disk. */
const openTelling = async ({ folder, onCreated = () => undefined }: ObjectStoreOptions): Promise<ObjectFiles> => {
  const files = await openObjectFiles(folder);
  const commit: ObjectFiles["commit"] = async (staged, object) => {
    const stored = await files.commit(staged, object);
    if (stored.ok) onCreated(stored.value);
    return stored;
  };
  return { ...files, commit };
};

/** An object store that speaks S3, as far as this platform uses it: signatures, conditions and versions included. */
export const startObjectStore = async (options: ObjectStoreOptions): Promise<ObjectStore> => {
  const { isAllowedOrigin = () => false, nowMs = Date.now, lockedBuckets = [], report = () => undefined } = options;
  const files = await openTelling(options);
  const store = { ...options, nowMs, lockedBuckets, files, multipart: createMultipart(files) };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const origin = request.headers.origin;
    const isAllowed = origin !== undefined && isAllowedOrigin(origin);
    if (isAllowed) {
      response.setHeader("access-control-allow-origin", origin);
      response.setHeader("access-control-expose-headers", "etag, x-amz-version-id");
    }
    const call = parseS3Call(request);
    if (call === undefined) return send(response, refuse("InvalidURI", "The address cannot be decoded."), false);
    const answered =
      call.method === "OPTIONS"
        ? preflight(call, isAllowed)
        : await answer(store, call).catch((error: unknown) => {
            const failure = failureAnswer(error);
            if (failure === undefined) throw error;
            return failure;
          });
    if (hasUnreadBody(request)) response.setHeader("connection", "close");
    await send(response, answered, call.method === "HEAD");
    await cutAfterAnswer(request);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (!isAborted(error)) report(`object store: ${describeError(error)}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  return listen(server, options.port);
};
