import { instantOfEpoch } from "@grants/kernel/time";
import type { Visit } from "@grants/portal/page/page-context";
import type { Representative } from "@grants/portal/pages/proposals/organisations";
import { z } from "zod";

/** Claims reach a function as texts, a list as "[first second]". */
const ListClaim = z.string().transform((text) =>
  text
    .replace(/^\[(.*)\]$/s, "$1")
    .split(/[\s,]+/)
    .filter((word) => word !== ""),
);

const Claims = z.object({
  sub: z.string().min(1),
  name: z.string().min(1).optional(),
  roles: ListClaim.default([]),
  /** The organisations that the person acts for. */
  organisations: ListClaim.default([]),
});

const Environment = z.object({
  event: z.object({
    requestContext: z.object({
      timeEpoch: z.int(),
      requestId: z.string(),
      authorizer: z.object({ jwt: z.object({ claims: Claims }) }).optional(),
    }),
  }),
});

const toPerson = ({ sub, name, roles, organisations }: z.infer<typeof Claims>): Representative => ({
  id: sub,
  name: name ?? sub,
  roles,
  organisations,
});

/**
 * Who asks and when, as the gateway's event says. The claims only decide what a page offers: each function reads the
 * person's rights itself. Forms have no token until there are sessions; the origin of every form is checked.
 */
export const readVisit = (env: unknown): Visit => {
  const { timeEpoch, requestId, authorizer } = Environment.parse(env).event.requestContext;
  return {
    now: instantOfEpoch(timeEpoch),
    person: authorizer === undefined ? null : toPerson(authorizer.jwt.claims),
    csrfToken: null,
    requestId,
  };
};
