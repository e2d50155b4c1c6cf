import type { operations } from "./api-schema.ts";
import type { Person } from "./page/page-context.ts";

/** An operation of the API, by its id. */
export type Operation = keyof operations;

/** Whether to offer what asks for one of these operations. The API decides again, on the thing itself. */
export const mayDo = (person: Person | null, ...anyOf: readonly Operation[]): boolean =>
  anyOf.some((operation) => person?.mayDo?.includes(operation) ?? false);

/** The organisations for which this may be done. */
export const organisationsFor = (person: Person | null, operation: Operation): readonly string[] =>
  (person?.mayDoFor ?? []).flatMap(({ id, mayDo: allowed }) => (allowed.includes(operation) ? [id] : []));
