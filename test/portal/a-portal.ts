import { createPortal, type PortalDeps } from "@grants/portal/app.tsx";
import type { Person } from "@grants/portal/page/page-context";
import { aSignIn } from "../support/a-sign-in.ts";
import { showcaseArea } from "./showcase.tsx";

export const applicant: Person = {
  id: "usr_01J00000000000000000000001",
  name: "Anna Verhoeven",
  roles: ["applicant"],
  mayDo: ["createProposal"],
};

/** A portal with the pages of the shell and those of the showcase; a cookie `person` signs the applicant in. */
export const aPortal = (overrides: Partial<PortalDeps> & Pick<PortalDeps, "assets">) =>
  createPortal({
    areas: [showcaseArea],
    api: async () => Response.json({}, { status: 503 }),
    readVisit: async (request) => {
      const isSignedIn = request.headers.get("cookie")?.includes("person=applicant") ?? false;
      return {
        now: "2026-11-22T16:00:00.000Z",
        person: isSignedIn ? applicant : null,
        csrfToken: isSignedIn ? "token-of-the-session" : null,
        requestId: "req_sample",
      };
    },
    demo: true,
    signIn: aSignIn,
    reportError: () => undefined,
    ...overrides,
  });
