import { createRoute, z } from "@hono/zod-openapi";
import { json } from "./headers.ts";
import { problems } from "./problem.ts";

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

export const transparencyApi = [readHealthRoute, readOpenApiRoute];
