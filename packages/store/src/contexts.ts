/** The contexts of the house (DESIGN §2): each owns its prefixes of the key table. */
export type AggregateContext =
  | "registry"
  | "calls"
  | "proposals"
  | "admissibility"
  | "evaluation"
  | "experts"
  | "cofunding"
  | "governance"
  | "letters"
  | "agreements"
  | "reporting"
  | "disbursement"
  | "transparency"
  /** No context: the pages, with the sessions of those who read them. */
  | "portal";
