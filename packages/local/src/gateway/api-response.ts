import { validateHeaderName, validateHeaderValue } from "node:http";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";

/** What goes out over HTTP. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
};

export type MalformedAnswer = { readonly kind: "MalformedAnswer"; readonly detail: string };

const StructuredAnswer = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
type StructuredAnswer = z.infer<typeof StructuredAnswer>;

/** The gateway frames the message itself, whatever a function says about it. */
const framing = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

const isSendable = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};

const structured = (answer: StructuredAnswer): Result<HttpAnswer, MalformedAnswer> => {
  const given = Object.entries(answer.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !framing.has(name));
  const cookies = [
    ...given.filter(([name]) => name === "set-cookie").map(([, value]) => value),
    ...(answer.cookies ?? []),
  ];
  const headers = given.filter(([name]) => name !== "set-cookie");
  const unsendable = [...headers, ...cookies.map((cookie) => ["set-cookie", cookie] as const)].find(
    ([name, value]) => !isSendable(name, value),
  );
  if (unsendable !== undefined)
    return err({ kind: "MalformedAnswer", detail: `header ${unsendable[0]} cannot be sent` });
  return ok({
    status: answer.statusCode,
    headers: { "content-type": "text/plain;charset=utf-8", ...Object.fromEntries(headers) },
    cookies,
    body: Buffer.from(answer.body ?? "", answer.isBase64Encoded ? "base64" : "utf8"),
  });
};

/** What the gateway makes of a function's answer. Without a status code the whole answer is the body of a 200, as JSON. */
export const toHttpAnswer = (answer: unknown): Result<HttpAnswer, MalformedAnswer> => {
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    const body = Buffer.from(typeof answer === "string" ? answer : JSON.stringify(answer));
    return ok({ status: 200, headers: { "content-type": "application/json" }, cookies: [], body });
  }
  const parsed = StructuredAnswer.safeParse(answer);
  return parsed.success
    ? structured(parsed.data)
    : err({ kind: "MalformedAnswer", detail: z.prettifyError(parsed.error) });
};
