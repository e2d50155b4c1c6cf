import type { annexes as english } from "../en/annexes.ts";
import type { Translated } from "../catalogue.ts";

export const annexes: Translated<typeof english> = {
  "annexes.title": "Bijlagen",
  "annexes.titleOf": "Bijlagen bij {name}",
  "annexes.lead":
    "Bestanden die de oproep naast het formulier vraagt. Ze gaan rechtstreeks naar de opslag van het Kenniscentrum en horen meteen bij het voorstel.",
  "annexes.none": "Deze oproep vraagt geen bijlagen.",
  "annexes.mandatory": "Verplicht",
  "annexes.optional": "Niet verplicht",
  "annexes.asked": "Wat de oproep vraagt",
  "annexes.formats": "{formats}, hoogstens {size}",
  "annexes.pagesMax": "hoogstens {count, plural, one {# bladzijde} other {# bladzijden}}",
  "annexes.template": "In te vullen formulier",
  "annexes.file": "Bestand",
  "annexes.fileFacts": "{name}, {size}",
  "annexes.pages": "{count, plural, one {# bladzijde} other {# bladzijden}}",
  "annexes.received": "Ontvangen",
  "annexes.digest": "Vingerafdruk (SHA-256)",
  "annexes.state.none": "Nog niets",
  "annexes.state.waiting": "Wordt nagekeken",
  "annexes.state.good": "In orde",
  "annexes.state.mend": "Te verbeteren",
  "annexes.state.note": "Blijft gesloten",
  "annexes.waitingText": "Het bestand is ontvangen en telt mee. Anderen kunnen het openen zodra het is nagekeken.",
  "annexes.noText":
    "Uit deze pdf is geen tekst te halen, zodat wie niet kan zien er niets aan heeft. Sla haar op vanuit het programma waarin ze is geschreven, of laat tekst herkennen.",
  "annexes.upload": "Bestand kiezen",
  "annexes.replace": "Ander bestand kiezen",
  "annexes.download": "Bestand openen",
  "annexes.remove": "Weghalen",
  "annexes.removed": "Het bestand is weggehaald.",
  "annexes.added": "Het bestand is ontvangen.",
  "annexes.hashing": "Het bestand wordt gelezen …",
  "annexes.sending": "{percent} % verzonden",
  "annexes.offline": "De verbinding is weg. Het verzenden gaat hier verder zodra ze er weer is.",
  "annexes.finishing": "Alles is verzonden. Het bestand wordt opgenomen …",
  "annexes.failed": "Het bestand is niet opgenomen.",
  "annexes.progress": "Voortgang van het verzenden",
  "annexes.uploadTitle": "Verzenden: {title}",
  "annexes.uploadLead":
    "Kies het bestand en verzend het. Het gaat rechtstreeks naar de opslag; daarna komt u hier terug om het in te dienen.",
  "annexes.chooseFile": "Bestand",
  "annexes.send": "Bestand verzenden",
  "annexes.arrived": "Het bestand is aangekomen",
  "annexes.arrivedText": "{name} ligt in de opslag. Het hoort bij het voorstel zodra u het indient.",
  "annexes.handIn": "Dit bestand indienen",
  "annexes.another": "Een ander bestand kiezen",
  "annexes.back": "Terug naar de bijlagen",
  "annexes.pdf": "Downloaden als pdf",
  "annexes.pdfDraft": "Concept downloaden als pdf",
  "annexes.inDocument": "Bestanden van deze versie",
  "annexes.kilobytes": "{number} kB",
  "annexes.megabytes": "{number} MB",
  "annexes.fault.ANNEX_MISSING": "De oproep vraagt dit bestand.",
  "annexes.fault.ANNEX_NOT_OF_CALL": "De oproep vraagt dit bestand niet meer: haal het weg.",
  "annexes.fault.ANNEX_TOO_LARGE":
    "Het bestand is groter dan de oproep toestaat. Maak het kleiner en kies het opnieuw.",
  "annexes.fault.ANNEX_FORMAT_NOT_ASKED":
    "Naar zijn inhoud is het bestand {format}; de oproep neemt {formats} aan. Sla het zo op en kies het opnieuw.",
  "annexes.fault.ANNEX_TOO_LONG":
    "Het bestand telt {pages} bladzijden en mag er {pagesMax} tellen. Kort het in en kies het opnieuw.",
  "annexes.fault.MALWARE":
    "Het bestand bevat schadelijke code. Het blijft voor iedereen gesloten. Kies een schoon bestand.",
  "annexes.fault.FORMAT_NOT_KNOWN":
    "Naar zijn inhoud is het bestand geen van de soorten die de oproep aanneemt, wat zijn naam ook zegt. Kies een ander.",
  "annexes.fault.MACROS":
    "Het bestand bevat macro's, die worden uitgevoerd als het wordt geopend. Sla het zonder macro's op en kies het opnieuw.",
  "annexes.fault.PDF_ENCRYPTED":
    "De pdf is met een wachtwoord of tegen kopiëren beveiligd. Sla haar zonder beveiliging op en kies haar opnieuw.",
  "annexes.fault.PDF_UNREADABLE":
    "De pdf is beschadigd en kan niet worden geopend. Sla haar opnieuw op en kies haar nog eens.",
  "annexes.fault.PDF_TOO_COMPLEX":
    "De pdf is zo ingewikkeld dat ze niet kon worden gelezen. Sla haar opnieuw op, bijvoorbeeld door haar naar pdf af te drukken, en kies haar nog eens.",
  "annexes.fault.ARCHIVE_UNREADABLE":
    "Het bestand is beschadigd en kan niet worden geopend. Sla het opnieuw op en kies het nog eens.",
};
