import { randomUUID } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { PlatformClock } from "./clock.ts";
import { readJsonFile, replaceFile } from "./durable-file.ts";
import { describeError, listen, type Listening, sendJson } from "./http-server.ts";
import type { Credentials } from "./sigv4.ts";
import { readSignedBody, sendServiceError } from "./signed-body.ts";

const mailBytesMax = 10 * 1024 * 1024;

/** A mail that would have been sent. */
export const Mail = z.object({
  id: z.string(),
  sentAt: Instant,
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Header lines of its own, such as the one that ends a subscription. */
  headers: z.record(z.string(), z.string()).default({}),
});
export type Mail = z.infer<typeof Mail>;

const Text = z.object({ Data: z.string() });
const Addresses = z.array(z.string()).optional();
const SendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses }),
  Content: z.object({
    Simple: z.object({
      Subject: Text,
      Body: z.object({ Text: Text.optional(), Html: Text.optional() }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
    }),
  }),
});

const parseSendEmail = (body: Buffer): z.infer<typeof SendEmail> | string => {
  try {
    const parsed = SendEmail.safeParse(JSON.parse(body.toString("utf8")));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch {
    return "The body is not JSON.";
  }
};

const toMail = (
  id: string,
  sentAt: Instant,
  { FromEmailAddress, Destination, Content }: z.infer<typeof SendEmail>,
): Mail => {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  const { Subject, Body, Headers = [] } = Content.Simple;
  return {
    id,
    sentAt,
    from: FromEmailAddress,
    to: [...ToAddresses, ...CcAddresses, ...BccAddresses],
    subject: Subject.Data,
    text: Body.Text?.Data ?? "",
    html: Body.Html?.Data ?? "",
    headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])),
  };
};

export type Mailbox = Listening & {
  /** The newest first. */
  readonly list: () => Promise<readonly Mail[]>;
};

export type MailboxOptions = {
  readonly folder: string;
  readonly clock: Pick<PlatformClock, "now">;
  readonly credentials: Credentials;
  readonly report?: (line: string) => void;
};

/** The address that the SDK's SendEmail (SES v2) meets: a mail becomes a file, named so that files sort by time. */
export const startMailbox = async ({
  folder,
  clock,
  credentials,
  report = () => undefined,
}: MailboxOptions): Promise<Mailbox> => {
  await mkdir(folder, { recursive: true });
  const signed = { service: "ses", credentials, bodyBytesMax: mailBytesMax };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readSignedBody(request, response, signed);
    if (body === undefined) return;
    if (request.method !== "POST" || request.url !== "/v2/email/outbound-emails")
      return sendServiceError(response, 404, "NotFoundException", `${request.method} ${request.url}`);
    const email = parseSendEmail(body);
    if (typeof email === "string") return sendServiceError(response, 400, "BadRequestException", email);
    const mail = toMail(randomUUID(), clock.now(), email);
    if (mail.to.length === 0)
      return sendServiceError(response, 400, "BadRequestException", "The mail has no receiver.");
    await replaceFile(
      join(folder, `${mail.sentAt.replaceAll(":", "")}-${mail.id}.json`),
      JSON.stringify(mail, null, 2),
    );
    sendJson(response, 200, { MessageId: mail.id });
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      report(`mailbox: ${describeError(error)}`);
      if (!response.headersSent) sendServiceError(response, 500, "InternalFailure", "Internal error");
    });
  });
  const listening = await listen(server);
  const list = async () => {
    const names = (await readdir(folder))
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .toReversed();
    return Promise.all(names.map(async (name) => Mail.parse(await readJsonFile(join(folder, name)))));
  };
  return { ...listening, list };
};
