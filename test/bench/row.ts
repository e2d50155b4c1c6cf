/** What a figure may be. Milliseconds are told and not judged, since they measure the machine. */
export type Instrument =
  | "write units"
  | "read units"
  | "units"
  | "calls"
  | "waves"
  | "write waves"
  | "bytes"
  | "ratio"
  | "faults"
  | "ms";

/** One figure with the bound it must keep. `baseline` is measured in the same run, where there is something to compare with. */
export type Row = {
  readonly group: string;
  readonly name: string;
  readonly instrument: Instrument;
  readonly figure: number;
  readonly baseline: number | null;
  /** `null`: told, not judged. */
  readonly bound: number | null;
};

export type Verdict = Row & { readonly ratio: number | null; readonly ok: boolean };

export const judge = (row: Row): Verdict => ({
  ...row,
  ratio: row.baseline === null || row.baseline === 0 ? null : row.figure / row.baseline,
  ok: row.bound === null || row.figure <= row.bound,
});

/** A group of figures, measured when it is asked for. */
export type Group = () => Promise<readonly Row[]>;
