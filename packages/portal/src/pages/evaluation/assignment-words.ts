import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { PageContext } from "../../page/page-context.ts";
import { boardPath } from "./vocabulary.ts";

export type Run = Schemas["AssignmentRun"];
export type ShownRun = Schemas["ShownAssignmentRun"];
export type PlanPage = Schemas["AssignmentPlanPage"];
export type PlanRow = Schemas["PlanRow"];

/** Paths below the language. */
export const assignmentPath = (callId: string): string => `${boardPath(callId)}/assignment`;
export const runPath = (callId: string, runId: string): string => `${assignmentPath(callId)}/${runId}`;

export type RunStatus = "queued" | "solving" | "proven" | "gap" | "moved" | "impossible" | "adopted";

/** A run is being solved from the moment that its worker has told of it. */
export const statusOf = (run: Run, progress?: Schemas["AssignmentRunProgress"]): RunStatus => {
  if (run.state === "queued") return progress === undefined ? "queued" : "solving";
  if (run.state === "solved" && run.movesSha256 !== undefined) return "moved";
  if (run.state === "solved") return run.gap === 0 ? "proven" : "gap";
  return run.state;
};

export const runTone: Readonly<Record<RunStatus, StatusTone>> = {
  queued: "neutral",
  solving: "neutral",
  proven: "attention",
  gap: "attention",
  moved: "attention",
  impossible: "quiet",
  adopted: "active",
};

/** What persons are called; an id where somebody has no name any more. */
export const namesIn = ({ names }: { readonly names: readonly { readonly user: string; readonly name: string }[] }) => {
  const known = new Map(names.map(({ user, name }) => [user, name]));
  return (user: string): string => known.get(user) || user;
};

/** "+120", "−120", "0": what something adds or costs. */
export const signed = (points: number, { format }: PageContext): string => {
  if (points === 0) return "0";
  return points > 0 ? `+${format.number(points)}` : `−${format.number(-points)}`;
};

export const languagesOfExperts = [
  ...(["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"] as const),
  ...(["hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"] as const),
];
export const expertises = [
  ...(["ASSURANCE", "CRYPTOLOGY", "DATA_SECURITY", "EDUCATION", "HUMAN_ASPECTS", "IDENTITY"] as const),
  ...(["INCIDENT_HANDLING", "LEGAL_ASPECTS", "NETWORKS", "GOVERNANCE", "MEASUREMENT", "ENGINEERING"] as const),
  ...(["STEGANOGRAPHY", "THEORY", "TRUST"] as const),
] satisfies readonly Schemas["Expertise"][];
