import type { Result } from "@grants/kernel/result";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isMessageKey, type MessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import { proposalIdOf } from "./proposal-facts.ts";

export type Annexes = Schemas["Annexes"];
export type AnnexRow = Annexes["annexes"][number];
export type AnnexContent = Extract<Schemas["Part"]["content"], { kind: "annex" }>;

export const annexIdOf = (c: PortalContext): string => c.req.param("annexId") ?? "";

/** The annexes of the proposal; the browser may send files to the storage from the page that shows them. */
export const readAnnexes = async (c: PortalContext): Promise<Result<Annexes, Problem>> => {
  const path = { proposalId: proposalIdOf(c) };
  const read = await answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/annexes", { params: { path } }));
  if (read.ok) c.set("storageOrigin", read.value.storageOrigin);
  return read;
};

export const contentOf = ({ part }: AnnexRow): AnnexContent | undefined =>
  part?.content.kind === "annex" ? part.content : undefined;

export const titleOf = (row: AnnexRow): string => row.asked?.title ?? contentOf(row)?.fileName ?? row.annexId;

const bytesPerKilobyte = 1_000;
const bytesPerMegabyte = 1_000_000;

/** 12,345 → "12 kB", 100,000,000 → "100 MB": never less than it is. */
export const sizeInWords = (bytes: number, { t, format }: PageContext): string =>
  bytes < bytesPerMegabyte
    ? t("annexes.kilobytes", { number: format.number(Math.ceil(bytes / bytesPerKilobyte)) })
    : t("annexes.megabytes", { number: format.number(Math.ceil((bytes * 10) / bytesPerMegabyte) / 10) });

export type AnnexState = "none" | "waiting" | "good" | "mend" | "note";

export const annexTones: Readonly<Record<AnnexState, StatusTone>> = {
  none: "quiet",
  waiting: "neutral",
  good: "active",
  mend: "attention",
  note: "neutral",
};

/** How an annex stands, in one word. One that is missing is to be mended where the call demands it. */
export const stateOf = ({ part, check, faults }: AnnexRow): AnnexState => {
  if (faults.length > 0) return "mend";
  if (part === undefined) return "none";
  if (check === undefined) return "waiting";
  return check.scan === "clean" ? "good" : "note";
};

const textOf = (value: unknown): string => (typeof value === "number" || typeof value === "string" ? `${value}` : "");

/** What is wrong with a file and how it is mended. */
export const faultInWords = (fault: AnnexRow["faults"][number], { t, language }: PageContext): string => {
  const code = fault.code === "ANNEX_REFUSED" ? textOf(fault["fault"]) : fault.code;
  const key = `annexes.fault.${code}`;
  if (!isMessageKey(key)) return t("proposals.lack.other", { code });
  const names = ["format", "formats", "pages", "pagesMax"] as const;
  const values = Object.fromEntries(names.map((name) => [name, textOf(fault[name])]));
  return translateLoosely(language, key satisfies MessageKey, values);
};
