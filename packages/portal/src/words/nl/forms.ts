import type { Translated } from "../catalogue.ts";
import type { forms as english } from "../en/forms.ts";

export const forms: Translated<typeof english> = {
  "forms.save": "Opslaan",
  "forms.cancel": "Annuleren",
  "forms.savedTitle": "Opgeslagen",
  "forms.savedAt": "Laatst opgeslagen op {at}.",
  "forms.saving": "Bezig met opslaan…",
  "forms.offline":
    "Niet opgeslagen: er is geen verbinding. Wat u hebt ingevuld, blijft staan en wordt opgeslagen zodra de verbinding terug is.",
  "forms.notSavedBecause": "Nog niet opgeslagen.",
  "forms.notSavedYet": "Nog niet opgeslagen.",
  "forms.notDone": "Er is niets gewijzigd",
  "forms.fieldRule": "{field}: {rule}",
  "forms.choose": "Maak een keuze.",
  "forms.textLength": "Schrijf {min} tot {max} tekens.",
  "forms.textMax": "Schrijf hoogstens {max} tekens.",
  "forms.amount.AmountNotANumber": "Schrijf een bedrag in euro, bijvoorbeeld {example}.",
  "forms.amount.AmountTooPrecise":
    "Schrijf hoogstens twee decimalen. Duizendtallen staan in groepen zoals in {example}, of los aaneen.",
  "forms.amount.AmountAmbiguous":
    "Dit is op twee manieren te lezen. Schrijf {plain} of {precise} als u duizendtallen bedoelt.",
  "forms.amount.AmountNegative": "Schrijf een bedrag van nul of meer.",
  "forms.amount.AmountTooLarge": "Dit bedrag is groter dan tien miljard euro, het hoogste dat kan worden ingevuld.",
  "forms.rate": "Schrijf een percentage van 0 tot 100, zoals 50 %, of een breuk, zoals 1/3.",
  "forms.number": "Schrijf een geheel getal van {min} tot {max}.",
  "forms.date": "Schrijf een datum die bestaat.",
  "forms.conflictTitle": "Twee versies van: {title}",
  "forms.conflictLead":
    "Iemand heeft dit deel opgeslagen terwijl u schreef. Er is niets overschreven: vergelijk en kies.",
  "forms.conflictWhen": "De andere versie is opgeslagen op {at}.",
  "forms.conflictCaption": "Wat verschilt",
  "forms.conflictField": "Veld",
  "forms.conflictMine": "Uw tekst, nog niet opgeslagen",
  "forms.conflictTheirs": "Intussen opgeslagen",
  "forms.conflictRemoved":
    "Dit deel is intussen verwijderd. Uw tekst is niet verloren: sla hem op om het deel terug te halen.",
  "forms.conflictKeepMine": "De mijne behouden",
  "forms.conflictEdit": "Verder schrijven in de mijne",
  "forms.keptHere":
    "Wat u had getypt en niet kon worden opgeslagen, is op dit apparaat bewaard. Het staat weer in het formulier en wordt opgeslagen.",
  "forms.conflictCombine": "Beide samenvoegen en verder schrijven",
  "forms.conflictCombineText":
    "Beide teksten in één: wat ze delen één keer, en waar ze verschillen de uwe voor de andere. U ziet het voor het wordt opgeslagen.",
  "forms.conflictKeepTheirs": "De andere behouden",
  "forms.nothing": "niets",
};
