import type { Translated } from "../catalogue.ts";
import type { signIn as english } from "../en/sign-in.ts";

export const signIn: Translated<typeof english> = {
  "signIn.signOut": "Afmelden",
  "signIn.signOutEverywhere": "Overal afmelden",
  "signIn.everywhereText":
    "Aangemeld op een computer die anderen gebruiken, of is een van deze sessies niet van u? Dit beëindigt al deze sessies tegelijk, ook deze.",
  "signIn.sessionsTitle": "Mijn sessies",
  "signIn.sessionsLead":
    "Waar u nu bent aangemeld. Een sessie eindigt vanzelf als ze niet wordt gebruikt, en na een halve dag.",
  "signIn.sessionsCaption": "Sessies",
  "signIn.agent": "Browser",
  "signIn.unknownAgent": "Onbekende browser",
  "signIn.signedInAt": "Aangemeld",
  "signIn.seenAt": "Laatst gebruikt",
  "signIn.here": "Waar",
  "signIn.thisSession": "Deze sessie",
  "signIn.noSessions": "U bent nergens aangemeld.",
  "signIn.signedOutTitle": "Afgemeld",
  "signIn.signedOut": "U bent afgemeld",
  "signIn.signedOutEverywhere": "U bent overal afgemeld",
  "signIn.signedOutText": "Uw sessie op deze site is beëindigd.",
  "signIn.signOutOfIssuer": "Ook afmelden bij de aanmelddienst",
  "signIn.signInAgain": "Opnieuw aanmelden",
  "signIn.refusedTitle": "Aanmelden is niet gelukt",
  "signIn.notSignedIn": "U bent niet aangemeld",
  "signIn.refused.SignInLost":
    "Deze aanmelding begon in een andere browser of te lang geleden, of is al gebruikt. Begin hier opnieuw.",
  "signIn.refused.SignInCancelled": "U bent teruggegaan zonder u aan te melden.",
  "signIn.refused.SignInFailed": "De aanmelddienst bevestigde niet wie u bent. Probeer het opnieuw.",
  "signIn.refused.SignInNotFresh":
    "De aanmelddienst vroeg niet opnieuw wie u bent. Meld u daar af en meld u opnieuw aan.",
  "signIn.lapsedTitle": "Meld u aan om verder te gaan",
  "signIn.lapsedWhy": "Uw sessie eindigde voordat dit formulier aankwam.",
  "signIn.stepUpTitle": "Bevestig dat u het bent",
  "signIn.stepUpWhy":
    "Wat ondertekent, betaalt of een bankrekening opgeeft, vraagt een aanmelding van de laatste vijf minuten, zodat niemand het doet aan een scherm dat u verliet.",
  "signIn.stepUp": "Bevestig dat u het bent",
  "signIn.kept":
    "Wat u invulde, wordt een half uur bewaard: meld u aan en u ziet dezelfde pagina ermee. Er gebeurt niets voordat u het opnieuw verzendt.",
  "signIn.notKept":
    "Wat u invulde, kon niet worden bewaard. Ga terug in uw browser om het te kopiëren voordat u zich aanmeldt.",
  "signIn.againTitle": "Uw formulier is terug",
  "signIn.endsSoonTitle": "Uw sessie eindigt binnenkort",
  "signIn.endsSoon": "U hebt deze site een tijd niet gebruikt. Wat u hier invulde, blijft in dit venster staan.",
  "signIn.stay": "Aangemeld blijven",
  "signIn.ended":
    "Uw sessie is beëindigd. Wat u invulde, staat hier nog: verzend het, dan wordt u eerst gevraagd u aan te melden.",
};
