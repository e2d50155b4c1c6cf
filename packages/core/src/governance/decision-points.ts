/**
 * How the Governing Board counts: `R26` gives the Commission 26 % and the Member States 74 % in equal parts, `RPROP` weighs the
 * members of a joint action by what each contributes to it, `R1` gives every member one vote (ECCC-R 15(2) to (5)).
 */
export type VotingRegime = "R26" | "RPROP" | "R1";

/**
 * Letters of ECCC-R 13(3), `ASSETS` for who owns what a joint action made or bought (22(6)), and `REVOCATION` for the vote of a member in
 * default (21(10)), an ordinary decision (VOTE-05).
 */
export const decisionPoints = {
  a: "R1",
  b: "R26",
  c: "R26",
  d: "R26",
  e: "R26",
  f: "R26",
  g: "RPROP",
  h: "R1",
  i: "R1",
  j: "R1",
  k: "R26",
  l: "R26",
  m: "R1",
  n: "R1",
  o: "R1",
  p: "R26",
  q: "R26",
  r: "R1",
  s: "R1",
  t: "R26",
  u: "R26",
  v: "R1",
  w: "R26",
  x: "R26",
  y: "R26",
  z: "R1",
  ASSETS: "RPROP",
  REVOCATION: "R1",
} as const satisfies Readonly<Record<string, VotingRegime>>;
export type DecisionPoint = keyof typeof decisionPoints;

/** Joint actions are what `RPROP` decides about; `c` and `f` are about one when their item includes it (CLR-VOTE-03). */
const maySayJointAction: ReadonlySet<DecisionPoint> = new Set(["c", "f"]);
export const concernsJointAction = (point: DecisionPoint, includesJointAction: boolean): boolean =>
  decisionPoints[point] === "RPROP" || (maySayJointAction.has(point) && includesJointAction);
