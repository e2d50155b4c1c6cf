import type { Translated } from "../catalogue.ts";
import type { glossary as english } from "../en/glossary.ts";

export const glossary: Translated<typeof english> = {
  "glossary.title": "Woordenlijst",
  "glossary.lead": "De woorden van het vak, zoals zij op deze pagina's worden gebruikt: één woord, één betekenis.",
  "glossary.count": "{count, plural, one {# woord} other {# woorden}}",
  "glossary.admissibility.term": "ontvankelijkheid",
  "glossary.admissibility.meaning":
    "De formele controle van een voorstel: volledig, op tijd, in de gevraagde vorm. Alleen ontvankelijke voorstellen worden beoordeeld.",
  "glossary.awardDecision.term": "toekenningsbesluit",
  "glossary.awardDecision.meaning":
    "Het ondertekende besluit van de uitvoerend directeur over welke voorstellen steun krijgen, hoeveel, en waarom.",
  "glossary.beneficiary.term": "begunstigde",
  "glossary.beneficiary.meaning":
    "Een organisatie die de subsidieovereenkomst heeft getekend en een deel van de subsidie ontvangt.",
  "glossary.budgetCommitment.term": "vastlegging",
  "glossary.budgetCommitment.meaning":
    "De reservering van geld voor één doel. Zij moet bestaan voordat het Kenniscentrum een juridische verbintenis aangaat.",
  "glossary.call.term": "oproep tot het indienen van voorstellen",
  "glossary.call.meaning":
    "De bekendgemaakte uitnodiging om aan te vragen: onderwerpen, budget, voorwaarden, criteria, opening en sluiting.",
  "glossary.cascadeGrant.term": "doorgegeven subsidie (FSTP)",
  "glossary.cascadeGrant.meaning":
    "Financiële steun aan derden: een begunstigde geeft een deel van zijn subsidie door, onder voorwaarden die in de overeenkomst staan.",
  "glossary.conflictOfInterest.term": "belangenconflict",
  "glossary.conflictOfInterest.meaning":
    "Een persoonlijke of economische band die een oordeel kan kleuren, of dat lijkt te doen. Niemand beoordeelt een voorstel van een organisatie waarvoor hij of zij optreedt of optrad.",
  "glossary.consensus.term": "consensus",
  "glossary.consensus.meaning":
    "De gezamenlijke punten en opmerkingen waarover de deskundigen van een voorstel het na hun eigen verslagen eens worden.",
  "glossary.consortium.term": "consortium",
  "glossary.consortium.meaning": "De organisaties die samen een project uitvoeren.",
  "glossary.contribution.term": "bijdrage van een lidstaat",
  "glossary.contribution.meaning":
    "Geld of werk dat een lidstaat bij een gezamenlijke actie legt: toegezegd, vastgelegd, opgevraagd, betaald, gestaafd.",
  "glossary.coordinator.term": "coördinator",
  "glossary.coordinator.meaning":
    "De begunstigde die voor het consortium spreekt en de betalingen voor allen ontvangt.",
  "glossary.dataSheet.term": "gegevensblad",
  "glossary.dataSheet.meaning":
    "Het eerste deel van een subsidieovereenkomst, met de cijfers: bedragen, percentages, data, verslagen, betalingen.",
  "glossary.deliverable.term": "te leveren resultaat",
  "glossary.deliverable.meaning": "Een resultaat dat het consortium tegen een bepaalde datum heeft beloofd.",
  "glossary.expert.term": "deskundige",
  "glossary.expert.meaning": "Een onafhankelijke persoon die voorstellen beoordeelt voor het Kenniscentrum.",
  "glossary.fourEyes.term": "vier ogen",
  "glossary.fourEyes.meaning":
    "Niemand voltooit alleen een verrichting met geld: wie haar begint, kan haar niet verifiëren.",
  "glossary.grantAgreement.term": "subsidieovereenkomst",
  "glossary.grantAgreement.meaning": "Het contract tussen het Kenniscentrum en de begunstigden.",
  "glossary.jointAction.term": "gezamenlijke actie",
  "glossary.jointAction.meaning":
    "Een actie in het werkprogramma die door de Unie en door ten minste één lidstaat wordt betaald.",
  "glossary.legalEntityFile.term": "bestand juridische entiteit (LEF) en bankrekening (BAF)",
  "glossary.legalEntityFile.meaning":
    "De gevalideerde identiteit van een organisatie en van haar bankrekening. Zonder beide wordt niets betaald.",
  "glossary.nationalCoordinationCentre.term": "nationaal coördinatiecentrum (NCC)",
  "glossary.nationalCoordinationCentre.meaning":
    "Het centrum in elke lidstaat dat aanvragers helpt en het land met het Kenniscentrum verbindt.",
  "glossary.pic.term": "PIC",
  "glossary.pic.meaning":
    "Identificatiecode voor deelnemers: de negen cijfers waaronder een organisatie in programma’s van de Unie bekend is.",
  "glossary.preFinancing.term": "voorfinanciering",
  "glossary.preFinancing.meaning":
    "De eerste betaling, bij het begin, zodat het werk kan starten. Zij blijft eigendom van de Unie tot zij is verrekend.",
  "glossary.proposal.term": "voorstel",
  "glossary.proposal.meaning": "Het project dat een consortium als antwoord op een oproep indient.",
  "glossary.ranking.term": "ranglijst",
  "glossary.ranking.meaning": "De ontvankelijke voorstellen die elke drempel halen, in volgorde van hun punten.",
  "glossary.recovery.term": "terugvordering",
  "glossary.recovery.meaning": "Geld dat een begunstigde moet terugbetalen, gevraagd met een debetnota.",
  "glossary.redress.term": "beroep",
  "glossary.redress.meaning": "De weg om een besluit opnieuw te laten bekijken.",
  "glossary.reserveList.term": "reservelijst",
  "glossary.reserveList.meaning":
    "Goede voorstellen waarvoor het budget nu te klein is; zij schuiven op als er geld vrijkomt.",
  "glossary.threshold.term": "drempel",
  "glossary.threshold.meaning":
    "Het laagste aantal punten waarmee een voorstel steun kan krijgen, per criterium en in totaal. Halen is genoeg.",
  "glossary.topic.term": "onderwerp",
  "glossary.topic.meaning": "Een deel van een oproep met een eigen inhoud, budget en ranglijst.",
  "glossary.workPackage.term": "werkpakket",
  "glossary.workPackage.meaning":
    "Een deel van het werkplan van een project, met taken, partners en te leveren resultaten.",
  "glossary.workProgramme.term": "werkprogramma",
  "glossary.workProgramme.meaning":
    "Het jaarplan van het Kenniscentrum: welke oproepen er komen en hoeveel zij mogen kosten.",
};
