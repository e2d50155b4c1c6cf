import type { PortalArea } from "../../area.ts";
import { showBox, showBoxes, showLettersAbout } from "./boxes-page.tsx";
import { answerLetter, downloadLetter, openLetter, showLetter } from "./letter-page.tsx";
import { sendResultLetters, showResultLetters } from "./results-page.tsx";
import { sendPreInformation, showPreInformation } from "./pre-information.tsx";

/** Formal letters: the letter boxes of organisations, and what the Centre sends and gets back. */
export const lettersArea: PortalArea = {
  path: "letters",
  navigation: [{ label: "letters.title", path: "/letters", visibleTo: ["listLetters"] }],
  routes: (router) => {
    router.get("/", showBoxes);
    router.get("/organisations/:organisationId", showBox);
    router.get("/about/:about", showLettersAbout);
    router.get("/agreements/:agreementId", showPreInformation);
    router.post("/agreements/:agreementId", sendPreInformation);
    router.get("/decisions/:decisionId", showResultLetters);
    router.post("/decisions/:decisionId", sendResultLetters);
    router.get("/:letterId", showLetter);
    router.get("/:letterId/pdf", downloadLetter);
    router.post("/:letterId/opening", openLetter);
    router.post("/:letterId/answer", answerLetter);
  },
};
