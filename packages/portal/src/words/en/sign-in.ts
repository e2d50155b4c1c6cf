/** Signing in and out, and sessions that end. */
export const signIn = {
  "signIn.signOut": "Sign out",
  "signIn.signOutEverywhere": "Sign out everywhere",
  "signIn.everywhereText":
    "Signed in on a computer that others use, or is one of these not you? This ends all of these sessions at once, this one too.",
  "signIn.sessionsTitle": "My sessions",
  "signIn.sessionsLead":
    "Where you are signed in now. A session ends by itself when it is not used, and after half a day.",
  "signIn.sessionsCaption": "Sessions",
  "signIn.agent": "Browser",
  "signIn.unknownAgent": "Unknown browser",
  "signIn.signedInAt": "Signed in",
  "signIn.seenAt": "Last used",
  "signIn.here": "Where",
  "signIn.thisSession": "This session",
  "signIn.noSessions": "You are signed in nowhere.",
  "signIn.signedOutTitle": "Signed out",
  "signIn.signedOut": "You are signed out",
  "signIn.signedOutEverywhere": "You are signed out everywhere",
  "signIn.signedOutText": "Your session on this site has ended.",
  "signIn.signOutOfIssuer": "Sign out of the sign-in service too",
  "signIn.signInAgain": "Sign in again",
  "signIn.refusedTitle": "You could not be signed in",
  "signIn.notSignedIn": "You are not signed in",
  "signIn.refused.SignInLost":
    "This sign-in was begun in another browser, or too long ago, or was used already. Begin it again here.",
  "signIn.refused.SignInCancelled": "You went back without signing in.",
  "signIn.refused.SignInFailed": "The sign-in service did not confirm who you are. Try again.",
  "signIn.refused.SignInNotFresh":
    "The sign-in service did not ask you again who you are. Sign out of it, then sign in again.",
  "signIn.lapsedTitle": "Sign in to go on",
  "signIn.lapsedWhy": "Your session ended before this form arrived.",
  "signIn.stepUpTitle": "Confirm that it is you",
  "signIn.stepUpWhy":
    "What signs, pays or names a bank account needs a sign-in of the last five minutes, so that nobody does it at a screen you left.",
  "signIn.stepUp": "Confirm that it is you",
  "signIn.kept":
    "What you typed is kept for half an hour: sign in, and you see the same page with it. Nothing is done until you send it again.",
  "signIn.notKept": "What you typed could not be kept. Go back in your browser to copy it before you sign in.",
  "signIn.againTitle": "Your form is back",
  "signIn.endsSoonTitle": "Your session ends soon",
  "signIn.endsSoon": "You have not used this site for a while. What you typed here stays in this window.",
  "signIn.stay": "Stay signed in",
  "signIn.ended": "Your session has ended. What you typed is still here: send it, and you are asked to sign in first.",
} as const;
