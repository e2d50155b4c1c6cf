export type Allowance = {
  readonly path: string;
  readonly rule: string;
  /** First characters of the SHA-256 of what is allowed there, so that nothing else is. */
  readonly sha256: string;
  readonly because: string;
};

/** What looks like a secret and is none. One that matches nothing any more is a finding too. */
export const allowed: readonly Allowance[] = [
  {
    path: "packages/store/src/cursor.test.ts",
    rule: "value of something secret",
    sha256: "3eb1bd439947eb76",
    because: "The digits from 0 to f, twice: a key that is long enough for the test.",
  },
];
