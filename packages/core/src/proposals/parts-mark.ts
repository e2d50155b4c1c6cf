import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { Part } from "./part.ts";
import { PartsMark, type Proposal } from "./proposal.ts";

/** What a draft consists of, by the contents of its parts: saving the same again changes nothing. */
export const markOfParts = (sha256: Sha256, parts: readonly Pick<Part, "path" | "sha256">[]): PartsMark =>
  PartsMark.parse(
    sha256(canonicalJson(Object.fromEntries(parts.map((part) => [part.path, part.sha256])))).slice(0, 32),
  );

/** True when the draft is not what is submitted: somebody wrote on and has not submitted that. Never where nothing is submitted. */
export const isDraftUnsubmitted = (proposal: Proposal, partsMark: PartsMark): boolean =>
  proposal.state === "submitted" && proposal.submitted.partsMark !== partsMark;
