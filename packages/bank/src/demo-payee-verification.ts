import { parameterOn } from "@grants/core/reference/parameters";
import type { PayeeCheck } from "@grants/core/registry/bank-account";
import { alikeFrom, nameSimilarity } from "@grants/core/registry/legal-name";
import type { PayeeVerification } from "@grants/core/registry/payee-verification";
import { ONE, compare } from "@grants/kernel/fraction";
import { dateInZone } from "@grants/kernel/time";

/** Countries of the euro area, whose banks answer since 9 October 2025; the others of SEPA follow (PAYX-04). */
const euroArea = new Set("AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));

/** Accounts of the demonstration that belong to somebody in particular. The check digits are right, the banks do not exist. */
const demoDirectory: Readonly<Record<string, string>> = {
  LT121000011101001000: "Quick Money Services UAB",
  ES9121000418450200051332: "Cyber Hubb",
};

/**
 * A made-up scheme for demonstrations and tests. It compares names where its directory knows the holder; every other account of the euro
 * area it takes for the payee's own, and elsewhere no bank answers before the day on which it has to.
 */
export const createDemoPayeeVerification = (
  directory: Readonly<Record<string, string>> = demoDirectory,
): PayeeVerification => ({
  ask: async ({ iban, legalName, at }): Promise<PayeeCheck> => {
    const today = dateInZone(at);
    const mustAnswerFrom = parameterOn("vop.from.nonEuroArea", today).value;
    if (!euroArea.has(iban.slice(0, 2)) && today < mustAnswerFrom) return "NOT_POSSIBLE";
    const holder = directory[iban];
    if (holder === undefined) return "MATCH";
    const likeness = nameSimilarity(holder, legalName);
    if (compare(likeness, ONE) === 0) return "MATCH";
    return compare(likeness, alikeFrom) >= 0 ? "CLOSE_MATCH" : "NO_MATCH";
  },
});
