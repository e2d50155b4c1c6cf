import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { openAgreement } from "./chapter-agreement.ts";
import { belhub } from "./chapter-proposals.ts";
import type { Stage } from "./stage.ts";
import { arriveAt, fill, follow, press, reach, see, words } from "./visitor.ts";

const { acronym } = belhub;
const requestTitle = words("disbursement.requestTitle", { acronym });
const executionOn = "2027-06-03";
const runTitle = words("disbursement.runTitle", { on: "3 June 2027" });

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

const prepareRun = async (page: Page): Promise<void> => {
  await follow(page, words("disbursement.runs"));
  await reach(page, words("disbursement.runs"));
  await follow(page, "3 June 2027");
  await reach(page, words("disbursement.dayTitle", { on: "3 June 2027" }));
  await press(page, words("disbursement.createRun"));
  await see(page, words("disbursement.runDone.prepared"));
};

/** Another person than the one who prepared it. */
const confirmRun = async (page: Page): Promise<void> => {
  await follow(page, words("disbursement.runs"));
  await page.getByRole("row").getByRole("link", { name: "3 June 2027" }).click();
  await press(page, words("disbursement.confirm"));
  await see(page, words("disbursement.runDone.confirmed"));
};

/** The file goes to the bank, and the bank answers. */
const sendRun = async (page: Page): Promise<void> => {
  await follow(page, words("disbursement.runs"));
  await page.getByRole("row").getByRole("link", { name: "3 June 2027" }).click();
  await press(page, words("disbursement.send"));
  await see(page, words("disbursement.runDone.sent"));
};

const bookRun = async (page: Page): Promise<void> => {
  await press(page, words("disbursement.collect"));
  await see(page, words("disbursement.runDone.collected"));
  await reach(page, runTitle);
  await see(page, words("disbursement.status.booked"));
};

/** The day's run leaves and is booked. Its id. */
export const payPrefinancing = async (stage: Stage): Promise<string> => {
  const accountant = await stage.windowOf(cast.accountingOfficer);
  await prepareRun(accountant);
  await confirmRun(await stage.windowOf(cast.executiveDirector));
  await sendRun(accountant);
  await stage.client.setClock("2027-06-04T09:00:00Z");
  await bookRun(accountant);
  return new URL(accountant.url()).pathname.split("/").at(-1) ?? "";
};

/** The coordinator sees that the money has left. */
export const seePaid = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(belhub.person);
  await follow(page, words("disbursement.title"));
  await follow(page, acronym);
  await reach(page, words("disbursement.moneyTitle", { acronym }));
  await see(page, words("disbursement.stage.booked"));
};
