import { type AccessPattern, type Key } from "../table.ts";

/** Every keyword, or every language, of the pool. */
const all = "ALL";

export const expertKeys = {
  expertProfile: (user: string): Key => ({ pk: `EXPERT#${user}`, sk: "PROFILE" }),
  expertInPool: (expertise: string | null, language: string | null, user: string): Key => ({
    pk: `POOL#${expertise ?? all}#${language ?? all}`,
    sk: user,
  }),
  conflictOverride: (proposalId: string, user: string): Key => ({ pk: `COI#${proposalId}`, sk: user }),
} as const;

type Found = {
  readonly user: string;
  readonly profile: { readonly expertise: readonly string[]; readonly languages: readonly string[] };
};

/** Where an expert is found: under each keyword and language, under each of them alone, and among all. */
export const poolRows = ({ user, profile }: Found): readonly Key[] =>
  [null, ...profile.expertise].flatMap((expertise) =>
    [null, ...profile.languages].map((language) => expertKeys.expertInPool(expertise, language, user)),
  );

export const expertPatterns = {
  expertProfile: {
    asks: "expert: the own profile; officer: those of a page of the pool, at once",
    owner: "experts",
    table: "people",
    pk: "EXPERT#<user>",
    sk: "PROFILE",
    itemsMax: 1,
  },
  expertPool: {
    asks: "officer: experts by keyword and language",
    owner: "experts",
    table: "people",
    pk: "POOL#<expertise>#<language>",
    sk: "<user>",
    itemsMax: 25,
  },
  conflictOverride: {
    asks: "officer: conflicts of a proposal that were set aside, for the experts of a page",
    owner: "experts",
    table: "grants",
    pk: "COI#<proposalId>",
    sk: "<user>",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
