import type { Person } from "../../page/page-context.ts";

/** A person with the organisations that they act for, as their sign-in names them. */
export type Representative = Person & { readonly organisations: readonly string[] };

/** For whom this person may start a proposal; the API decides again by the rights it reads itself. */
export const organisationsOf = (person: Person | null): readonly string[] => {
  if (person === null || !("organisations" in person) || !Array.isArray(person.organisations)) return [];
  return person.organisations.filter((organisation) => typeof organisation === "string");
};
