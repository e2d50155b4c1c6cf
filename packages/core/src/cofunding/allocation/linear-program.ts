/**
 * Maximise Σ value·x with Σ amount·x ≤ limit in every row and 0 ≤ x ≤ upper. Columns are sparse: entries `starts[j]` up to `starts[j + 1]`
 * of `rowOf` and `amounts` belong to column j. Floating point: what follows from it is checked in whole numbers before anyone relies on it.
 */
export type LinearProgram = {
  readonly limits: Float64Array;
  readonly values: Float64Array;
  readonly uppers: Float64Array;
  readonly starts: Int32Array;
  readonly rowOf: Int32Array;
  readonly amounts: Float64Array;
};

/** Where the simplex method stands: which variable each row determines, and on which bound the others lie. Rows' slacks follow the columns. */
export type Vertex = {
  readonly basis: Int32Array;
  readonly isAtUpper: Uint8Array;
  readonly inverse: Float64Array;
};

/** What narrows the variables below their program's bounds, for a part of the solutions. */
export type Bounds = { readonly lowers: Float64Array; readonly uppers: Float64Array };

/** The best of a linear program. */
export type LinearOptimum = {
  readonly status: "OPTIMAL";
  readonly x: Float64Array;
  /** What a unit of each row is worth, zero or more: the dual solution. */
  readonly multipliers: Float64Array;
  readonly vertex: Vertex;
};
export type LinearSolution = LinearOptimum | { readonly status: "INFEASIBLE" } | { readonly status: "UNFINISHED" };

const feasibilityTolerance = 1e-9;
const pivotTolerance = 1e-9;
const iterationsMax = 20_000;
/** Pivots after which the inverse is made anew from its columns, before errors of rounding add up. */
const refreshAfter = 64;

const abs = (value: number) => (value < 0 ? -value : value);

/** All slacks in the basis, everything of value taken whole: optimal if the rows had no limits, and so the place to begin for a dual method. */
export const startingVertex = ({ limits, values }: LinearProgram): Vertex => {
  const rows = limits.length;
  const columns = values.length;
  const inverse = new Float64Array(rows * rows);
  for (let row = 0; row < rows; row += 1) inverse[row * rows + row] = 1;
  return {
    basis: Int32Array.from({ length: rows }, (_, row) => columns + row),
    isAtUpper: Uint8Array.from({ length: columns + rows }, (_, column) => Number((values[column] ?? 0) > 0)),
    inverse,
  };
};

type Tableau = {
  readonly program: LinearProgram;
  readonly bounds: Bounds;
  readonly basis: Int32Array;
  readonly isBasic: Uint8Array;
  readonly isAtUpper: Uint8Array;
  readonly inverse: Float64Array;
  /** What the variable of each row is. */
  readonly solution: Float64Array;
  readonly multipliers: Float64Array;
};

const at = (array: Readonly<Float64Array | Int32Array | Uint8Array>, index: number): number => array[index] ?? 0;
const rowsOf = ({ program }: Tableau) => program.limits.length;
const columnsOf = ({ program }: Tableau) => program.values.length;
const lowerOf = (tableau: Tableau, column: number) =>
  column < columnsOf(tableau) ? at(tableau.bounds.lowers, column) : 0;
const upperOf = (tableau: Tableau, column: number) =>
  column < columnsOf(tableau) ? at(tableau.bounds.uppers, column) : Infinity;
const valueAtBound = (tableau: Tableau, column: number) =>
  at(tableau.isAtUpper, column) === 1 ? upperOf(tableau, column) : lowerOf(tableau, column);

const openTableau = (program: LinearProgram, bounds: Bounds, { basis, isAtUpper, inverse }: Vertex): Tableau => {
  const rows = program.limits.length;
  const isBasic = new Uint8Array(program.values.length + rows);
  for (const column of basis) isBasic[column] = 1;
  return {
    program,
    bounds,
    basis: basis.slice(),
    isBasic,
    isAtUpper: isAtUpper.slice(),
    inverse: inverse.slice(),
    solution: new Float64Array(rows),
    multipliers: new Float64Array(rows),
  };
};

