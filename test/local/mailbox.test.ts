import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantOfEpoch } from "@grants/kernel/time";
import { type Mailbox, startMailbox } from "@grants/local/mailbox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

let folder: string;
let mailbox: Mailbox;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.UTC(2027, 0, 10, 9);
  folder = mkdtempSync(join(tmpdir(), "local-mail-"));
  mailbox = await startMailbox({ folder, clock: { now: () => instantOfEpoch(nowMs) }, credentials });
});

afterEach(async () => {
  await mailbox.close(0);
  rmSync(folder, { recursive: true });
});

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** Signed by hand, step by step as AWS writes it down: the mail client of the SDK is not part of this repository. */
const send = (body: string, { path = "/v2/email/outbound-emails", secret = "local" } = {}) => {
  const host = new URL(mailbox.url).host;
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const scope = `${date.slice(0, 8)}/eu-west-1/ses/aws4_request`;
  const canonical = ["POST", path, "", `host:${host}`, `x-amz-date:${date}`, "", "host;x-amz-date", hash(body)].join(
    "\n",
  );
  const key = [date.slice(0, 8), "eu-west-1", "ses", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const signature = hmac(key, ["AWS4-HMAC-SHA256", date, scope, hash(canonical)].join("\n")).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;
  return fetch(mailbox.url + path, { method: "POST", body, headers: { "x-amz-date": date, authorization } });
};

const aMail = (subject: string) =>
  JSON.stringify({
    FromEmailAddress: "grants@example.eu",
    Destination: { ToAddresses: ["ada@example.eu"], CcAddresses: ["grace@example.eu"] },
    Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: "Dear Ada" } } } },
  });

describe("sending a mail", () => {
  test("keeps it as a file and lists it, the newest first", async () => {
    const answer = await send(aMail("Receipt"));
    nowMs += 1;
    await send(aMail("Reminder"));
    expect(await answer.json()).toEqual({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await mailbox.list()).toMatchObject([
      { subject: "Reminder" },
      {
        subject: "Receipt",
        from: "grants@example.eu",
        to: ["ada@example.eu", "grace@example.eu"],
        text: "Dear Ada",
        html: "",
        sentAt: "2027-01-10T09:00:00.000Z",
      },
    ]);
  });

  test.each([
    ["that is no JSON", "{"],
    [
      "without content",
      JSON.stringify({ FromEmailAddress: "a@example.eu", Destination: { ToAddresses: ["b@example.eu"] } }),
    ],
    ["to nobody", aMail("x").replaceAll(/\["[^\]]*"\]/g, "[]")],
  ])("is refused for one %s", async (_, body) => {
    expect((await send(body)).status).toBe(400);
    expect(await mailbox.list()).toEqual([]);
  });

  test("is refused with another key, or none", async () => {
    const strangers = [send(aMail("x"), { secret: "guess" }), fetch(mailbox.url, { method: "POST", body: aMail("x") })];
    const statuses = (await Promise.all(strangers)).map(({ status }) => status);
    expect([statuses, await mailbox.list()]).toEqual([[403, 403], []]);
  });

  test("is the only thing that works here", async () => {
    expect((await send(aMail("x"), { path: "/v2/email/identities" })).status).toBe(404);
  });
});
