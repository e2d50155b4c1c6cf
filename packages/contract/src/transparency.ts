import { Role } from "@grants/core/access/role";
import { AuditBody } from "@grants/core/audit/entry";
import { createRoute, z } from "@hono/zod-openapi";
import { json, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { transparencyProblems } from "./problems/transparency.ts";

const problems = problemsOf(transparencyProblems);
const tags = ["transparency"];

export const Health = z.object({ status: z.literal("ok"), at: z.string() }).meta({ id: "Health" });

export const readHealthRoute = createRoute({
  method: "get",
  path: "/health",
  operationId: "readHealth",
  summary: "Whether the platform answers, and its time",
  tags,
  security: [],
  responses: { 200: json(Health, "It answers"), ...problems() },
});

export const readOpenApiRoute = createRoute({
  method: "get",
  path: "/openapi.json",
  operationId: "readOpenApi",
  summary: "This description",
  tags,
  security: [],
  responses: { 200: json(z.looseObject({ openapi: z.string() }), "OpenAPI 3.1"), ...problems() },
});

/** Facts are any JSON; a recursive schema would have no end in a description. */
const Entry = AuditBody.extend({ facts: z.looseObject({}) }).meta({ id: "AuditEntryBody" });

export const AuditTrail = z
  .object({
    aggregate: z.string(),
    entries: z.array(z.object({ hash: z.string(), body: Entry })),
    /** Null: every entry of the page is the one that was written, and none is missing before the last. */
    brokenLink: z.union([z.looseObject({ kind: z.string() }), z.null()]),
    /** The last version shown, where more follow: ask for what comes after it. */
    next: z.int().min(1).optional(),
  })
  .meta({ id: "AuditTrail" });

/** The last version that the reader has seen. */
const AfterVersion = z
  .string()
  .regex(/^[1-9]\d{0,6}$/)
  .meta({ example: "100" })
  .transform(Number);

export const readAuditTrailRoute = createRoute({
  method: "get",
  path: "/v1/transparency/trails/{aggregate}",
  operationId: "readAuditTrail",
  summary: "The timeline of anything: who decided what, when, on which terms",
  tags,
  security: signedIn,
  request: {
    params: z.object({ aggregate: z.string().regex(/^[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/) }),
    query: z.object({ after: AfterVersion.optional() }),
  },
  responses: { 200: json(AuditTrail, "The entries, oldest first"), ...problems("NotAllowed", "AggregateNotFound") },
});

const fieldRule = z.object({
  what: z.enum(["BANK_DATA", "MAIL_ADDRESSES", "NATIONAL_PART", "COMPETING_SCORES", "EXPERT_INTERESTS"]),
  hiddenFrom: z.array(Role),
  until: z.enum(["ALWAYS", "AWARD", "OWN_REPORT"]),
});

const AccessTable = z
  .object({
    actions: z.array(
      z.object({
        action: z.string(),
        /** What the operation is for, in the words of the contract. */
        summary: z.string(),
        openTo: z.enum(["EVERYBODY", "SIGNED_IN", "ROLES"]),
        rows: z.array(z.object({ role: Role, relation: z.enum(["any", "named", "ownOrganisation", "ownFunder"]) })),
      }),
    ),
    /** What stays hidden from whom inside what they may read. */
    hidden: z.array(fieldRule),
  })
  .meta({ id: "AccessTable" });
export const readAccessTableRoute = createRoute({
  method: "get",
  path: "/v1/transparency/access-table",
  operationId: "readAccessTable",
  summary: "Who may do what: the one table of rights, as it is in force",
  tags,
  security: signedIn,
  responses: { 200: json(AccessTable, "The table"), ...problems("NotAllowed") },
});

export const transparencyApi = [readHealthRoute, readOpenApiRoute, readAuditTrailRoute, readAccessTableRoute];
