import type { evidence as english } from "../en/evidence.ts";
import type { Translated } from "../catalogue.ts";

export const evidence: Translated<typeof english> = {
  "evidence.navigation": "Controleren",
  "evidence.title": "Controleren",
  "evidence.lead":
    "Elke beslissing van het platform wordt verzegeld in één logboek dat alleen kan groeien. U hoeft ons niet te geloven: hier staat wat u nodig hebt om het zelf na te gaan, zonder verbinding.",
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
