import type { BankFileRefused } from "@grants/core/disbursement/payment-status";
import { type Result, err, ok } from "@grants/kernel/result";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";

/** The largest message that is read, in characters of text: some 20,000 lines. A bank splits what is larger. */
export const bankFileCharactersMax = 20_000_000;

/** Elements that may stand more than once, as lists even where they stand once. Any other element that is repeated is refused by its schema. */
const repeated: ReadonlySet<string> = new Set([
  "AddtlInf",
  "AdrLine",
  "Bal",
  "CdtTrfTxInf",
  "NbOfTxsPerSts",
  "Ntfctn",
  "Ntry",
  "NtryDtls",
  "OrgnlPmtInfAndSts",
  "PmtInf",
  "Stmt",
  "Strd",
  "StsRsnInf",
  "TxDtls",
  "TxInfAndSts",
  "Ustrd",
]);

// Values stay text: "007" is a reference, and no amount passes through a float.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  isArray: (tag) => repeated.has(tag),
});

const Root = z.strictObject({ Document: z.looseObject({ "@xmlns": z.string().optional() }) });

export type BankXml = { readonly namespace: string; readonly content: Readonly<Record<string, unknown>> };

/**
 * The content of an ISO 20022 message, unread. Refuses what is too large, what declares a document type or entities, what is not well
 * formed, and what has no message in its default namespace.
 */
export const readBankXml = (xml: string): Result<BankXml, BankFileRefused> => {
  if (xml.length > bankFileCharactersMax)
    return err({ kind: "BankFileTooLarge", charactersMax: bankFileCharactersMax });
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return err({ kind: "BankFileDeclaresEntities" });
  const validity = XMLValidator.validate(xml);
  if (validity !== true) return err({ kind: "BankFileNotWellFormed", because: validity.err.msg });
  const root = Root.safeParse(parse(xml));
  if (!root.success) return err(notUnderstood(root.error));
  const { "@xmlns": namespace, ...content } = root.data.Document;
  return namespace === undefined
    ? err({ kind: "BankFileNamespaceUnknown", namespace: null })
    : ok({ namespace, content });
};

/** Undefined where the parser gives up, as it does on names that are reserved. */
const parse = (xml: string): unknown => {
  try {
    return parser.parse(xml);
  } catch {
    return undefined;
  }
};

export const notUnderstood = (error: z.ZodError): BankFileRefused => {
  const [issue] = error.issues;
  return {
    kind: "BankFileNotUnderstood",
    path: (issue?.path ?? []).join("/"),
    because: issue?.message ?? "The file has another shape.",
  };
};
