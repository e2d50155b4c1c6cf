import type { Result } from "@grants/kernel/result";
import type { Visit } from "../page/page-context.ts";

/** Where the browser goes next, and what it is given to keep. */
export type Step = { readonly location: string; readonly cookies: readonly string[] };

/** Why nobody came back from the issuer signed in. */
export type SignInRefusal = {
  readonly kind: "SignInLost" | "SignInCancelled" | "SignInFailed" | "SignInNotFresh";
  readonly returnTo: string;
};

/** Where a person is signed in. */
export type SessionRow = {
  /** The browser, in its own words. */
  readonly agent: string;
  readonly signedInAt: string;
  readonly seenAt: string;
  readonly isThis: boolean;
};

/** A form as it was sent: where to, and what was typed. */
export type TypedForm = { readonly path: string; readonly body: string };

/** Signing in and out. What a session is, and where it lives, is known behind this alone. */
export type SignInPort = {
  readonly begin: (
    request: Request,
    visit: Visit,
    ask: { readonly returnTo: string; readonly isStepUp: boolean },
  ) => Promise<Step>;
  /** The way back from the issuer. */
  readonly complete: (request: Request, visit: Visit) => Promise<Result<Step, SignInRefusal>>;
  /** Ends this session; the cookies forget it. */
  readonly signOut: (visit: Visit) => Promise<readonly string[]>;
  /** Ends every session of the person, this one included. */
  readonly signOutEverywhere: (visit: Visit) => Promise<readonly string[]>;
  /** Where one is signed out of the issuer too. */
  readonly issuerSignOut: (request: Request) => Promise<string>;
  readonly listSessions: (visit: Visit) => Promise<readonly SessionRow[]>;
  /** Keeps a typed form for its person until they have signed in; no cookies where it cannot be kept. */
  readonly keepForm: (visit: Visit, form: TypedForm) => Promise<readonly string[]>;
  /** What was kept for this person, once. */
  readonly takeForm: (request: Request, visit: Visit) => Promise<TypedForm | null>;
};
