import type { Translated } from "../catalogue.ts";
import type { home as english } from "../en/home.ts";

export const home: Translated<typeof english> = {
  "home.title": "Geld voor de cyberbeveiliging van Europa",
  "home.lead":
    "Het open subsidieplatform van het Europees Kenniscentrum voor cyberbeveiliging: van oproep tot laatste betaling, met elke euro en elk besluit in het zicht.",
  "home.openCalls": "Open oproepen",
  "home.openCallsEmpty":
    "Op dit moment staat geen oproep open. Komende oproepen worden hier met hun openingsdatum aangekondigd.",
  "home.myWork": "Uw werk",
  "home.myWorkGreeting": "Dag {name}. Hier staat wat er van u wordt verwacht, en tegen wanneer.",
  "home.myWorkEmpty": "Op dit moment wacht er geen voorstel en geen verslag op u.",
  "home.places": "Uw pagina's:",
  "home.noPlaceTitle": "Uw rol heeft nog geen eigen pagina's",
  "home.noPlace":
    "Besluiten en stemmingen van de raad van bestuur komen hier te staan. Tot dan kunt u lezen wat openbaar is, zoals de oproepen.",
  "home.myWorkSignedOut":
    "Meld u aan om te zien wat er van u wordt verwacht, en tegen wanneer: concepten, uitnodigingen, beoordelingen, handtekeningen, betalingen.",
  "home.signInUnavailable": "Aanmelden is op dit platform nog niet mogelijk.",
  "home.howTitle": "Hoe een subsidie tot stand komt",
  "home.step.call": "Oproep",
  "home.step.callText": "Het Kenniscentrum maakt bekend wat het steunt, voor wie, hoeveel er is en tot wanneer.",
  "home.step.callActor": "Programmamedewerker van het ECCC",
  "home.step.proposal": "Voorstel",
  "home.step.proposalText": "Een consortium beschrijft zijn project en zijn kosten en dient vóór de sluiting in.",
  "home.step.proposalActor": "Aanvragers",
  "home.step.evaluation": "Beoordeling",
  "home.step.evaluationText": "Onafhankelijke deskundigen geven elk voorstel punten; de ranglijst ontmoet het budget.",
  "home.step.evaluationActor": "Deskundigen en beoordelingsmedewerker",
  "home.step.cofunding": "Medefinanciering",
  "home.step.cofundingText": "In een gezamenlijke actie leggen lidstaten hun geld bij dat van de Unie.",
  "home.step.cofundingActor": "Lidstaten",
  "home.step.agreement": "Subsidieovereenkomst",
  "home.step.agreementText": "Beide zijden tekenen wat er gebeurt, voor hoeveel, en hoe er verslag wordt gedaan.",
  "home.step.agreementActor": "Coördinator en uitvoerend directeur",
  "home.step.payment": "Betaling",
  "home.step.paymentText":
    "Elke betaling wordt door twee mensen nagezien voordat zij vertrekt, en is te volgen op haar weg.",
  "home.step.paymentActor": "Initiator, verificateur, rekenplichtige",
  "home.moreAbout": "Meer over dit platform",
};
