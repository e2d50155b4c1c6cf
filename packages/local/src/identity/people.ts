/** A person whose part one may play in a demonstration. */
export type DemoPerson = {
  readonly id: string;
  /** The account at the provider; the person's id follows from it. */
  readonly subject: string;
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  /** What pages offer to this person: the names of their roles, the ids of organisations they act for. */
  readonly roles: readonly string[];
  readonly organisations: readonly string[];
};
