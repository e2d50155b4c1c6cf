import { controlSum } from "@grants/core/disbursement/control-sum";
import { checkCreditorAddress } from "@grants/core/disbursement/creditor-address";
import { checkCreditorReference, createCreditorReference } from "@grants/core/disbursement/creditor-reference";
import { checkIban } from "@grants/core/disbursement/iban";
import { checkBankReference, checkCreditorName, checkRemittanceText } from "@grants/core/disbursement/payment-text";
import { transliterate } from "@grants/core/disbursement/transliterate";
import { parameterOn } from "@grants/core/reference/parameters";
import { Cents } from "@grants/kernel/money";
import type { Result } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const TextCheck = z.object({
  check: z.enum(["IBAN", "REMITTANCE_TEXT", "CREDITOR_NAME", "END_TO_END_ID", "RF", "RF_CREATE", "TRANSLITERATE"]),
  value: z.string(),
});
const AddressCheck = z.object({
  check: z.literal("ADDRESS"),
  executionOn: LocalDate,
  address: z.object({
    adrLine: z.array(z.string()).nullish(),
    twnNm: z.string().nullish(),
    ctry: z.string().nullish(),
  }),
});
const SumCheck = z.object({ check: z.literal("CONTROL_SUM"), amountsCents: z.array(Cents) });
const Input = z.object({ checks: z.array(z.discriminatedUnion("check", [TextCheck, AddressCheck, SumCheck])) });

export const adapt = (input: unknown): unknown => ({ results: Input.parse(input).checks.map(resultOf) });

const resultOf = (asked: z.infer<typeof Input>["checks"][number]): unknown => {
  const { check } = asked;
  switch (check) {
    case "IBAN":
      return { check, value: asked.value, ...verdict(checkIban(asked.value)) };
    case "RF":
      return { check, value: asked.value, ...verdict(checkCreditorReference(asked.value)) };
    case "RF_CREATE":
      return { check, value: asked.value, ...verdict(createCreditorReference(asked.value)) };
    case "TRANSLITERATE":
      return { check, value: asked.value, result: transliterate(asked.value) };
    case "REMITTANCE_TEXT":
      return { check, value: asked.value, ...textVerdict(checkRemittanceText(asked.value)) };
    case "CREDITOR_NAME":
      return { check, value: asked.value, ...textVerdict(checkCreditorName(asked.value)) };
    case "END_TO_END_ID":
      return { check, value: asked.value, ...textVerdict(checkBankReference(asked.value)) };
    case "ADDRESS":
      return { check, ...addressVerdict(asked) };
    case "CONTROL_SUM":
      return { check, ...controlSum(asked.amountsCents) };
  }
};

const verdict = <T>(result: Result<T, { readonly reason: string }>) =>
  result.ok
    ? { valid: true, reason: null, result: result.value }
    : { valid: false, reason: result.error.reason, result: null };

type Text = { readonly written: string; readonly characters: number };

const textVerdict = (outcome: Result<Text, Text & { readonly reason: string }>) => {
  const { written, characters } = outcome.ok ? outcome.value : outcome.error;
  return {
    valid: outcome.ok,
    reason: outcome.ok ? null : outcome.error.reason,
    result: written,
    length: characters,
  };
};

const addressVerdict = ({ address, executionOn }: z.infer<typeof AddressCheck>) => {
  const { adrLine, twnNm, ctry } = address;
  const elements = { townName: twnNm ?? undefined, country: ctry ?? undefined, addressLines: adrLine ?? [] };
  const structuredFromOn = parameterOn("sepa.unstructuredAddress.endsOn", executionOn).value;
  return verdict(checkCreditorAddress(elements, executionOn, structuredFromOn));
};
