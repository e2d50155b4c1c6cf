import type { Cents } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import { DeclarationName } from "../calls/asked-declarations.ts";
import type { CallContent } from "../calls/call.ts";
import { parameterOn } from "../reference/parameters.ts";
import { isOfPartner, openQuestions } from "./declaration.ts";
import { type DeclarationPart, declarationPath } from "./part.ts";

export type DeclarationFault =
  | { readonly code: "DECLARATION_MISSING"; readonly path: string }
  | { readonly code: "DECLARATION_INCOMPLETE"; readonly path: string; readonly count: number };

type Asked = {
  readonly content: Pick<CallContent, "declarations" | "security">;
  readonly requestedCents: Cents;
  readonly on: LocalDate;
};

/**
 * What has to be declared with this proposal: what the call asks for, the control of every participant under a restriction that looks at it
 * (DEP-06), and the security self-assessment where there is a restriction at all (DEP-08). A very low value grant needs no declaration on honour (FR 199(1)(c)).
 */
export const demandedDeclarations = ({ content, requestedCents, on }: Asked): readonly DeclarationName[] => {
  const { declarations = [], security } = content;
  const looksAtControl = security !== undefined && security.restriction !== "ART_18_4";
  const isVeryLow = requestedCents <= parameterOn("fr.veryLowValueGrant.max", on).value;
  return DeclarationName.options.filter((name) => {
    if (name === "exclusion") return declarations.includes(name) && !isVeryLow;
    if (name === "ownership" && looksAtControl) return true;
    if (name === "security" && security !== undefined) return true;
    return declarations.includes(name);
  });
};

const faultsOf = (path: string, declared: DeclarationPart | undefined): readonly DeclarationFault[] => {
  if (declared === undefined) return [{ code: "DECLARATION_MISSING", path }];
  const count = openQuestions(declared).length;
  return count === 0 ? [] : [{ code: "DECLARATION_INCOMPLETE", path, count }];
};

/** Declarations that are asked for and not given: by the project once, by each partner for itself. */
export const declarationFaults = (
  slots: readonly string[],
  declarations: readonly DeclarationPart[],
  asked: Asked,
): readonly DeclarationFault[] =>
  demandedDeclarations(asked).flatMap((name) => {
    const found = (slot?: string) => declarations.find((one) => one.declaration === name && one.slot === slot);
    if (!isOfPartner(name)) return faultsOf(declarationPath(name), found());
    return slots.flatMap((slot) => faultsOf(declarationPath(name, slot), found(slot)));
  });
