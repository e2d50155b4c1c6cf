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
};
