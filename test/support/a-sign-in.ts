import type { SignInPort } from "@grants/portal/sign-in/sign-in-port";

const notHere = () => Promise.reject(new Error("Nobody signs in here."));

/** Pages with a way to sign in that leads nowhere: for what is shown around it. Forms are not kept. */
export const aSignIn: SignInPort = {
  begin: notHere,
  complete: notHere,
  signOut: notHere,
  signOutEverywhere: notHere,
  issuerSignOut: notHere,
  listSessions: async () => [],
  keepForm: async () => [],
  takeForm: async () => null,
};
