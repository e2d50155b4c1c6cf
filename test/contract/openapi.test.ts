import { composeApiDocument } from "@grants/contract/document";
import { expect, test } from "vitest";

test("the published description is the one the schemas produce", async () => {
  const document = `${JSON.stringify(composeApiDocument(), null, 2)}\n`;
  await expect(document).toMatchFileSnapshot("../../packages/contract/openapi.json");
});
