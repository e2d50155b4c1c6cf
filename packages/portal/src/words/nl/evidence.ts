import type { evidence as english } from "../en/evidence.ts";
import type { Translated } from "../catalogue.ts";

export const evidence: Translated<typeof english> = {
  "evidence.navigation": "Controleren",
  "evidence.title": "Controleren",
  "evidence.lead":
    "Elke beslissing van het platform wordt verzegeld in één logboek dat alleen kan groeien. U hoeft ons niet te geloven: hier staat wat u nodig hebt om het zelf na te gaan, zonder verbinding.",
  "evidence.receipt.title": "Een ontvangstbewijs controleren",
  "evidence.receipt.lead":
    "Iemand toont u het ontvangstbewijs van een voorstel. Hier ziet u of het echt is en wat het verklaart. U hebt geen account nodig en er wordt niets bewaard.",
  "evidence.receipt.offer":
    "U hebt het verzegelde ontvangstbewijs van een voorstel: ga na of het echt is, wat het verklaart, en of een document het ontvangen document is.",
  "evidence.receipt.show": "Het ontvangstbewijs",
  "evidence.receipt.file": "Het verzegelde ontvangstbewijs als bestand",
  "evidence.receipt.fileHelp": "Het JSON-bestand dat op de pagina van het ontvangstbewijs is opgehaald.",
  "evidence.receipt.text": "Of plak de tekst ervan",
  "evidence.receipt.textHelp": "De JSON zoals ze is, of een handtekening (JWS) met haar inhoud.",
  "evidence.receipt.document": "Het document, als u het hebt",
  "evidence.receipt.documentHelp":
    "Niet verplicht. Alleen de vingerafdruk wordt berekend en met het ontvangstbewijs vergeleken.",
  "evidence.receipt.verify": "Een ontvangstbewijs controleren",
  "evidence.receipt.nothing": "Kies het bestand van het ontvangstbewijs, of plak de tekst ervan.",
  "evidence.receipt.tooLarge":
    "Dit is langer dan een ontvangstbewijs kan zijn. Kies het JSON-bestand dat op de pagina van het ontvangstbewijs is opgehaald.",
  "evidence.receipt.genuine": "Dit ontvangstbewijs is echt",
  "evidence.receipt.notGenuine": "Dit is geen echt ontvangstbewijs",
  "evidence.receipt.NOT_A_RECEIPT":
    "Het is geen ontvangstbewijs van dit platform, of er ontbreekt iets aan. Haal het opnieuw op en kies het hele bestand.",
  "evidence.receipt.SIGNATURE_WRONG":
    "De handtekening past niet bij wat het verklaart: er is iets gewijzigd nadat het verzegeld was.",
  "evidence.receipt.SIGNER_UNKNOWN": "Het is door iemand anders ondertekend.",
  "evidence.receipt.TIME_STAMP_WRONG": "De tijdstempel hoort bij iets anders.",
  "evidence.receipt.sameDocument": "Het document is het ontvangen document",
  "evidence.receipt.otherDocument": "Het document is niet het ontvangen document",
  "evidence.receipt.states": "Wat het verklaart",
  "evidence.receipt.list": "Op de verzegelde lijst van de oproep",
  "evidence.receipt.LIST_NOT_SEALED":
    "De lijst van de indieningen van de oproep is nog niet verzegeld. Dat gebeurt ongeveer een minuut na de uiterste datum.",
  "evidence.receipt.ON_LIST": "Deze indiening staat op de verzegelde lijst van de oproep: ze wordt geëvalueerd.",
  "evidence.receipt.ANOTHER_ON_LIST":
    "In plaats hiervan staat een latere indiening van hetzelfde voorstel op de verzegelde lijst van de oproep.",
  "evidence.receipt.NOT_ON_LIST":
    "Dit voorstel staat niet op de verzegelde lijst van de oproep: het is vóór de uiterste datum ingetrokken.",
  "evidence.receipt.seal": "Wie het verzegeld heeft",
  "evidence.receipt.signer": "Ondertekend door",
  "evidence.receipt.certificate": "Het certificaat ervan",
  "evidence.receipt.issuer": "Uitgegeven door de sleutel van het logboek",
  "evidence.receipt.stamped": "Gezien door een derde",
  "evidence.receipt.noStamp": "Deze tekst heeft geen tijdstempel; het opgehaalde bestand wel.",
  "evidence.receipt.authority": "Tijdstempeldienst",
  "evidence.key.title": "De sleutel om te vertrouwen",
  "evidence.key.fingerprint": "Vingerafdruk",
  "evidence.key.text":
    "Met deze sleutel worden de zegels van het logboek ondertekend. Vergelijk hem met de bekendmaking in het Publicatieblad en met de README van een uitgave, en bewaar een kopie: een controleprogramma krijgt te horen wie het vertrouwt, het vraagt dat nooit aan het bewijs.",
  "evidence.key.none": "Er is nog niets verzegeld. Het eerste zegel volgt binnen vijf minuten na de eerste beslissing.",
  "evidence.how.title": "Zo controleert u een bundel",
  "evidence.how.get":
    "Een auditor haalt de bundel van iets op bij het controlespoor ervan, en geeft die aan wie erom vraagt.",
  "evidence.how.script":
    "Haal hieronder het controleprogramma op. Het is één script, werkt met Node.js 20 of nieuwer en neemt met niemand contact op.",
  "evidence.how.run": "Voer het uit met de vingerafdruk van deze pagina:",
  "evidence.how.read": "Het eindigt met “valid”, of noemt het eerste wat niet klopt.",
  "evidence.verifier": "Het controleprogramma ophalen",
  "evidence.verifier.digest": "De SHA-256 ervan: {sha256}",
  "evidence.heads.title": "Zegels",
  "evidence.heads.caption": "Ondertekende zegels van het logboek, het nieuwste eerst",
  "evidence.heads.at": "Verzegeld op",
  "evidence.heads.size": "Beslissingen in het logboek",
  "evidence.heads.root": "Wortel",
  "evidence.heads.stamp": "Tijdstempel",
  "evidence.heads.stamped": "Gestempeld door een derde",
  "evidence.heads.waiting": "Nog niet; een later stempel dekt het",
  "evidence.heads.verdict": "Controle",
  "evidence.heads.SignedAndLinked": "Ondertekend en verbonden",
  "evidence.heads.NotSigned": "Handtekening klopt niet",
  "evidence.heads.NotLinked": "Niet verbonden met het vorige",
  "evidence.heads.empty": "Op deze dag zijn er geen zegels.",
  "evidence.heads.earlier": "Eerdere zegels",
};
