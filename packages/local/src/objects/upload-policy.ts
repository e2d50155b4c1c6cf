import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { type Credentials, isSignedText, parseCredential, type SigningScope } from "../sigv4.ts";

/** Rules of a form upload: the policy that the server signed says what the browser may send. */

const Bound = z.int().min(0);
const Condition = z.union([
  z.tuple([z.literal("content-length-range"), Bound, Bound]),
  z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
  z.record(z.string(), z.string()),
]);
const Policy = z.object({ expiration: z.iso.datetime(), conditions: z.array(Condition) });
export type UploadPolicy = z.infer<typeof Policy>;

export type PolicyRefusal =
  | { readonly kind: "FieldMissing"; readonly field: string }
  | { readonly kind: "PolicyMalformed" }
  | { readonly kind: "UnknownAccessKey"; readonly accessKeyId: string }
  | { readonly kind: "SignatureMismatch" }
  | { readonly kind: "PolicyExpired"; readonly expiredAtMs: number }
  | { readonly kind: "ConditionFailed"; readonly condition: string }
  | { readonly kind: "ExtraFields"; readonly fields: readonly string[] };

/** Field names in lower case, with their values. */
export type FormFields = ReadonlyMap<string, string>;

export type AllowedUpload = {
  readonly key: string;
  readonly bytesMin: number;
  readonly bytesMax: number;
};

/** Fields that carry the policy itself, and so cannot be conditions of it. */
const policyFields = new Set(["policy", "x-amz-signature", "file"]);

const parsePolicy = (encoded: string): UploadPolicy | undefined => {
  try {
    return Policy.safeParse(JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))).data;
  } catch {
    return undefined;
  }
};

type FieldRule = { readonly field: string; readonly how: "eq" | "starts-with"; readonly value: string };

const fieldRules = (policy: UploadPolicy): FieldRule[] =>
  policy.conditions.flatMap((condition): FieldRule[] => {
    if (!Array.isArray(condition))
      return Object.entries(condition).map(([field, value]) => ({ field: field.toLowerCase(), how: "eq", value }));
    if (condition[0] === "content-length-range") return [];
    const [how, field, value] = condition;
    return [{ field: field.slice(1).toLowerCase(), how, value }];
  });

const holds = ({ how, value }: FieldRule, given: string | undefined): boolean =>
  given !== undefined && (how === "eq" ? given === value : given.startsWith(value));

const lengthBounds = (policy: UploadPolicy): { bytesMin: number; bytesMax: number } => {
  const ranges = policy.conditions.flatMap((condition) =>
    Array.isArray(condition) && condition[0] === "content-length-range" ? [condition] : [],
  );
  return {
    bytesMin: Math.max(0, ...ranges.map(([, least]) => least)),
    bytesMax: Math.min(Number.MAX_SAFE_INTEGER, ...ranges.map(([, , most]) => most)),
  };
};

const authenticate = (
  fields: FormFields,
  { credentials, region, service }: SigningScope & { readonly credentials: Credentials },
): Result<UploadPolicy, PolicyRefusal> => {
  const missing = ["policy", "key", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature"].find(
    (field) => !fields.has(field),
  );
  if (missing !== undefined) return err({ kind: "FieldMissing", field: missing });
  const encoded = fields.get("policy") ?? "";
  const credential = parseCredential(fields.get("x-amz-credential") ?? "");
  if (credential === undefined) return err({ kind: "PolicyMalformed" });
  if (credential.accessKeyId !== credentials.accessKeyId)
    return err({ kind: "UnknownAccessKey", accessKeyId: credential.accessKeyId });
  const isInScope = credential.region === region && credential.service === service;
  const signature = fields.get("x-amz-signature") ?? "";
  if (!isInScope || !isSignedText(encoded, { credential, signature }, credentials))
    return err({ kind: "SignatureMismatch" });
  const policy = parsePolicy(encoded);
  return policy === undefined ? err({ kind: "PolicyMalformed" }) : ok(policy);
};

export type UploadForm = { readonly bucket: string; readonly fields: FormFields; readonly fileName: string };

/** Whether this form may upload, under which key and of which size. Every field must be one that the policy speaks of. */
export const decideUpload = (
  { bucket, fields, fileName }: UploadForm,
  scope: SigningScope & { readonly credentials: Credentials; readonly nowMs: number },
): Result<AllowedUpload, PolicyRefusal> => {
  const authentic = authenticate(fields, scope);
  if (!authentic.ok) return authentic;
  const policy = authentic.value;
  const expiredAtMs = Date.parse(policy.expiration);
  if (scope.nowMs > expiredAtMs) return err({ kind: "PolicyExpired", expiredAtMs });
  const key = (fields.get("key") ?? "").replaceAll("${filename}", fileName);
  const given = new Map([...fields, ["bucket", bucket], ["key", key]]);
  const rules = fieldRules(policy);
  const broken = rules.find((rule) => !holds(rule, given.get(rule.field)));
  if (broken !== undefined)
    return err({ kind: "ConditionFailed", condition: `["${broken.how}","$${broken.field}","${broken.value}"]` });
  const named = new Set(rules.map(({ field }) => field));
  const extra = [...given.keys()].filter(
    (field) => !named.has(field) && !policyFields.has(field) && field !== "bucket" && !field.startsWith("x-ignore-"),
  );
  if (extra.length > 0) return err({ kind: "ExtraFields", fields: extra });
  return ok({ key, ...lengthBounds(policy) });
};
