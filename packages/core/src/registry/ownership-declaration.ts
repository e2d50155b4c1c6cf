import { Digest } from "@grants/kernel/digest";
import { type Fraction, ZERO, add, compare, parseDecimal } from "@grants/kernel/fraction";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { LineText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CountryCode } from "../proposals/part.ts";
import type { OwnershipLink } from "./ownership-control.ts";

/** The organisation itself in its own declaration. */
export const ownEntity = "SELF";

/** A percentage from 0 to 100, exact as it is written. */
const Percent = z
  .string()
  .regex(/^(?:100(?:\.0{1,6})?|\d{1,2}(?:\.\d{1,6})?)$/)
  .meta({ id: "Percent", example: "33.3333" });

const OwnerKey = z.string().regex(/^[A-Za-z0-9]{1,12}$/);
const Owner = z
  .strictObject({
    key: OwnerKey,
    name: LineText.min(1).max(200),
    kind: z.enum(["NATURAL", "LEGAL", "PUBLIC"]),
    /** Establishment of a legal person, nationality of a natural one. */
    country: CountryCode,
  })
  .meta({ id: "Owner" });
const Holding = z
  .strictObject({
    owned: OwnerKey,
    owner: OwnerKey,
    sharePercent: Percent,
    votesPercent: Percent.optional(),
    decisiveInfluence: z.boolean().optional(),
  })
  .meta({ id: "Holding" });

const ownersMax = 40;
const holdingsMax = 80;

/** Who owns an organisation, up to the last owner (DEP-06). Names of natural persons: kept in `people`. */
export const OwnershipDeclaration = z
  .strictObject({ owners: z.array(Owner).max(ownersMax), holdings: z.array(Holding).max(holdingsMax) })
  .meta({ id: "OwnershipDeclaration" });
export type OwnershipDeclaration = z.infer<typeof OwnershipDeclaration>;

export type OwnershipInvalid = {
  readonly kind: "OwnershipInvalid";
  readonly because: "OWNER_TWICE" | "OWNER_UNKNOWN" | "OWNS_ITSELF" | "MORE_THAN_WHOLE" | "OWNER_WITHOUT_HOLDING";
  /** The owner that it is about. */
  readonly about: string;
};

const whole = parseDecimal("100");

const totalOf = (percents: readonly string[]): Fraction =>
  percents.reduce((sum, percent) => add(sum, parseDecimal(percent)), ZERO);

/** Whether a declaration holds together: everybody is named once, and nothing is owned more than whole. */
export const checkDeclaration = ({
  owners,
  holdings,
}: OwnershipDeclaration): Result<readonly OwnershipLink[], OwnershipInvalid> => {
  const invalid = (because: OwnershipInvalid["because"], about: string) =>
    err({ kind: "OwnershipInvalid", because, about });
  const keys = [ownEntity, ...owners.map(({ key }) => key)];
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) return invalid("OWNER_TWICE", twice);
  const known = new Set(keys);
  for (const { owned, owner } of holdings) {
    if (!known.has(owned) || owner === ownEntity || !known.has(owner))
      return invalid("OWNER_UNKNOWN", known.has(owned) ? owner : owned);
    if (owned === owner) return invalid("OWNS_ITSELF", owned);
  }
  const idle = owners.find(({ key }) => holdings.every(({ owner }) => owner !== key));
  if (idle !== undefined) return invalid("OWNER_WITHOUT_HOLDING", idle.key);
  const above = keys.find((key) => {
    const held = holdings.filter(({ owned }) => owned === key);
    const shares = totalOf(held.map(({ sharePercent }) => sharePercent));
    const votes = totalOf(held.map(({ sharePercent, votesPercent }) => votesPercent ?? sharePercent));
    return compare(shares, whole) > 0 || compare(votes, whole) > 0;
  });
  return above === undefined ? ok(holdings) : invalid("MORE_THAN_WHOLE", above);
};

export const OwnershipId = prefixedId("own").brand("OwnershipId").meta({ id: "OwnershipId" });

/** What the platform finds in a declaration, or what the assessor decides on it (CLR-OWN-01). */
const ControlFound = z.object({
  control: z.enum(["EU_CONTROLLED", "THIRD_COUNTRY_CONTROLLED"]),
  country: CountryCode,
});
const shared = {
  id: OwnershipId,
  organisation: OrganisationId,
  /** Number of the declaration; each is kept. */
  declaration: z.int().min(1),
  declarationSha256: Digest,
  declaredBy: UserId,
  declaredAt: Instant,
  found: ControlFound.extend({ isCircular: z.boolean() }),
};
const Declared = z.object({ state: z.literal("declared"), ...shared }).meta({ id: "DeclaredOwnership" });
const Assessed = z
  .object({
    state: z.literal("assessed"),
    ...shared,
    assessed: ControlFound.extend({ guarantees: z.enum(["NONE", "ACCEPTED"]), by: UserId, at: Instant }),
  })
  .meta({ id: "AssessedOwnership" });

/** The head of an organisation's ownership control: declared by itself, assessed by the ECCC, declared anew when something changes. */
export const Ownership = z.discriminatedUnion("state", [Declared, Assessed]).meta({ id: "Ownership" });
export type Ownership = z.infer<typeof Ownership>;
