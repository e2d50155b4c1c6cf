import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantOfEpoch } from "@grants/kernel/time";
import { type Mailbox, startMailbox } from "@grants/local/mailbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSesMailer } from "./ses-mailer.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const now = () => Date.now();
const from = "noreply@grants.example";
const mail = { to: "ada@example.eu", subject: "Uitnodiging – één link", text: "Dear Ada,\n\nhttps://grants.example\n" };
let folder: string;
let mailbox: Mailbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ses-mailer-"));
  mailbox = await startMailbox({ folder, clock: { now: () => instantOfEpoch(now()) }, credentials });
});
afterAll(async () => {
  await mailbox.close(0);
  rmSync(folder, { recursive: true });
});

describe("sending a mail by the service's own interface", () => {
  test("arrives as it was written, signed so that the service takes it", async () => {
    const keys = { ...credentials, sessionToken: "of the session", region: "eu-west-1" };
    await createSesMailer({ endpoint: mailbox.url, from, keys, now }).send(mail);
    expect(await mailbox.list()).toMatchObject([{ from, to: [mail.to], subject: mail.subject, text: mail.text }]);
  });

  test("fails without the address in the error, where the service refuses", async () => {
    const keys = { ...credentials, secretAccessKey: "another", region: "eu-west-1" };
    const sending = createSesMailer({ endpoint: mailbox.url, from, keys, now }).send(mail);
    await expect(sending).rejects.toThrow(/^The mail service answered 403\.$/);
  });
});
