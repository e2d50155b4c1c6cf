import type { Translated } from "../catalogue.ts";
import type { editor as english } from "../en/editor.ts";

export const editor: Translated<typeof english> = {
  "editor.tools": "Hulpmiddelen voor de tekst",
  "editor.tool.strong": "Vet",
  "editor.tool.stressed": "Cursief",
  "editor.tool.heading": "Kop",
  "editor.tool.list": "Lijst",
  "editor.tool.numbers": "Genummerde lijst",
  "editor.tool.table": "Tabel",
  "editor.tableSample": "Table: Wat de tabel toont\\n| Kolom | Kolom |\\n| --- | --- |\\n| Cel | Cel |",
  "editor.preview": "Zoals het wordt gelezen",
  "editor.previewEmpty": "Er is nog niets geschreven.",
  "editor.showPreview": "Tonen zoals het wordt gelezen",
  "editor.count.characters": "{used} van {max} tekens",
  "editor.count.words": "{used} van {max} woorden",
  "editor.count.pages": "ongeveer {used} van {max} bladzijden",
  "editor.over.characters": "{used} van {max} tekens: te lang, maak de tekst korter",
  "editor.over.words": "{used} van {max} woorden: te lang, maak de tekst korter",
  "editor.over.pages": "ongeveer {used} van {max} bladzijden: te lang, maak de tekst korter",
  "editor.free.characters": "{used} tekens",
  "editor.free.words": "{used} woorden",
  "editor.free.pages": "ongeveer {used} bladzijden",
  "editor.free.withoutSpaces": "{used} zonder spaties",
  "editor.howCounted":
    "Geteld zonder de tekens voor koppen, lijsten en tabellen; een bladzijde telt als {page} tekens met spaties. Een langer ontwerp blijft bewaard, maar kan niet worden ingediend.",
  "editor.helpTitle": "Zo schrijft u koppen, lijsten en tabellen",
  "editor.help.heading": "Koppen: een, twee of drie hekjes aan het begin van een regel",
  "editor.help.strong": "Vet en cursief: sterretjes om de woorden",
  "editor.help.list": "Lijsten: een streepje of een cijfer aan het begin van elke regel",
  "editor.help.table": "Tabellen: staande strepen tussen de cellen, streepjes onder de eerste rij",
  "editor.sample.heading": "# Kop\n## Kleinere kop",
  "editor.sample.strong": "**vet** en *cursief*",
  "editor.sample.list": "- een\n- twee\n\n1. eerst\n2. daarna",
  "editor.sample.table": "Table: Wie doet wat\n| Partner | Werk |\n| --- | --- |\n| Hub | Opleiding |",
  "editor.help.paste":
    "Wat u uit een tekstverwerker plakt, houdt zijn koppen, lijsten, tabellen, vet en cursief, en verliest zijn lettertypen en kleuren.",
};
