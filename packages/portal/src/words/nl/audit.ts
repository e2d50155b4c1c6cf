import type { audit as english } from "../en/audit.ts";
import type { Translated } from "../catalogue.ts";

export const audit: Translated<typeof english> = {
  "audit.navigation": "Controlespoor",
  "audit.title": "Controlespoor",
  "audit.lead":
    "Wie wat besliste, wanneer, in welke rol en op welke voorwaarden. Elke regel is vastgemaakt aan de vorige.",
  "audit.search": "Id van een oproep, voorstel, rangschikking, toekenning, overeenkomst of betaling",
  "audit.searchHelp": "Kopieer het uit het adres of de gegevens van een pagina, bijvoorbeeld prop_… of pay_….",
  "audit.notAnId":
    "Dit is geen id van het platform. Een id heeft een kort voorvoegsel, een streepje en 26 hoofdletters en cijfers.",
  "audit.intact": "De keten is heel",
  "audit.intactText":
    "{count, plural, one {Eén regel is gelezen en is} other {# regels zijn gelezen en elk is}} wat er geschreven werd; vóór de laatste ontbreekt er geen.",
  "audit.broken": "De keten is verbroken",
  "audit.brokenText":
    "De eerste schakel die niet klopt: {kind}. Waarschuw de beveiligingsverantwoordelijke; wat daarna komt is niet te vertrouwen.",
  "audit.entries": "Regels van {aggregate}",
  "audit.entry": "Regel",
  "audit.at": "Tijdstip van ontvangst",
  "audit.what": "Wat er gebeurde",
  "audit.who": "Persoon",
  "audit.access.link": "Wie er heeft gekeken",
  "audit.access.title": "Wie {thing} heeft bekeken",
  "audit.access.lead":
    "Wie persoonlijke of bankgegevens leest of daarbij geweigerd wordt, staat genoteerd voordat het antwoord vertrekt. De vingerafdruk van elk uur is een regel van het verzegelde logboek.",
  "audit.access.caption": "Verzoeken, het oudste eerst",
  "audit.access.at": "Tijdstip van het verzoek",
  "audit.access.who": "Persoon",
  "audit.access.action": "Handeling",
  "audit.access.outcome": "Antwoord",
  "audit.access.shown": "Getoond",
  "audit.access.refused": "Geweigerd ({status})",
  "audit.access.empty": "Nog niemand heeft ernaar gevraagd.",
  "audit.bundle": "Bewijsbundel ophalen",
  "audit.bundleHelp": "De bundel bevat deze regels, de bewijzen en de tijdstempels, voor wie ze zonder ons wil nagaan:",
  "audit.onBehalfOf": "Namens",
  "audit.delegation": "Op grond van de machtiging",
  "audit.system": "Het platform zelf, volgens zijn klok",
  "audit.role": "Rol",
  "audit.terms": "Beslist op",
  "audit.noTerms": "Geen voorwaarden genoemd",
  "audit.term": "{id}, versie {version}",
  "audit.facts": "Gewijzigde gegevens",
  "audit.fact": "{name}: {value}",
  "audit.hash": "Vingerafdruk van de regel",
  "audit.previous": "Vingerafdruk van de vorige regel",
  "audit.empty": "Zoek een id om het verloop ervan te zien.",
};
