import type { Result } from "@grants/kernel/result";
import type { Child } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { FieldErrors } from "../../components/error-summary.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FieldOf } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Content, ProposalFacts } from "./proposal-facts.ts";

/** The page of one part, once the proposal and its call are known. */
export type PartDescription = {
  /** Where the part is kept: "budget.p001". */
  readonly partPath: string;
  /** Where its form is, below the language. */
  readonly pagePath: string;
  readonly title: string;
  readonly lead?: string | undefined;
  readonly fields: FieldLabels;
  /** A content as a form shows it; where nothing is stored, the form to begin with. */
  readonly valuesOf: (content: Content | undefined) => FormValues;
  readonly inputs: (field: FieldOf, form: FormValues) => Child;
  /** Not where a save makes something new, as another partner. */
  readonly isSavedAsYouType: boolean;
  /** Where two people wrote, their texts can be put together and be written on. */
  readonly combines?: boolean;
  /** More buttons beside those that save. */
  readonly actions?: Child | undefined;
};

/** One kind of part: which one an address means, how its form is read, how its page looks. */
export type PartPage = {
  /** Null where the address names no part. */
  readonly partPathOf: (c: PortalContext) => string | null;
  readonly read: (form: FormValues, c: PortalContext) => Result<Schemas["PartContent"], FieldErrors>;
  /** Nothing on its page follows from what is typed, so a save while typing is answered with the version and the instant alone. */
  readonly savesBriefly?: boolean;
  readonly describe: (facts: ProposalFacts, c: PortalContext) => PartDescription;
};

/** "Personnel: Write an amount…" at its field. */
export const errorAt = (name: string, { label, rule }: { label: string; rule: string }, { t }: PageContext) =>
  ({ [name]: t("forms.fieldRule", { field: label, rule }) }) satisfies FieldErrors;
