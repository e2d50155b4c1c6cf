import { PersonErasure } from "@grants/core/transparency/person-erasure";
import { personalItems } from "@grants/core/transparency/personal-data";
import { UserId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { commandHeaders, json, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { personalDataProblems } from "./problems/personal-data.ts";

const problems = problemsOf(personalDataProblems);
const tags = ["privacy"];

/** An item's name in the table of personal data, which says why it is kept and how long. */
const ItemName = z.string().refine((name) => Object.hasOwn(personalItems, name), "There is no such item.");

export const PersonalRecord = z
  .object({ item: ItemName, under: z.string(), content: z.looseObject({}) })
  .meta({ id: "PersonalRecord" });

export const ErasureObstacle = z
  .object({
    because: z.enum(["ROLE_IN_FORCE", "FILE_OPEN", "RECORDS_KEPT"]),
    untilOn: z.union([LocalDate, z.null()]),
    rule: z.union([z.literal("RECD-02"), z.null()]),
    of: z.string(),
  })
  .meta({ id: "ErasureObstacle" });

export const MyData = z
  .object({
    user: UserId,
    at: Instant,
    records: z.array(PersonalRecord),
    /** Null: it can be erased now. */
    erasure: z.union([ErasureObstacle, z.null()]),
  })
  .meta({ id: "MyData" });

export const PersonErasureHead = z
  .object({ version: z.int(), erasure: PersonErasure })
  .meta({ id: "PersonErasureHead" });

export const readMyDataRoute = createRoute({
  method: "get",
  path: "/v1/people/me/data",
  operationId: "readMyData",
  summary: "Everything that the platform keeps of the person who asks",
  tags,
  security: signedIn,
  responses: { 200: json(MyData, "What is kept, and whether it can be erased"), ...problems() },
});

const refusals = ["ErasureRefused", "StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

export const eraseMeRoute = createRoute({
  method: "post",
  path: "/v1/people/me/erasure",
  operationId: "eraseMe",
  summary: "Erase what the platform keeps of the person who asks",
  tags,
  security: signedIn,
  request: { headers: commandHeaders },
  responses: { 200: jsonWithEtag(PersonErasureHead, "Erased"), ...problems(...refusals) },
});

export const erasePersonRoute = createRoute({
  method: "post",
  path: "/v1/people/accounts/{userId}/erasure",
  operationId: "erasePerson",
  summary: "Erase a person who has asked for it and cannot sign in",
  tags,
  security: signedIn,
  request: { params: z.object({ userId: UserId }), headers: commandHeaders },
  responses: { 200: jsonWithEtag(PersonErasureHead, "Erased"), ...problems("NotAllowed", ...refusals) },
});

export const personalDataApi = [readMyDataRoute, eraseMeRoute, erasePersonRoute];