/** The product of a row vector, which begins at `offset`, with a column. */
const times = (tableau: Tableau, vector: Float64Array, offset: number, column: number): number => {
  const { starts, rowOf, amounts } = tableau.program;
  const columns = columnsOf(tableau);
  if (column >= columns) return at(vector, offset + column - columns);
  const end = at(starts, column + 1);
  let sum = 0;
  for (let entry = at(starts, column); entry < end; entry += 1)
    sum += at(vector, offset + at(rowOf, entry)) * at(amounts, entry);
  return sum;
};

/** A column as the basis sees it. */
const columnInBasis = (tableau: Tableau, column: number): Float64Array => {
  const rows = rowsOf(tableau);
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) result[row] = times(tableau, tableau.inverse, row * rows, column);
  return result;
};

/** What the variables of the basis are, once all others lie on their bounds. */
const findSolution = (tableau: Tableau): void => {
  const { program, inverse, isBasic, solution } = tableau;
  const { limits, starts, rowOf, amounts, values } = program;
  const rest = limits.slice();
  for (let column = 0; column < values.length; column += 1) {
    const value = at(isBasic, column) === 1 ? 0 : valueAtBound(tableau, column);
    const end = value === 0 ? 0 : at(starts, column + 1);
    for (let entry = at(starts, column); entry < end; entry += 1) {
      const row = at(rowOf, entry);
      rest[row] = at(rest, row) - at(amounts, entry) * value;
    }
  }
  const rows = rest.length;
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let other = 0; other < rows; other += 1) sum += at(inverse, row * rows + other) * at(rest, other);
    solution[row] = sum;
  }
};

const findMultipliers = ({ program, basis, inverse, multipliers }: Tableau): void => {
  const rows = basis.length;
  multipliers.fill(0);
  for (let row = 0; row < rows; row += 1) {
    const value = at(program.values, at(basis, row));
    if (value === 0) continue;
    for (let other = 0; other < rows; other += 1)
      multipliers[other] = at(multipliers, other) + value * at(inverse, row * rows + other);
  }
};

/** How far the variable of a row is outside of its bounds: below zero under the lower, above zero over the upper. */
const violation = (tableau: Tableau, row: number): number => {
  const value = at(tableau.solution, row);
  const column = at(tableau.basis, row);
  const [lower, upper] = [lowerOf(tableau, column), upperOf(tableau, column)];
  if (value < lower - feasibilityTolerance) return value - lower;
  return value > upper + feasibilityTolerance ? value - upper : 0;
};

const worstRow = (tableau: Tableau): number => {
  let worst = -1;
  let most = 0;
  for (let row = 0; row < rowsOf(tableau); row += 1) {
    const excess = abs(violation(tableau, row));
    if (excess > most) [worst, most] = [row, excess];
  }
  return worst;
};

type Entering = { readonly column: number; readonly flipped: readonly number[] };
type Candidate = { readonly column: number; readonly slope: number; readonly ratio: number };

/** Those whose change brings the row back, by what each costs for a unit of it. */
const candidatesFor = (tableau: Tableau, row: number, direction: number): Candidate[] => {
  const { program, inverse, isBasic, isAtUpper, multipliers } = tableau;
  const rows = rowsOf(tableau);
  const found: Candidate[] = [];
  for (let column = 0; column < program.values.length + rows; column += 1) {
    if (at(isBasic, column) === 1 || upperOf(tableau, column) <= lowerOf(tableau, column)) continue;
    const slope = direction * times(tableau, inverse, row * rows, column);
    if (at(isAtUpper, column) === 1 ? slope > -pivotTolerance : slope < pivotTolerance) continue;
    const reduced = at(program.values, column) - times(tableau, multipliers, 0, column);
    found.push({ column, slope: abs(slope), ratio: abs(reduced) / abs(slope) });
  }
  return found.toSorted((a, b) => a.ratio - b.ratio || a.column - b.column);
};

