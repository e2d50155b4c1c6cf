import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { centsToEuroText, cents } from "@grants/kernel/money";
import { connect } from "@grants/store/database";
import { verifyAuditExport } from "@grants/store/verify-audit-export";
import { type AccountOfStory, readAccount } from "./demo/account-of-story.ts";
import { createStoryApi } from "./demo/story-api.ts";
import { type Story, tellStory } from "./demo/story.ts";
import { seedPeople } from "./demonstration.ts";
import { exportEvidence, readExport } from "./export-evidence.ts";
import { startProduct } from "./product.ts";

const tables = { grants: "grants", ledger: "ledger", people: "people", views: "views", sessions: "sessions" };

/** Tells the story on a fresh platform of its own and lays its evidence and its payment file beside its data. */
const runDemo = async () => {
  const folder = await mkdtemp(join(tmpdir(), "eccc-grants-demo-"));
  const platform = await startProduct({ dataDir: join(folder, "data"), report: console.error });
  try {
    await seedPeople(platform);
    const api = createStoryApi(platform.url);
    const story: Story = await tellStory(api);
    const account = await readAccount(api, story);
    const evidence = join(folder, "evidence");
    await mkdir(evidence, { recursive: true });
    await exportEvidence(connect(tables), evidence);
    const verdict = await verifyAuditExport(readExport(evidence));
    const path = join(folder, account.file.fileName);
    await writeFile(path, account.file.text);
    return { story, account, verdict, path, evidence };
  } finally {
    await platform.stop();
  }
};
type Demo = Awaited<ReturnType<typeof runDemo>>;

const toDocument = ({ account, verdict, path, evidence, story }: Demo) => {
  const { file, ranking, budgetCents, funders, ...sums } = account;
  return {
    synthetic: true,
    callId: story.callId,
    topicId: story.topicId,
    budgetCents,
    ...sums,
    ledgerBalanceCents: Number(verdict.balanceCents),
    ranking,
    funders,
    agreements: story.agreements.map(({ agreementId }) => agreementId),
    audit: { entries: verdict.entries, chains: verdict.chains, valid: verdict.valid, evidence },
    paymentFile: { path, nbOfTxs: file.nbOfTxs, ctrlSumCents: file.ctrlSumCents },
  };
};

const euro = (amount: number) => `${centsToEuroText(cents(amount)).padStart(14)} EUR`;

const rankingLines = ({ ranking }: AccountOfStory): readonly string[] => {
  const selected = ranking.filter(({ status }) => status === "MAIN" || status === "SELECTED").length;
  const lines = ranking.map(({ rank, acronym, total, unionCents, status, missing }) => {
    const short = missing.map(({ funder, cents: amount }) => `, ${funder} is short ${centsToEuroText(cents(amount))}`);
    return `  ${`${rank ?? "–"}`.padStart(2)}  ${acronym.padEnd(10)} ${total.padStart(5)} ${euro(unionCents)}  ${status}${short.join("")}`;
  });
  return [...lines.slice(0, selected), "  ── the budget ends here ──", ...lines.slice(selected)];
};

const tell = (demo: Demo): string => {
  const { account, verdict, path, story } = demo;
  return [
    `${story.topicId}, completed for this demonstration; proposals and people are synthetic.`,
    ``,
    `Ranking of ${account.ranking.length} proposals, budget ${euro(account.budgetCents)}`,
    ...rankingLines(account),
    ``,
    `What Member States match`,
    ...account.funders.map(
      ({ line, committedCents, leftCents }) =>
        `  ${line.padEnd(4)} commits ${euro(committedCents)}, keeps ${euro(leftCents)}`,
    ),
    ``,
    `Requested ${euro(account.requestedCents)}`,
    `Awarded   ${euro(account.awardedCents)}`,
    `Committed ${euro(account.unionCommittedCents)} by the Union, ${euro(account.nationalCommittedCents)} by Member States`,
    `Paid      ${euro(account.prefinancingPaidCents)} of pre-financing on ${story.agreements.length} agreements`,
    ``,
    `Payment file  ${path}: ${account.file.nbOfTxs} transactions, ${euro(account.file.ctrlSumCents).trim()}`,
    `Audit         ${verdict.entries} entries in ${verdict.chains} chains: ${verdict.valid ? "valid" : "NOT VALID"}; verify again with`,
    `              npm run verify-audit -- ${demo.evidence}`,
  ].join("\n");
};

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const demo = await runDemo();
console.log(values.json ? JSON.stringify(toDocument(demo), null, 2) : tell(demo));
process.exitCode = demo.verdict.valid ? 0 : 1;
