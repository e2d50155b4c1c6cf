import type { Translated } from "../catalogue.ts";
import type { results as english } from "../en/results.ts";

export const results: Translated<typeof english> = {
  "results.title": "Uitslag van de beoordeling: {acronym}",
  "results.lead": "Wat de deskundigen samen vonden, criterium voor criterium, en waarom.",
  "results.link": "Samenvattend beoordelingsverslag",
  "results.report": "Samenvattend beoordelingsverslag",
  "results.version": "Versie {version} van {versions}",
  "results.older": "Versie {version} lezen",
  "results.pdf": "Het verslag downloaden (pdf)",
  "results.digest": "Vingerafdruk in het controlespoor (SHA-256)",
  "results.none": "Nog geen samenvattend beoordelingsverslag",
  "results.noneText": "Het wordt uitgebracht met de brief die de aanvrager de uitslag meedeelt.",
  "results.openLetterFirst": "Open eerst de brief",
  "results.openLetterText":
    "Het verslag hoort bij een brief die de uitslag meedeelt. Wie hem opent, heeft hem daarmee ontvangen.",
  "results.openLetter": "Naar de brief",
};
