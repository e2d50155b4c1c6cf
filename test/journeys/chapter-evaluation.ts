import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { theCall } from "./chapter-call.ts";
import { type StoryProposal, belhub, nedhub } from "./chapter-proposals.ts";
import type { Stage } from "./stage.ts";
import { arriveAt, choose, fill, follow, followInRow, press, reach, see, tick, words } from "./visitor.ts";

const criteria = ["RELEVANCE", "IMPLEMENTATION", "IMPACT"] as const;
const experts = [cast.expertOne, cast.expertTwo, cast.expertThree] as const;
const proposals = [belhub, nedhub] as const;
const boardTitle = words("evaluation.board.title", { title: theCall.title });

const openBoard = async (page: Page): Promise<void> => {
  await follow(page, words("evaluation.title"));
  await followInRow(page, theCall.title, words("evaluation.openBoard"));
  await arriveAt(page, boardTitle);
};

const assignExperts = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.evaluationOfficer);
  await openBoard(page);
  for (const { acronym } of proposals) {
    await followInRow(page, acronym, words("evaluation.board.assign"));
    await arriveAt(page, words("evaluation.experts.title", { acronym }));
    await fill(page, {
      [words("evaluation.experts.rapporteur")]: cast.expertOne.id,
      [words("evaluation.experts.field", { place: 2 })]: cast.expertTwo.id,
      [words("evaluation.experts.field", { place: 3 })]: cast.expertThree.id,
    });
    await press(page, words("evaluation.experts.submit"));
    await arriveAt(page, boardTitle);
  }
  await reach(page, boardTitle);
};

/** A score and a comment for each criterion. */
const judge = async (page: Page, of: "report" | "consensus", score: string): Promise<void> => {
  for (const name of criteria) {
    const criterion = words(`evaluation.criterion.${name}`);
    await choose(page, { [words(`evaluation.${of}.score`, { criterion })]: score });
    await fill(page, { [words(`evaluation.${of}.comment`, { criterion })]: `Reasons for ${score}.` });
  }
};

const handInReports = async (stage: Stage, expert: (typeof experts)[number]): Promise<void> => {
  const page = await stage.windowOf(expert);
  for (const { acronym, score } of proposals) {
    await follow(page, words("evaluation.assignments"));
    await follow(page, words("evaluation.toDeclaration", { acronym }));
    await arriveAt(page, words("evaluation.declaration.title", { acronym }));
    await tick(page, words("evaluation.declaration.interest.NONE"));
    await press(page, words("evaluation.declaration.submit"));
    await arriveAt(page, words("evaluation.report.title", { acronym }));
    await judge(page, "report", score);
    await press(page, words("evaluation.report.submit"));
    await see(page, words("evaluation.report.submittedTitle"));
  }
};

const agree = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.expertOne);
  await reach(page, words("evaluation.report.title", { acronym: nedhub.acronym }));
  for (const { acronym, score } of proposals) {
    await follow(page, words("evaluation.assignments"));
    await follow(page, words("evaluation.toConsensus", { acronym }));
    await arriveAt(page, words("evaluation.consensus.title", { acronym }));
    await judge(page, "consensus", score);
    await press(page, words("evaluation.consensus.submit"));
    await see(page, words("evaluation.consensus.recordedTitle"));
  }
  await reach(page, words("evaluation.consensus.title", { acronym: nedhub.acronym }));
};

/** The platform makes its checks; both proposals meet them all. */
export const admitProposals = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.evaluationOfficer);
  await follow(page, words("admissibility.title"));
  await follow(page, words("admissibility.openBoard"));
  await press(page, words("admissibility.screen"));
  await see(page, words("admissibility.screened"));
  await reach(page, words("admissibility.board.title", { title: theCall.title }));
};

/** The experts are named, read, and agree. */
export const evaluateProposals = async (stage: Stage): Promise<void> => {
  await assignExperts(stage);
  await Promise.all(experts.map((expert) => handInReports(stage, expert)));
  await agree(stage);
};

const giveVerdict = async (page: Page, { country, person }: StoryProposal): Promise<void> => {
  await follow(page, words("cofunding.title"));
  await follow(page, words("cofunding.toOwnPage", { funder: country }));
  await follow(page, words("cofunding.own.giveVerdict"));
  await reach(page, words("cofunding.verdictTitle", { name: person.organisation }));
  await tick(page, words("cofunding.verdict.ELIGIBLE"));
  await press(page, words("cofunding.own.giveVerdict"));
  await see(page, words("cofunding.done.verdict"));
};

/** Each Member State says whether the partners that ask for its money are eligible. */
export const giveVerdicts = async (stage: Stage): Promise<void> => {
  const officer = await stage.windowOf(cast.programmeOfficer);
  await follow(officer, words("cofunding.title"));
  await follow(officer, words("cofunding.jointAction"));
  await press(officer, words("cofunding.verdicts.list"));
  await see(officer, words("cofunding.done.listed"));
  await Promise.all([
    giveVerdict(await stage.windowOf(cast.belgium), belhub),
    giveVerdict(await stage.windowOf(cast.netherlands), nedhub),
  ]);
  await press(officer, words("cofunding.verdicts.lock"));
  await see(officer, words("cofunding.done.locked"));
};

/** The second proposal is good enough, but its Member State has not enough for it: there the list ends. */
const rank = async (stage: Stage): Promise<void> => {
  const page = await stage.windowOf(cast.evaluationOfficer);
  await openBoard(page);
  await press(page, words("evaluation.board.rank"));
  await reach(page, words("evaluation.ranking.title", { topic: theCall.topicTitle }));
  const why = page.getByRole("row").filter({ hasText: nedhub.acronym }).getByText(words("evaluation.status.GAP"));
  await why.waitFor();
};

const decide = async (page: Page): Promise<string> => {
  await openBoard(page);
  await follow(page, words("evaluation.board.openRanking"));
  await follow(page, words("evaluation.ranking.decide"));
  await reach(page, words("evaluation.award.title", { topic: theCall.topicTitle }));
  await tick(page, words("evaluation.award.confirm"));
  await press(page, words("evaluation.award.submit"));
  await reach(page, words("evaluation.decision.title"));
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
};

const commitFunds = async (page: Page): Promise<void> => {
  await follow(page, words("evaluation.decision.toFunds"));
  await arriveAt(page, words("cofunding.commitments.title"));
  await press(page, words("cofunding.commitments.commit"));
  await see(page, words("cofunding.awardState.awarded"));
  await reach(page, words("cofunding.commitments.title"));
};

/** The ranking meets the money, the Executive Director decides, and the money is set aside. The id of the decision. */
export const awardGrants = async (stage: Stage): Promise<string> => {
  await rank(stage);
  const page = await stage.windowOf(cast.executiveDirector);
  const decisionId = await decide(page);
  await commitFunds(page);
  return decisionId;
};
