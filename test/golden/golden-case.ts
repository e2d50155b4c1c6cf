import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Fields = z.record(z.string(), z.unknown());
const Calculation = { input: Fields, expected: Fields, expectedNot: Fields.optional() };
const Variant = z.object({ id: z.string(), title: z.string(), kind: z.string().optional(), ...Calculation });
const GoldenFile = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  rules: z.array(z.string()).default([]),
  ...Calculation,
  variants: z.array(Variant).optional(),
});

/** One calculation with the result it must give: the main case of a file, or one of its variants. */
export type GoldenCase = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  /** The rules that it works. */
  readonly rules: readonly string[];
  readonly input: z.infer<typeof Fields>;
  readonly expected: z.infer<typeof Fields>;
  readonly expectedNot: z.infer<typeof Fields> | null;
};

export type UnreadableFile = { readonly file: string; readonly because: string };
export type GoldenFolder = { readonly cases: readonly GoldenCase[]; readonly unreadable: readonly UnreadableFile[] };

/** Every case and variant of a folder's JSON files, in the order of the file names; a file that cannot be read is evidence, never skipped. */
export const readGoldenFolder = (folder: string): GoldenFolder => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted();
  const read = files.map((file) => readGoldenFile(folder, file));
  return {
    cases: read.flatMap((outcome) => ("cases" in outcome ? outcome.cases : [])),
    unreadable: read.flatMap((outcome) => ("because" in outcome ? [outcome] : [])),
  };
};

const readGoldenFile = (folder: string, file: string): { readonly cases: readonly GoldenCase[] } | UnreadableFile => {
  const json = parseJson(readFileSync(join(folder, file), "utf8"));
  if (json === undefined) return { file, because: "The file is not JSON." };
  const parsed = GoldenFile.safeParse(json.value);
  if (!parsed.success)
    return { file, because: `The file has not the shape of a golden case. ${sentence(parsed.error)}` };
  const { variants = [], ...main } = parsed.data;
  return {
    cases: [
      main,
      ...variants.map((variant) => ({ ...variant, kind: variant.kind ?? main.kind, rules: main.rules })),
    ].map(({ expectedNot, ...rest }) => ({ ...rest, expectedNot: expectedNot ?? null })),
  };
};

const parseJson = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const sentence = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `At "${path.join(".")}": ${message}.`).join(" ");
