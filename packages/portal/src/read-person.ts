import { answerOf, apiOf } from "./api-client.ts";
import type { PortalContext } from "./area.ts";
import type { Person } from "./page/page-context.ts";

/**
 * The signed-in person as the platform knows them now: what a sign-in said of roles may be hours old. Only what pages lead to hangs on it;
 * every request is decided by the rights that its function reads. Where the platform does not answer, the sign-in's word stands.
 */
export const readPerson = async (c: PortalContext, person: Person): Promise<Person> => {
  const read = await answerOf(apiOf(c).GET("/v1/people/me"));
  if (!read.ok || !Array.isArray(read.value.roles)) return person;
  const { name, roles, mayDo, organisations } = read.value;
  const mayDoFor = organisations.map(({ id, allowedActions }) => ({
    id,
    mayDo: allowedActions.filter(({ allowed }) => allowed).map(({ action }) => action),
  }));
  const known = { ...person, roles, mayDo, mayDoFor };
  return name === undefined ? known : { ...known, name };
};