/** Goes past candidates that may lie on their other bound, as long as the row is not back yet. */
const findEntering = (tableau: Tableau, candidates: readonly Candidate[], excess: number): Entering | undefined => {
  const flipped: number[] = [];
  let left = excess;
  for (const { column, slope } of candidates) {
    left -= slope * (upperOf(tableau, column) - lowerOf(tableau, column));
    if (left <= feasibilityTolerance) return { column, flipped };
    flipped.push(column);
  }
  return undefined;
};

const pivot = ({ inverse, basis }: Tableau, row: number, entering: Float64Array): void => {
  const rows = basis.length;
  const by = at(entering, row);
  for (let other = 0; other < rows; other += 1) inverse[row * rows + other] = at(inverse, row * rows + other) / by;
  for (let target = 0; target < rows; target += 1) {
    const factor = target === row ? 0 : at(entering, target);
    if (factor === 0) continue;
    for (let other = 0; other < rows; other += 1)
      inverse[target * rows + other] = at(inverse, target * rows + other) - factor * at(inverse, row * rows + other);
  }
};

/** The inverse from its columns: each takes the place of a slack, the largest pivot first, so that no error of before remains. */
const refresh = (tableau: Tableau): void => {
  const { inverse, basis } = tableau;
  const rows = basis.length;
  inverse.fill(0);
  for (let row = 0; row < rows; row += 1) inverse[row * rows + row] = 1;
  const open = new Set(Array.from({ length: rows }, (_, row) => row));
  const placed = new Int32Array(rows);
  for (const column of basis.toSorted((a, b) => b - a)) {
    const entering = columnInBasis(tableau, column);
    const [row] = [...open].toSorted((a, b) => abs(at(entering, b)) - abs(at(entering, a)));
    if (row === undefined) throw new Error("A basis has as many columns as rows.");
    pivot(tableau, row, entering);
    placed[row] = column;
    open.delete(row);
  }
  basis.set(placed);
};

const exchange = (tableau: Tableau, row: number, { column, flipped }: Entering, isOverUpper: boolean): void => {
  const { basis, isBasic, isAtUpper } = tableau;
  for (const passed of flipped) isAtUpper[passed] = 1 - at(isAtUpper, passed);
  const leaving = at(basis, row);
  isAtUpper[leaving] = Number(isOverUpper);
  isBasic[leaving] = 0;
  isBasic[column] = 1;
  pivot(tableau, row, columnInBasis(tableau, column));
  basis[row] = column;
};

const optimum = (tableau: Tableau): LinearSolution => {
  const { basis, isAtUpper, inverse, multipliers, solution } = tableau;
  const x = Float64Array.from({ length: columnsOf(tableau) }, (_, column) => valueAtBound(tableau, column));
  for (const [row, column] of basis.entries()) if (column < x.length) x[column] = at(solution, row);
  return { status: "OPTIMAL", x, multipliers, vertex: { basis, isAtUpper, inverse } };
};

/** The dual simplex method with bounded variables and long steps, from a vertex on that is optimal but for the rows that it breaks. */
export const solveLinearProgram = (program: LinearProgram, bounds: Bounds, from: Vertex): LinearSolution => {
  const tableau = openTableau(program, bounds, from);
  for (let iteration = 1; iteration <= iterationsMax; iteration += 1) {
    if (iteration % refreshAfter === 0) refresh(tableau);
    findSolution(tableau);
    findMultipliers(tableau);
    const row = worstRow(tableau);
    if (row === -1) return optimum(tableau);
    const excess = violation(tableau, row);
    const candidates = candidatesFor(tableau, row, excess > 0 ? 1 : -1);
    const entering = findEntering(tableau, candidates, abs(excess));
    if (entering === undefined) return { status: "INFEASIBLE" };
    exchange(tableau, row, entering, excess > 0);
  }
  return { status: "UNFINISHED" };
};
