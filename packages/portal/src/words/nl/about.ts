import type { Translated } from "../catalogue.ts";
import type { about as english } from "../en/about.ts";

export const about: Translated<typeof english> = {
  "about.title": "Over dit platform",
  "about.lead": "Wat het doet, voor wie, en hoe u het kunt nagaan.",
  "about.whatTitle": "Wat het doet",
  "about.whatText":
    "Het Europees Kenniscentrum voor cyberbeveiliging (ECCC) steunt projecten die Europa online veiliger maken, met geld van de Unie en van lidstaten. Op dit platform maakt het oproepen bekend, neemt het voorstellen in, laat het die door deskundigen beoordelen, laat het lidstaten hun deel bijleggen, tekent het subsidieovereenkomsten en betaalt het begunstigden.",
  "about.whomTitle": "Voor wie",
  "about.whomApplicants":
    "Aanvragers vinden een oproep, vormen een consortium en een begroting, dienen op tijd in en volgen de uitslag.",
  "about.whomExperts": "Deskundigen zonder band met het consortium lezen, geven punten en komen tot consensus.",
  "about.whomStates": "Lidstaten zeggen bijdragen toe, leggen ze vast en staven ze, en zien wat zij mogelijk maken.",
  "about.whomCentre": "Het Kenniscentrum controleert, besluit, tekent en betaalt, elke stap door wie haar mag zetten.",
  "about.whomPublic": "Iedereen kan zien welke oproepen er zijn, wie steun kreeg en waar het geld heen ging.",
  "about.checkTitle": "Hoe u het kunt nagaan",
  "about.checkText":
    "Elk besluit laat een vermelding achter van wie wat besloot, wanneer en op welke feiten. De vermeldingen zijn aaneengeketend, zodat geen ervan ongemerkt kan worden gewijzigd of verwijderd, en een controleur kan een uitvoer zonder dit platform nazien.",
  "about.openTitle": "Open van opzet",
  "about.openText":
    "Het platform is vrije software onder de openbare licentie van de Europese Unie (EUPL-1.2). Wat deze pagina's doen, kan een programma ook, via dezelfde API.",
  "about.apiLink": "Beschrijving van de API (OpenAPI)",
  "about.lawTitle": "Rechtsgrond",
  "about.lawText":
    "Verordening (EU) 2021/887 tot oprichting van het Kenniscentrum en het netwerk van nationale coördinatiecentra, en het Financieel Reglement (EU, Euratom) 2024/2509.",
  "about.lawLink": "Verordening (EU) 2021/887 op EUR-Lex",
};
