import type { Translated } from "../catalogue.ts";
import type { directAward as english } from "../en/direct-award.ts";

export const directAward: Translated<typeof english> = {
  "directAward.list": "Toekenningen zonder oproep",
  "directAward.listCaption": "Open voor de uitgenodigde centra, en voor niemand anders",
  "directAward.home": "nodigt uw centrum uit om tot {at} een voorstel in te dienen.",
  "directAward.section": "Een toekenning zonder oproep",
  "directAward.text":
    "Alleen de uitgenodigde centra zien dit en kunnen antwoorden. Elk voorstel wordt op zichzelf beoordeeld: er is geen rangschikking.",
  "directAward.centresOf": "Nationale coördinatiecentra van {countries}",
  "directAward.openText": "De uitgenodigde centra zien het meteen. Niets ervan wordt openbaar.",
  "directAward.open": "Openstellen voor de uitgenodigde centra",
  "directAward.waits": "de ordonnateur beslist",
  "directAward.openedTitle": "De centra zijn uitgenodigd",
  "directAward.openedText":
    "Elk centrum vindt de uitnodiging op zijn eerste pagina en kan vanaf de opening zijn voorstel schrijven.",
  "directAward.notRecognised":
    "De capaciteit van dit centrum is niet erkend: het mag geen subsidie zonder oproep krijgen.",
  "directAward.help.questionDays": "Zeven waar niets is ingevuld.",
  "directAward.stage.section": "De tweede fase",
  "directAward.stage.text":
    "Alleen wie na de eerste fase is uitgenodigd, ziet dit. Het volledige voorstel begint met wat het korte zegt, voor hetzelfde onderwerp en dezelfde coördinator.",
  "directAward.stage.begin": "Het volledige voorstel beginnen",
  "directAward.stage.invite": "Uitnodigen voor de tweede fase",
  "directAward.stage.inviteText":
    "Uitgenodigd worden de voorstellen op de hoofdlijst van elk onderwerp: boven de drempels van de eerste fase en binnen het veelvoud van het budget. Dit wordt één keer beslist.",
  "directAward.stage.notRanked": "nog niet elk onderwerp is gerangschikt",
  "directAward.stage.waits": "de ordonnateur beslist",
  "directAward.stage.boards": "De eerste fase is gesloten.",
  "directAward.stage.toBoard": "Beoordeling van de eerste fase",
  "directAward.stage.toAdmissibility": "Ontvankelijkheid van de korte voorstellen",
};
