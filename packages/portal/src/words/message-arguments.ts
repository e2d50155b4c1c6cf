/**
 * The arguments of an ICU message, read from its English text by the compiler. A message without plural or select is
 * read exactly; in one that has them only the argument that decides is asked for, since branches may hold any text.
 */
type Trim<S extends string> = S extends ` ${infer Rest}` | `${infer Rest} ` ? Trim<Rest> : S;

type PlainNames<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Trim<Name extends `${infer Before},${string}` ? Before : Name> | PlainNames<Rest>
  : never;

type PluralNames<S extends string> = S extends `${infer Before}, plural,${infer Rest}`
  ? LastName<Before> | PluralNames<Rest>
  : never;

type SelectNames<S extends string> = S extends `${infer Before}, select,${infer Rest}`
  ? LastName<Before> | SelectNames<Rest>
  : never;

type LastName<S extends string> = S extends `${string}{${infer Rest}` ? LastName<Rest> : Trim<S>;

type BranchingValues<S extends string> = { readonly [Name in PluralNames<S>]: number } & {
  readonly [Name in SelectNames<S>]: string;
} & { readonly [name: string]: string | number };

type ValuesOf<S extends string> = S extends `${string}, plural,${string}` | `${string}, select,${string}`
  ? BranchingValues<S>
  : { readonly [Name in PlainNames<S>]: string | number };

/** Nothing for a message without arguments, one object for the others: `t(key)` or `t(key, values)`. */
export type MessageArguments<S extends string> = S extends `${string}{${string}`
  ? readonly [values: ValuesOf<S>]
  : readonly [];
