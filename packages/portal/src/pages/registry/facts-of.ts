import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { organisationIdOf, readOrganisation, type OrganisationFile } from "./registry-facts.tsx";

export type Facts = Schemas["OrganisationFacts"];
type Problem = Extract<Awaited<ReturnType<typeof readOrganisation>>, { ok: false }>["error"];

/** An organisation and what it is beside its legal entity, asked for together. */
export const readFacts = async (
  c: PortalContext,
): Promise<{ ok: true; value: { file: OrganisationFile; facts: Facts } } | { ok: false; error: Problem }> => {
  const organisationId = organisationIdOf(c);
  const [file, facts] = await Promise.all([
    readOrganisation(c, organisationId),
    answerOf(
      apiOf(c).GET("/v1/registry/organisations/{organisationId}/facts", { params: { path: { organisationId } } }),
    ),
  ]);
  if (!file.ok) return file;
  return facts.ok ? { ok: true, value: { file: file.value, facts: facts.value } } : facts;
};

export const oneOf = <T extends string>(choices: readonly T[], text: string): T | undefined =>
  choices.find((choice) => choice === text);
