import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { logKeyId } from "@grants/core/audit/log-key";
import { bundleVerifier } from "@grants/local/build";
import { newId } from "@grants/store/new-id";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { commitPurse, aCommand, aMove, purseId } from "../support/purse.ts";
import { openAuthority, sealWorker, vaultInMemory } from "../support/sealing.ts";

const at = "2027-01-10T09:00:00.000Z";
const [thing, terms] = [purseId("seen thing"), purseId("seen terms")];

let site: PortalSite;
let browser: TestBrowser;
let auditor: SitePerson;
let folder: string;
let key: string;

beforeAll(async () => {
  [site, browser, folder] = await Promise.all([openPortalSite(), startBrowser(), mkdtemp(join(tmpdir(), "bundle-"))]);
  auditor = await site.person("Auke Auditor", "auditor");
  const authority = await openAuthority(at);
  const worker = sealWorker(site.db, { timeStamps: authority.timeStamps, vault: vaultInMemory().vault });
  key = worker.deps.signer.key;
  await commitPurse(site.db, aMove(terms, { next: { id: terms, state: "open" } }), aCommand({ key: "terms" }));
  const next = { id: thing, state: "open", purpose: terms } as const;
  await commitPurse(site.db, aMove(thing, { next, terms: [{ id: terms, version: 1 }] }), aCommand({ key: "thing" }));
  await worker.seal(at);
  await worker.bring([terms, thing, logKeyId(newId)], at);
  await worker.seal(at);
  await authority.stop();
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.stop(), rm(folder, { recursive: true })]);
});

/** What a program says, and the code that it ends with. */
const run = (...args: readonly string[]) => {
  const ended = Promise.withResolvers<{ readonly code: number | null; readonly said: string }>();
  const child = execFile(process.execPath, args, (_, stdout, stderr) =>
    ended.resolve({ code: child.exitCode, said: stdout + stderr }),
  );
  return ended.promise;
};

describe("verifying the platform from outside", () => {
  test.each([
    ["desk", desk, "en", "Signed and linked"],
    ["phone", phone, "nl", "Ondertekend en verbonden"],
  ] as const)(
    "begins on a public page with the key to trust and the seals, %s",
    async (name, viewport, language, words) => {
      const page = await browser.openPage(`${site.url}/${language}/evidence`, { javaScript: false, viewport });
      const text = await page.locator("main").textContent();
      expect(text).toContain(key);
      expect(text).toContain(words);
      await expect(expectAccessible(page)).resolves.toEqual([]);
      await expectNoOverflow(page);
      await takeScreenshot(page, `evidence-verify-${name}`);
    },
  );

  test("goes on with a bundle from the trail, which the verifier finds valid for that key and no other", async () => {
    const page = await browser.openPage(`${site.url}/en/audit/${thing}`, {
      javaScript: false,
      cookies: auditor.cookies,
    });
    const main = page.locator("main");
    expect(await main.getByRole("link", { name: `${terms}, version 1` }).getAttribute("href")).toBe(
      `/en/audit/${terms}`,
    );
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await takeScreenshot(page, "evidence-trail");
    const download = await page.request.get(`${site.url}/en/audit/${thing}/bundle`);
    expect(download.headers()["content-disposition"]).toBe(`attachment; filename="evidence-${thing}.zip"`);
    const [bundle, script] = [join(folder, "bundle.zip"), join(folder, "verify.mjs")];
    await writeFile(bundle, await download.body());
    await writeFile(script, await bundleVerifier());
    const held = await run(script, bundle, "--trust", key);
    expect(held.said).toContain("verdict  valid");
    expect(held.said).toContain("log      3 entries are proven to be in it");
    const other = await run(script, bundle, "--trust", `sha256:${"0".repeat(64)}`);
    expect([held.code, other.code]).toEqual([0, 1]);
    expect(other.said).toContain("TrustedKeyAbsent");
  });

  test("shows the auditor who looked at an organisation", async () => {
    const organisation = `org_${newId("looked at")}`;
    const verifier = await site.person("Vera Verifier", "verifier");
    await site.api.send("GET", `/v1/registry/organisations/${organisation}`, { as: verifier.user });
    const page = await browser.openPage(`${site.url}/nl/audit/${organisation}/access`, {
      javaScript: false,
      cookies: auditor.cookies,
    });
    expect(await page.getByRole("row").nth(1).textContent()).toContain(verifier.user);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "evidence-access");
  });

  test("gives the verifier to whoever wants it", async () => {
    const page = await browser.openPage(`${site.url}/en/evidence`, { javaScript: false });
    const script = await page.request.get(`${site.url}/en/evidence/verify.mjs`);
    expect(script.headers()["content-disposition"]).toBe('attachment; filename="verify.mjs"');
    expect(await script.text()).toContain("The verifier is built with the functions.");
  });

  test("ends with 2 and a sentence when it cannot begin", async () => {
    const script = join(folder, "verify.mjs");
    await writeFile(script, await bundleVerifier());
    const trust = ["--trust", key];
    const ended = await Promise.all([
      run(script),
      run(script, script, "--trust", "sha256:short"),
      run(script, join(folder, "none.zip"), ...trust),
      run(script, script, ...trust),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(ended[3]?.said).toContain("ZipUnreadable");
  });
});
