import type { Translated } from "../catalogue.ts";
import type { accessibility as english } from "../en/accessibility.ts";

export const accessibility: Translated<typeof english> = {
  "accessibility.title": "Toegankelijkheidsverklaring",
  "accessibility.lead": "Iedereen moet dit platform kunnen gebruiken, waarmee hij of zij ook leest en schrijft.",
  "accessibility.aimTitle": "Waar wij naar streven",
  "accessibility.aimText":
    "De pagina's volgen de richtlijnen voor toegankelijkheid van webcontent (WCAG) 2.2 op niveau AA en de Europese norm EN 301 549.",
  "accessibility.canTitle": "Wat u kunt doen",
  "accessibility.canKeyboard": "elke pagina met alleen het toetsenbord gebruiken, met zichtbare focus;",
  "accessibility.canReader":
    "een schermlezer gebruiken: pagina's hebben koppen, oriëntatiepunten, labels en een snelkoppeling;",
  "accessibility.canZoom":
    "tot 400 % vergroten en een telefoon gebruiken zonder opzij te schuiven, behalve bij brede tabellen;",
  "accessibility.canPlain": "alles zonder JavaScript doen;",
  "accessibility.canColour": "zonder kleur lezen: een toestand staat er altijd ook als woord;",
  "accessibility.canPrint": "elke pagina afdrukken.",
  "accessibility.stateTitle": "Hoe ver wij zijn",
  "accessibility.stateText":
    "Dit platform voldoet gedeeltelijk. Elke pagina wordt vóór elke uitgave automatisch met axe getest, op telefoon en op groot scherm, met en zonder JavaScript. Een onafhankelijke controle en proeven met mensen die hulpmiddelen gebruiken, hebben nog niet plaatsgevonden.",
  "accessibility.gapsTitle": "Bekende tekorten",
  "accessibility.gapsDocuments": "Documenten die aanvragers opladen, worden niet op toegankelijkheid nagezien.",
  "accessibility.gapsLanguages": "Engels en Nederlands zijn volledig; de andere officiële talen volgen.",
  "accessibility.reportTitle": "Werkt er iets niet voor u?",
  "accessibility.reportText":
    "Geef ons het adres van de pagina en vertel wat er gebeurde. U bereikt het Kenniscentrum via zijn website.",
  "accessibility.reportLink": "Website van het Europees Kenniscentrum voor cyberbeveiliging",
  "accessibility.ombudsmanText": "Helpt het antwoord u niet, dan kunt u terecht bij de Europese Ombudsman.",
  "accessibility.ombudsmanLink": "Europese Ombudsman",
};
