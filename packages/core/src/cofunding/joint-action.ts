import { Digest } from "@grants/kernel/digest";
import { type NewId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId, type Programme } from "../calls/call.ts";

export const JointActionId = prefixedId("ja").brand("JointActionId").meta({ id: "JointActionId" });
export type JointActionId = z.infer<typeof JointActionId>;

export type JointActionNotFound = { readonly kind: "JointActionNotFound"; readonly jointActionId: JointActionId };

/**
 * How Union money meets what the Member States commit: `MIRRORED` one euro for one euro up to the cap (Horizon Europe, FIN-02),
 * `VOLUNTARY` whatever the Member States add (Digital Europe, ECCC-R 21(7)).
 */
export const MatchingMode = z.enum(["MIRRORED", "VOLUNTARY"]).meta({ id: "MatchingMode" });
export type MatchingMode = z.infer<typeof MatchingMode>;

export const matchingModeOf = (programme: Programme): MatchingMode => (programme === "HE" ? "MIRRORED" : "VOLUNTARY");

/** There is one joint action for a call: the same call makes the same id. */
export const jointActionIdOf = (newId: NewId, callId: CallId): JointActionId =>
  JointActionId.parse(`ja_${newId(`joint-action:${callId}`)}`);

const shared = {
  id: JointActionId,
  callId: CallId,
  matching: MatchingMode,
  /** What the work programme sets aside for the joint action (MAT-03). */
  unionAmountCents: Cents,
  /** The most that Union money may mirror (FIN-02). */
  unionCapCents: Cents,
  /** Administrative costs, borne in proportion to the contributions (MAT-06). */
  administrativeCents: Cents,
};
/** The partners that ask a funder for money, listed once from the sealed proposals. */
const listed = { requests: z.int().min(0), requestsSha256: Digest };

const OpenJointAction = z.object({ state: z.literal("open"), ...shared }).meta({ id: "OpenJointAction" });
const InVerdictsJointAction = z
  .object({ state: z.literal("inVerdicts"), ...shared, ...listed })
  .meta({ id: "InVerdictsJointAction" });
const VerdictsLockedJointAction = z
  .object({ state: z.literal("verdictsLocked"), ...shared, ...listed, lockedAt: Instant })
  .meta({ id: "VerdictsLockedJointAction" });

/**
 * The head of a joint action (ORG-05): contributions are pledged and committed in every state; verdicts are given once the requests of the
 * sealed call are listed, and until they are locked for the ranking (MAT-02).
 */
export const JointAction = z
  .discriminatedUnion("state", [OpenJointAction, InVerdictsJointAction, VerdictsLockedJointAction])
  .meta({ id: "JointAction" });
export type JointAction = z.infer<typeof JointAction>;
