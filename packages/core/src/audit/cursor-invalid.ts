/** The cursor is not one that this list gave, to this person, for this query. */
export type CursorInvalid = { readonly kind: "CursorInvalid" };
