import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import type { Stage } from "./stage.ts";
import { arriveAt, choose, fill, follow, press, reach, see, tick, words } from "./visitor.ts";

/** The call of the story. */
export const theCall = {
  reference: "NATIONAL-HUBS",
  title: "National cyber hubs",
  topicId: "NATIONAL-HUBS-T1",
  topicTitle: "Hubs of one Member State",
} as const;

const sentence = "What the rules of the programme ask for, in a sentence of its own.";

/** What an officer types; everything else is filled in by the type of the action. */
const content: Readonly<Record<string, string>> = {
  [words("calls.field.reference")]: theCall.reference,
  [words("calls.field.title")]: theCall.title,
  [words("calls.field.workProgramme")]: "Work programme 2026",
  [words("calls.field.objectives")]: sentence,
  [words("calls.field.eligibility")]: sentence,
  [words("calls.field.exclusionAndSelection")]: sentence,
  [words("calls.field.financing")]: sentence,
  [words("calls.field.submissionArrangements")]: sentence,
  [words("calls.field.opens")]: "2026-12-01T09:00",
  [words("calls.field.closes")]: "2027-01-29T17:00",
  [words("calls.field.plannedInformOn")]: "2027-06-30",
  [words("calls.field.plannedSignOn")]: "2027-09-30",
  [words("calls.field.topicId", { number: 1 })]: theCall.topicId,
  [words("calls.field.topicTitle", { number: 1 })]: theCall.topicTitle,
  [words("calls.field.topicBudget", { number: 1 })]: "1 000 000,00",
  [words("calls.field.topicMin", { number: 1 })]: "100 000",
  [words("calls.field.topicMax", { number: 1 })]: "500,000.00",
};

const writeCall = async (page: Page): Promise<void> => {
  await follow(page, words("calls.title"));
  await follow(page, words("calls.new"));
  await follow(page, words("calls.action.SG"));
  await arriveAt(page, words("calls.newTitle"));
  await fill(page, content);
  await press(page, words("calls.saveDraft"));
  await reach(page, words("calls.editTitle"));
};

/** From the list of drafts to the joint action and back, so that the call names it. */
const openJointAction = async (page: Page): Promise<void> => {
  await follow(page, words("calls.title"));
  await reach(page, words("calls.title"));
  await follow(page, theCall.title);
  await follow(page, words("cofunding.new"));
  await reach(page, words("cofunding.new"));
  await fill(page, {
    [words("cofunding.field.unionAmountCents")]: "1 000 000",
    [words("cofunding.field.unionCapCents")]: "1 000 000",
    [words("cofunding.field.administrativeCents")]: "10 000",
  });
  await press(page, words("cofunding.new"));
  await reach(page, words("cofunding.ofUnknownCall"));
  await follow(page, words("cofunding.nameInCall"));
  await see(page, words("calls.jointActionNamed"));
  await choose(page, { [words("calls.field.selectionMode")]: "STRICT" });
  await press(page, words("calls.saveDraft"));
  await see(page, words("calls.draftSaved", { version: 2 }));
};

/** The officer asks, and the Executive Director reads the draft and launches the call. */
const publishCall = async (stage: Stage, page: Page): Promise<void> => {
  await follow(page, words("calls.officer.preview"));
  await reach(page, words("calls.previewTitle", { title: theCall.title }));
  await press(page, words("calls.step.ask"));
  await see(page, words("calls.step.asked"));
  const director = await stage.windowOf(cast.executiveDirector);
  await follow(director, words("calls.title"));
  await follow(director, theCall.title);
  await press(director, words("calls.publish"));
  await reach(director, theCall.title);
  await see(director, words("calls.publishedTitle"));
};

/** Anybody reads the call, without scripts. */
const findCall = async (stage: Stage): Promise<void> => {
  const page = await stage.nobody({ javaScript: false });
  await follow(page, words("calls.title"));
  await reach(page, words("calls.title"));
  await follow(page, theCall.title);
  await reach(page, theCall.title);
  await see(page, words("calls.status.forthcoming"));
  await page.close();
};

const contributions = [
  { funder: "BE", person: cast.belgium, pledge: "300 000,00", budget: "200 000,00" },
  { funder: "NL", person: cast.netherlands, pledge: "300 000,00", budget: "100 000,00" },
] as const;

type Contribution = (typeof contributions)[number];

/** A Member State pledges, obliges itself, and says how much of it is for its own partners. */
const contribute = async (stage: Stage, { funder, person, pledge, budget }: Contribution, arrive: typeof reach) => {
  const page = await stage.windowOf(person);
  await follow(page, words("cofunding.title"));
  await arrive(page, words("cofunding.title"));
  await follow(page, words("cofunding.toOwnPage", { funder }));
  await follow(page, words("cofunding.own.pledge"));
  await arrive(page, words("cofunding.own.pledge"));
  await tick(page, words("cofunding.purpose.OPERATIONAL"));
  await tick(page, words("cofunding.channel.DIRECT_TO_BENEFICIARY"));
  await fill(page, { [words("cofunding.field.amountCents")]: pledge });
  await press(page, words("cofunding.own.pledge"));
  await see(page, words("cofunding.done.pledged"));
  await follow(page, words("cofunding.own.commit"));
  await arrive(page, words("cofunding.own.commitTitle"));
  await press(page, words("cofunding.own.commit"));
  await see(page, words("cofunding.done.committed"));
  await follow(page, words("cofunding.own.budgetSet"));
  await arrive(page, words("cofunding.own.budgetSet"));
  await fill(page, { [words("cofunding.field.amountCents")]: budget });
  await press(page, words("cofunding.own.budgetSet"));
  await see(page, words("cofunding.done.budget"));
  await arrive(page, words("cofunding.own.title", { funder }));
};

const appropriate = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.executiveDirector);
  await follow(page, words("cofunding.title"));
  await follow(page, words("cofunding.jointAction"));
  await reach(page, words("cofunding.ofCall", { title: theCall.title }));
  await follow(page, words("cofunding.pot.caption"));
  await follow(page, words("cofunding.pot.appropriate"));
  await reach(page, words("cofunding.pot.appropriate"));
  await fill(page, { [theCall.topicTitle]: "1 000 000,00" });
  await press(page, words("cofunding.pot.appropriate"));
  await reach(page, words("cofunding.pot.title", { reference: theCall.reference }));
  await see(page, words("cofunding.done.appropriated"));
};

/** A call is written, given a joint action and published; everybody finds it. */
export const publishTheCall = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.programmeOfficer);
  await writeCall(page);
  await openJointAction(page);
  await publishCall(stage, page);
  await findCall(stage);
};

/** Member States and Union put up the money. */
export const fundTheCall = async (stage: Stage): Promise<void> => {
  const [belgium, netherlands] = contributions;
  // Their pages are the same: one of them is looked at.
  await Promise.all([contribute(stage, belgium, reach), contribute(stage, netherlands, arriveAt), appropriate(stage)]);
};
