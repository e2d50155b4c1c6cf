import type { Translated } from "../catalogue.ts";
import type { myData as english } from "../en/my-data.ts";

export const myData: Translated<typeof english> = {
  "myData.title": "Mijn gegevens",
  "myData.lead": "Alles wat het platform van u bewaart, waarom, en hoelang.",
  "myData.mailTitle": "Waar u bericht krijgt",
  "myData.mailText":
    "Brieven liggen klaar op het platform. Een e-mail zegt alleen dat er een wacht. Laat het adres leeg om nergens bericht te krijgen.",
  "myData.name": "Naam",
  "myData.mail": "E-mailadres",
  "myData.saveMail": "Opslaan",
  "myData.mailSaved": "Opgeslagen.",
  "myData.nameRule": "Vul uw naam in, van ten hoogste 120 tekens.",
  "myData.mailRule": "Vul een e-mailadres in, zoals naam@example.org.",
  "myData.keptTitle": "Wat er wordt bewaard",
  "myData.keptCaption": "Wat er van u wordt bewaard",
  "myData.nothing": "Van u wordt niets bewaard dan het id van uw account in besluiten uit het verleden.",
  "myData.item": "Gegevens",
  "myData.count": "Hoeveel",
  "myData.show": "Toon wat er staat: {item}",
  "myData.download": "Meenemen (JSON)",
  "myData.eraseTitle": "Wissen",
  "myData.eraseText":
    "Uw naam, uw rollen en de redenen die u in woorden gaf, worden meteen en voorgoed gewist. Wat u besliste blijft, onder een id dat niemand noemt. U kunt hier niets meer doen tot iemand u weer een rol geeft.",
  "myData.eraseConfirm": "Ja, wis alles wat van mij wordt bewaard",
  "myData.eraseConfirmRule": "Bevestig dat u dit wilt: het kan niet ongedaan worden gemaakt.",
  "myData.erase": "Mijn gegevens wissen",
  "myData.notYetTitle": "Dit kan nog niet worden gewist",
  "myData.erased": "Wat van u werd bewaard, is gewist.",
  "myData.obstacle.ROLE_IN_FORCE": "U hebt de rol “{role}”. Leg die eerst neer, of laat die beëindigen.",
  "myData.obstacle.ROLE_UNTIL": "U hebt de rol “{role}” tot en met {on}.",
  "myData.obstacle.FILE_OPEN":
    "U hebt {of} ondertekend, waarop nog geld kan bewegen. De wet vraagt wie in zo’n dossier handelde ({rule}).",
  "myData.obstacle.RECORDS_KEPT": "De wet vraagt tot en met {on} wie in {of} handelde ({rule}).",
};
