import type { Translated } from "../catalogue.ts";
import type { workProgrammes as english } from "../en/work-programmes.ts";

export const workProgrammes: Translated<typeof english> = {
  "workProgrammes.title": "Werkprogramma's",
  "workProgrammes.lead": "De financieringsbesluiten die oproepen dekken: wat is aangenomen, en hoeveel er is.",
  "workProgrammes.new": "Een werkprogramma vastleggen",
  "workProgrammes.empty": "Er is nog geen werkprogramma vastgelegd.",
  "workProgrammes.adopted": "Aangenomen",
  "workProgrammes.planned": "Nog niet aangenomen",
  "workProgrammes.subjectTo": "onder voorbehoud van de aanneming van het werkprogramma",
  "workProgrammes.adoptTitle": "De aanneming vastleggen",
  "workProgrammes.adoptText":
    "De raad van bestuur beslist; hier wordt het besluit met de hand vastgelegd. Dat kan niet worden teruggenomen.",
  "workProgrammes.adopt": "De aanneming vastleggen",
  "workProgrammes.done": "Het is vastgelegd.",
  "workProgrammes.years": "{from} tot {to}",
  "workProgrammes.field.title": "Titel",
  "workProgrammes.field.programme": "Programma",
  "workProgrammes.field.yearFrom": "Eerste jaar",
  "workProgrammes.field.yearTo": "Laatste jaar",
  "workProgrammes.field.basicAct": "Basishandeling",
  "workProgrammes.field.budgetLine": "Begrotingsonderdeel",
  "workProgrammes.field.objectives": "Doelstellingen",
  "workProgrammes.field.method": "Wijze van uitvoering",
  "workProgrammes.field.applicants": "Wie kan aanvragen",
  "workProgrammes.field.grantsEnvelopeCents": "Bedrag voor subsidies",
  "workProgrammes.field.adoptedOn": "Dag van het besluit",
  "workProgrammes.field.reference": "Referentie van het besluit",
  "workProgrammes.field.directAwards": "Toekenningen zonder oproep zijn toegelaten voor",
  "workProgrammes.rule.year": "Schrijf een jaar van 2021 tot 2035; het laatste ligt niet vóór het eerste.",
  "workProgrammes.field.period": "Jaren",
  "workProgrammes.field.state": "Besluit",
};
