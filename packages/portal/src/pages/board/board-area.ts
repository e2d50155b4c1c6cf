import type { PortalArea } from "../../area.ts";
import { castVote, delegateVote } from "./cast-vote.tsx";
import { adoptByConsensus, closeBallot, openBallot, showBallot, withdrawBallot } from "./ballot-page.tsx";
import { showBallots } from "./ballots-page.tsx";
import { prepareBallot, showNewBallot } from "./prepare-ballot.tsx";

const ballot = "/ballots/:ballotId";

/** Decisions of the Governing Board: what is asked, what each vote weighs, and how it ended. */
export const boardArea: PortalArea = {
  path: "board",
  navigation: [{ label: "board.title", path: "/board", visibleTo: ["listBallots"] }],
  routes: (router) => {
    router.get("/", showBallots);
    router.get("/new", showNewBallot);
    router.post("/new", prepareBallot);
    router.get(ballot, showBallot);
    router.post(`${ballot}/opening`, openBallot);
    router.post(`${ballot}/consensus`, adoptByConsensus);
    router.post(`${ballot}/withdrawal`, withdrawBallot);
    router.post(`${ballot}/closing`, closeBallot);
    router.post(`${ballot}/votes/:member`, castVote);
    router.post(`${ballot}/delegations/:member`, delegateVote);
  },
};
