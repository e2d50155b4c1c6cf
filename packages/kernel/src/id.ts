import { z } from "zod";

const crockford = "[0-9A-HJKMNP-TV-Z]";

/** A ULID behind a readable prefix. The regex, unlike a template literal, reaches the OpenAPI document. Never a secret. */
export const prefixedId = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_${crockford}{26}$`));

/** Mints the part behind the prefix: 26 characters of Crockford's base 32. The same seed gives the same id, so that a repeated creation loses its second put. */
export type NewId = (seed: string) => string;

/** A natural person's account. Segregation compares persons, not accounts (DESIGN §4.8). */
export const UserId = prefixedId("usr").brand("UserId").meta({ id: "UserId" });
export type UserId = z.infer<typeof UserId>;

export const OrganisationId = prefixedId("org").brand("OrganisationId").meta({ id: "OrganisationId" });
export type OrganisationId = z.infer<typeof OrganisationId>;
