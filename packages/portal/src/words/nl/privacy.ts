import type { Translated } from "../catalogue.ts";
import type { privacy as english } from "../en/privacy.ts";

export const privacy: Translated<typeof english> = {
  "privacy.title": "Privacyverklaring",
  "privacy.lead": "Welke persoonsgegevens dit platform bewaart, waarom, hoelang, en wat uw rechten zijn.",
  "privacy.controllerTitle": "Wie verantwoordelijk is",
  "privacy.controllerText":
    "Het Europees Kenniscentrum voor cyberbeveiliging is de verwerkingsverantwoordelijke, onder Verordening (EU) 2018/1725 over de bescherming van persoonsgegevens door de instellingen en organen van de Unie.",
  "privacy.dataTitle": "Wat er wordt bewaard, en waarom",
  "privacy.dataWho": "Gegevens",
  "privacy.dataWhy": "Waarom",
  "privacy.dataLong": "Hoelang",
  "privacy.dataCaption": "Persoonsgegevens naar doel",
  "privacy.accountData": "Naam, werkadres en rol van wie het platform gebruikt",
  "privacy.accountWhy": "Om te weten wie wat mag doen, en wie het deed",
  "privacy.accountLong": "Zolang de rol duurt, daarna zolang de dossiers waaraan zij werkten",
  "privacy.applicationData": "Contactpersonen en sleutelmedewerkers in voorstellen en overeenkomsten",
  "privacy.applicationWhy": "Om voorstellen te beoordelen en overeenkomsten uit te voeren",
  "privacy.applicationLong":
    "Vijf jaar na de laatste betaling, drie bij kleine subsidies; langer tijdens een controle of een geschil",
  "privacy.publicationData": "Namen van ontvangers die natuurlijke personen zijn",
  "privacy.publicationWhy": "Het Financieel Reglement vraagt bekend te maken wie geld van de Unie ontvangt",
  "privacy.publicationLong": "Verwijderd twee jaar na het einde van het jaar waarin het geld is vastgelegd",
  "privacy.separateText":
    "Persoonsgegevens worden apart bewaard van het bewijs van besluiten, zodat zij kunnen worden gewist zonder dat bewijs te raken.",
  "privacy.cookiesTitle": "Cookies",
  "privacy.cookiesText":
    "Er wordt maar één cookie geplaatst, wanneer u zich aanmeldt, om u aangemeld te houden. Er wordt niets gevolgd en niets van andere sites geladen.",
  "privacy.rightsTitle": "Uw rechten",
  "privacy.rightsText":
    "U kunt vragen uw gegevens in te zien, te verbeteren of te wissen, het gebruik ervan te beperken, of er bezwaar tegen maken. U kunt een klacht indienen bij de Europese Toezichthouder voor gegevensbescherming.",
  "privacy.supervisorLink": "Europese Toezichthouder voor gegevensbescherming",
};
