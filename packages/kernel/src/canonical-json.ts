import canonicalize from "canonicalize";

/** Values that have exactly one canonical text. `undefined` members are left out, as in JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one text of a value (RFC 8785): the same value always gives the same bytes, so a digest of it means something.
 * Throws on what JSON cannot say (NaN, infinity, lone surrogates are bugs of the caller).
 */
export const canonicalJson = (value: Json): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("A value without a JSON text cannot be evidence.");
  return text;
};
