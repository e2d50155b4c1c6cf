import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { openAgreement } from "./chapter-agreement.ts";
import { belhub } from "./chapter-proposals.ts";
import type { Stage } from "./stage.ts";
import { arriveAt, fill, follow, followInRow, press, reach, see, words } from "./visitor.ts";

const { acronym } = belhub;
const requestTitle = words("disbursement.requestTitle", { acronym });
const executionOn = "2027-06-03";
/** The same, as pages write it. */
const day = "3 June 2027";
const runTitle = words("disbursement.runTitle", { on: day });
/** A worker needs fewer than this, also on a busy machine. */
const looksMax = 200;

const requestPrefinancing = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.initiator);
  await openAgreement(page);
  await follow(page, words("disbursement.toPayments"));
  await reach(page, words("disbursement.moneyTitle", { acronym }));
  await press(page, words("disbursement.request"));
  await see(page, words("disbursement.done.requested"));
};

const openRequest = async (page: Page): Promise<void> => {
  await follow(page, words("disbursement.title"));
  await follow(page, acronym);
  await arriveAt(page, requestTitle);
};

/** Requested, certified correct and authorised, by three persons. */
export const authorisePrefinancing = async (stage: Stage): Promise<void> => {
  await requestPrefinancing(stage);
  const verifier = await stage.windowOf(cast.verifier);
  await openRequest(verifier);
  await press(verifier, words("disbursement.validate"));
  await see(verifier, words("disbursement.done.validated"));
  const director = await stage.windowOf(cast.executiveDirector);
  await follow(director, words("disbursement.title"));
  await reach(director, words("disbursement.title"));
  await follow(director, acronym);
  await fill(director, { [words("disbursement.field.executionOn")]: executionOn });
  await press(director, words("disbursement.authorise"));
  await see(director, words("disbursement.done.authorised"));
  await reach(director, requestTitle);
};

/** Looks again, as the page offers, as long as it does: a worker goes on by itself. */
const lookUntil = async (page: Page, state: RegExp): Promise<void> => {
  const said = page.getByText(state).first();
  const again = page.getByRole("link", { name: words("disbursement.lookAgain"), exact: true });
  for (let looks = 0; looks < looksMax; looks += 1) {
    await said.or(again).first().waitFor();
    if (await said.isVisible()) return;
    await again.click();
  }
  throw new Error(`After ${looksMax} looks ${page.url()} does not say ${state}.`);
};

const prepared = new RegExp(`^${words("disbursement.runState.prepared")}$`);
const completed = new RegExp(`^${words("disbursement.runState.completed")}$`);
/** The bank may have answered before anybody looks. */
const sent = new RegExp(`^(${words("disbursement.waiting.sent")}|${words("disbursement.runState.completed")})$`);

const openRun = async (page: Page): Promise<void> => {
  await follow(page, words("disbursement.runs"));
  await followInRow(page, day, day);
  await arriveAt(page, runTitle);
};

const prepareRun = async (page: Page): Promise<void> => {
  await follow(page, words("disbursement.runs"));
  await reach(page, words("disbursement.runs"));
  await follow(page, day);
  await reach(page, words("disbursement.dayTitle", { on: day }));
  await press(page, words("disbursement.createRun"));
  await see(page, words("disbursement.runDone.requested"));
  await lookUntil(page, prepared);
};

/** Another person than the one who asked for it. */
const confirmRun = async (page: Page): Promise<void> => {
  await openRun(page);
  await press(page, words("disbursement.confirm"));
  await see(page, words("disbursement.runDone.confirmed"));
};

/** The file goes to the bank. */
const releaseRun = async (page: Page): Promise<void> => {
  await openRun(page);
  await press(page, words("disbursement.send"));
  await see(page, words("disbursement.runDone.released"));
  await lookUntil(page, sent);
};

/** The day's run leaves, the bank answers, and every payment of it is booked. */
export const payPrefinancing = async (stage: Stage): Promise<void> => {
  const accountant = await stage.windowOf(cast.accountingOfficer);
  await prepareRun(accountant);
  await confirmRun(await stage.windowOf(cast.executiveDirector));
  await releaseRun(accountant);
  await stage.client.setClock("2027-06-04T09:00:00Z");
  await stage.client.runSchedule("run-payments");
  await openRun(await stage.windowOf(cast.accountingOfficer));
  await lookUntil(accountant, completed);
  await reach(accountant, runTitle);
  await see(accountant, words("disbursement.status.booked"));
};

/** The coordinator sees that the money has left. */
export const seePaid = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(belhub.person);
  await follow(page, words("disbursement.title"));
  await follow(page, acronym);
  await reach(page, words("disbursement.moneyTitle", { acronym }));
  await see(page, words("disbursement.stage.booked"));
};
