import { type AccessPattern, type Key } from "../table.ts";

export const retentionKeys = {
  /** Personal data that is to be looked at from a day on: of a person, or of an invitation. */
  retention: (dueOn: string, subject: string): Key => ({ pk: "RETENTION", sk: `${dueOn}#${subject}` }),
} as const;

export const retentionPatterns = {
  retention: {
    asks: "forget-people: whose personal data is to be looked at by a day, the earliest first",
    owner: "registry",
    table: "people",
    pk: "RETENTION",
    sk: "<dueOn>#<subject> range",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
