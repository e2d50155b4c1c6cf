import type { Mailer } from "@grants/core/access/access-store";
import { type SigningKeys, signPost } from "./sign-request.ts";

export type SesMailerOptions = {
  /** The service's own address in the region, or another one that speaks as it does. */
  readonly endpoint?: string | undefined;
  readonly from: string;
  readonly keys: SigningKeys;
  readonly now: () => number;
};

/** A mail is given to the service within this time, or the person is told to send it again. */
const timeoutMs = 5_000;

/** Mail by Amazon SES (SendEmail of its second version). One call needs no client library: it is signed here. */
export const createSesMailer = ({ endpoint, from, keys, now }: SesMailerOptions): Mailer => ({
  send: async ({ to, subject, text, headers: lines = {} }) => {
    const url = new URL("/v2/email/outbound-emails", endpoint ?? `https://email.${keys.region}.amazonaws.com`);
    const body = JSON.stringify({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: "UTF-8" },
          Body: { Text: { Data: text, Charset: "UTF-8" } },
          Headers: Object.entries(lines).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    });
    const headers = signPost({ url, body, service: "ses", atMs: now() }, keys);
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
    // What the service says may name the address: only its status is told.
    if (!answer.ok) throw new Error(`The mail service answered ${answer.status}.`);
    await answer.body?.cancel();
  },
});
