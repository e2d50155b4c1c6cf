import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { createPlatformClient } from "../support/platform-client.ts";
import { theCall } from "./chapter-call.ts";
import { belhub } from "./chapter-proposals.ts";
import type { Stage } from "./stage.ts";
import { type Visitor, arriveAt, choose, fill, follow, press, reach, see, tick, words } from "./visitor.ts";

const { acronym, person: coordinator, pic } = belhub;
const agreementTitle = `${acronym}: ${belhub.title}`;
const accountTitle = words("registry.accountName", { last: "3027" });

/** The coordinator states who it is in law, and where it is paid. */
const register = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(coordinator);
  await follow(page, words("registry.title"));
  await follow(page, words("registry.toRegister"));
  await reach(page, words("registry.registerTitle"));
  await fill(page, {
    [words("registry.field.name")]: coordinator.organisation,
    [words("registry.field.pic")]: pic,
    [words("registry.field.registrationNumber")]: "BE 0123.456.789",
    [words("registry.field.townName")]: "Brussel",
    [words("registry.field.country")]: "BE",
  });
  await press(page, words("registry.register"));
  await reach(page, coordinator.organisation);
  await follow(page, words("registry.toAccount"));
  await reach(page, words("registry.accountTitle"));
  await fill(page, { [words("registry.field.iban")]: "BE48 0010 0200 3027" });
  await press(page, words("registry.registerAccount"));
  await reach(page, accountTitle);
};

const verify = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.verifier);
  await follow(page, words("registry.work"));
  await reach(page, words("registry.workTitle"));
  await follow(page, coordinator.organisation);
  await press(page, words("registry.validateEntity"));
  await see(page, words("registry.doneEntity"));
  await follow(page, words("registry.work"));
  await follow(page, words("registry.work.accountOf", { name: coordinator.organisation }));
  await arriveAt(page, accountTitle);
  await tick(page, words("registry.check.MATCH"));
  await press(page, words("registry.verify"));
  await see(page, words("registry.doneVerified"));
};

/** Second pair of eyes. */
const validate = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.accountingOfficer);
  await follow(page, words("registry.work"));
  await follow(page, words("registry.work.accountOf", { name: coordinator.organisation }));
  await press(page, words("registry.validate"));
  await see(page, words("registry.doneValidated"));
};

/** Organisation and account, stated by their own and checked by two others. */
export const validatePayee = async (stage: Stage): Promise<void> => {
  await register(stage);
  await verify(stage);
  await validate(stage);
};

const chooseCall = async (page: Page): Promise<void> => {
  await follow(page, words("agreements.title"));
  await arriveAt(page, words("agreements.title"));
  await choose(page, { [words("agreements.chooseCall")]: `${theCall.reference}: ${theCall.title}` });
  await press(page, words("components.filterApply"));
};

/** From the list of a call to its award decision, and from there to the agreement. */
const prepare = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.projectOfficer);
  await chooseCall(page);
  await follow(page, theCall.topicTitle);
  await reach(page, words("agreements.decisionTitle"));
  await follow(page, words("agreements.prepareOf", { acronym }));
  await reach(page, words("agreements.prepareTitle", { acronym }));
  await fill(page, {
    [words("agreements.field.projectNumber")]: "101000001",
    [words("agreements.field.startsOn")]: "2027-09-01",
  });
  await press(page, words("agreements.prepare"));
  await see(page, words("agreements.preparedTitle"));
};

/** From the list of a call to its agreement. */
export const openAgreement = async (page: Page): Promise<void> => {
  await chooseCall(page);
  await follow(page, acronym);
  await arriveAt(page, agreementTitle);
};

const sign = async (page: Page): Promise<void> => {
  await tick(page, words("agreements.confirm"));
  await press(page, words("agreements.sign"));
  await see(page, words("agreements.signedTitle"));
};

/** Reads for twenty minutes before signing, which asks once more who one is: the page comes back as it was, and nothing is signed by it. */
const signAfterAWhile = async (stage: Stage, page: Page, { name, role }: Visitor): Promise<void> => {
  // Nobody goes home: the windows of the others stay as they are.
  await createPlatformClient(stage.platform.url).setClock("2027-05-24T09:20:00Z");
  await tick(page, words("agreements.confirm"));
  await press(page, words("agreements.sign"));
  await arriveAt(page, words("signIn.stepUpTitle"));
  await see(page, words("signIn.kept"));
  await follow(page, words("signIn.stepUp"));
  await page
    .getByRole("button", { name: new RegExp(`^${name}\\s*${role}`) })
    .first()
    .click();
  await arriveAt(page, agreementTitle);
  await see(page, words("problems.code.SignedInAgain"));
  await sign(page);
};

/** The project officer prepares the agreement and both sides sign it. Its id. */
export const agreeOnGrant = async (stage: Stage): Promise<string> => {
  await prepare(stage);
  const applicant = await stage.windowOf(coordinator);
  await follow(applicant, words("agreements.title"));
  await reach(applicant, words("agreements.title"));
  await follow(applicant, acronym);
  await reach(applicant, agreementTitle);
  await sign(applicant);
  await see(applicant, words("agreements.signedHalf"));
  const director = await stage.windowOf(cast.executiveDirector, { javaScript: false });
  await openAgreement(director);
  await signAfterAWhile(stage, director, cast.executiveDirector);
  await see(director, words("agreements.signedWhole"));
  await arriveAt(director, agreementTitle);
  return new URL(director.url()).pathname.split("/").at(-1) ?? "";
};
