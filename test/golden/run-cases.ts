import { readdirSync } from "node:fs";
import { join } from "node:path";
import { differences, isForbidden, type Difference } from "./compare.ts";
import { type GoldenCase, readGoldenFolder } from "./golden-case.ts";

/**
 * Runs one kind of calculation: reads the input, calls one function of the core, names the result's fields as the cases do.
 * It calculates nothing itself; what it throws fails the case.
 */
type Adapt = (input: unknown) => unknown;

export type Outcome =
  | { readonly kind: "Passed"; readonly id: string }
  | { readonly kind: "Differs"; readonly id: string; readonly differences: readonly Difference[] }
  | { readonly kind: "GivesTheWrongResult"; readonly id: string }
  | { readonly kind: "Threw"; readonly id: string; readonly because: string }
  | { readonly kind: "Unreadable"; readonly id: string; readonly because: string }
  | { readonly kind: "WithoutAdapter"; readonly id: string; readonly calculation: string };

/** A kind has an adapter when a file of its name lies in `adapters/`; nothing else is to be registered. */
const adapterKinds: ReadonlySet<string> = new Set(
  readdirSync(join(import.meta.dirname, "adapters"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => name.slice(0, -".ts".length)),
);

export const hasAdapter = (kind: string): boolean => adapterKinds.has(kind);

const loadAdapter = async (kind: string): Promise<Adapt | null> => {
  if (!hasAdapter(kind)) return null;
  const { adapt }: { readonly adapt: Adapt } = await import(`./adapters/${kind}.ts`);
  return adapt;
};

export const runCase = async (golden: GoldenCase): Promise<Outcome> => {
  const { id } = golden;
  try {
    const adapt = await loadAdapter(golden.kind);
    return adapt === null
      ? { kind: "WithoutAdapter", id, calculation: golden.kind }
      : judge(golden, adapt(golden.input));
  } catch (error) {
    return { kind: "Threw", id, because: error instanceof Error ? error.message : String(error) };
  }
};

const judge = ({ id, expected, expectedNot }: GoldenCase, got: unknown): Outcome => {
  const found = differences(expected, got);
  if (found.length > 0) return { kind: "Differs", id, differences: found };
  return expectedNot !== null && isForbidden(expectedNot, got)
    ? { kind: "GivesTheWrongResult", id }
    : { kind: "Passed", id };
};

/** Every case and variant of a folder, in order; a file that cannot be read is a failure of its own. */
export const runFolder = async (folder: string): Promise<readonly Outcome[]> => {
  const { cases, unreadable } = readGoldenFolder(folder);
  const outcomes: Outcome[] = unreadable.map(({ file, because }) => ({ kind: "Unreadable", id: file, because }));
  for (const golden of cases) outcomes.push(await runCase(golden));
  return outcomes;
};
