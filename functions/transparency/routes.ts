import { composeApiDocument } from "@grants/contract/document";
import { readHealthRoute, readOpenApiRoute } from "@grants/contract/transparency";
import { type ApiDeps, createApi } from "@grants/http/api";

export const transparencyRoutes = (deps: ApiDeps) => {
  const api = createApi(deps);
  const document = JSON.stringify(composeApiDocument());
  api.openapi(readHealthRoute, (c) => c.json({ status: "ok" as const, at: c.get("facts").at }, 200));
  api.openapi(readOpenApiRoute, (c) => c.json(JSON.parse(document), 200));
  return api;
};
