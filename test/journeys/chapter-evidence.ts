import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@grants/local/build";
import { cast } from "@grants/local/demo/people";
import { exportEvidence } from "@grants/local/export-evidence";
import type { Page } from "playwright-core";
import { z } from "zod";
import { openPlatformDatabase } from "../support/platform-database.ts";
import { openAgreement } from "./chapter-agreement.ts";
import type { Stage } from "./stage.ts";
import { expectGoodPage, follow, press, see, words } from "./visitor.ts";

/** What was recorded of something: the titles of its entries, the first one first. */
const readTrail = async (page: Page): Promise<readonly string[]> => {
  await see(page, words("audit.intact"));
  return page.getByRole("heading", { level: 2, name: /^\d+\. / }).allTextContents();
};

const followId = (page: Page, prefix: string): Promise<void> =>
  page.getByRole("link", { name: new RegExp(`^${prefix}_`) }).click();

/** The auditor follows a grant from its decision to its payment, and looks at what each step left behind. */
export const readTrails = async (stage: Stage, decisionId: string) => {
  const page = await stage.windowOf(cast.auditor);
  await follow(page, words("audit.navigation"));
  await page.getByLabel(words("audit.search"), { exact: true }).fill(decisionId);
  await press(page, words("components.search"));
  const decision = await readTrail(page);
  await openAgreement(page);
  await followId(page, "agr");
  const agreement = await readTrail(page);
  await openAgreement(page);
  await follow(page, words("disbursement.toPayments"));
  await follow(page, words("disbursement.toRequest"));
  await followId(page, "pay");
  const payment = await readTrail(page);
  await expectGoodPage(page);
  return { decision, agreement, payment };
};

const Verdict = z.object({ valid: z.boolean(), entries: z.int(), balanceCents: z.int() });

/** What the auditor takes home, as the command judges it. */
export const verifyEvidence = async ({ platform: { dataDir } }: Stage): Promise<z.infer<typeof Verdict>> => {
  const folder = join(dataDir, "evidence");
  const { db, close } = await openPlatformDatabase(dataDir);
  await exportEvidence(db, folder).finally(close);
  const verify = [join(repositoryRoot, "packages/local/src/verify-audit.ts"), folder, "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, verify);
  return Verdict.parse(JSON.parse(stdout));
};
