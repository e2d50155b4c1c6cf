import { EnteredCents, sumCents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { type Instant, LocalDate, dateInZone } from "@grants/kernel/time";
import { Digest } from "@grants/kernel/digest";
import { z } from "zod";
import { type CallContent, Programme } from "./call.ts";
import { WorkProgrammeId } from "./call-terms.ts";
import { DirectAwardGround } from "./direct-award.ts";

const Year = z.int().min(2021).max(2035);
const prose = ParagraphText.trim().min(10).max(2_000);

/** A work programme with what a financing decision shows (CALL-06, FR 110). */
export const WorkProgrammeRecord = z
  .strictObject({
    title: LineText.min(3).max(200),
    programme: Programme,
    yearFrom: Year,
    yearTo: Year,
    basicAct: LineText.min(3).max(300),
    budgetLine: LineText.min(3).max(100),
    objectives: prose,
    /** How it is carried out: grants, procurement, contribution agreements. */
    method: prose,
    /** Who may apply. */
    applicants: prose,
    /** The most that all its calls together give in grants. */
    grantsEnvelopeCents: EnteredCents,
    /** On which grounds it allows awards without a call; absent: on none (CALL-08). */
    directAwards: z.array(DirectAwardGround).max(DirectAwardGround.options.length).optional(),
  })
  .refine(({ yearFrom, yearTo }) => yearFrom <= yearTo, {
    path: ["yearTo"],
    message: "The last year is before the first.",
  })
  .meta({ id: "WorkProgrammeRecord" });
export type WorkProgrammeRecord = z.infer<typeof WorkProgrammeRecord>;

/** The decision that adopted it, recorded by hand from the minutes of the Governing Board. */
export const Adoption = z
  .strictObject({ adoptedOn: LocalDate, reference: LineText.min(3).max(100) })
  .meta({ id: "WorkProgrammeAdoption" });
export type Adoption = z.infer<typeof Adoption>;

const Planned = z
  .object({ state: z.literal("planned"), id: WorkProgrammeId, recordSha256: Digest })
  .meta({ id: "PlannedWorkProgramme" });
const Adopted = z
  .object({ state: z.literal("adopted"), id: WorkProgrammeId, recordSha256: Digest, ...Adoption.shape })
  .meta({ id: "AdoptedWorkProgramme" });

/** The head of a work programme. Before its adoption a call may only be published subject to it (WP-03). */
export const WorkProgrammeHead = z.discriminatedUnion("state", [Planned, Adopted]).meta({ id: "WorkProgrammeHead" });
export type WorkProgrammeHead = z.infer<typeof WorkProgrammeHead>;

export type WorkProgramme = { readonly head: WorkProgrammeHead; readonly record: WorkProgrammeRecord };

export type ProgrammeFault =
  | { readonly kind: "WorkProgrammeNotRecorded"; readonly field: "workProgrammeId" }
  | {
      readonly kind: "OutsideWorkProgramme";
      readonly field: "workProgrammeId";
      readonly yearFrom: number;
      readonly yearTo: number;
    }
  | { readonly kind: "AnotherProgramme"; readonly field: "workProgrammeId"; readonly programme: Programme }
  | { readonly kind: "AboveGrantsEnvelope"; readonly field: "topics"; readonly grantsEnvelopeCents: number };

/** WP-03, CALL-06: a call that names a work programme opens in its years, in its programme, and within its envelope for grants. */
export const programmeFaults = (
  content: CallContent,
  workProgramme: WorkProgramme | null,
  opensAt: Instant,
): readonly ProgrammeFault[] => {
  if (content.workProgrammeId === undefined) return [];
  if (workProgramme === null) return [{ kind: "WorkProgrammeNotRecorded", field: "workProgrammeId" }];
  const { programme, yearFrom, yearTo, grantsEnvelopeCents } = workProgramme.record;
  const year = Number(dateInZone(opensAt).slice(0, 4));
  const budgetCents = sumCents(content.topics.map((topic) => topic.budgetCents));
  return [
    ...(programme === content.profile.programme
      ? []
      : [{ kind: "AnotherProgramme", field: "workProgrammeId", programme } as const]),
    ...(year >= yearFrom && year <= yearTo
      ? []
      : [{ kind: "OutsideWorkProgramme", field: "workProgrammeId", yearFrom, yearTo } as const]),
    ...(budgetCents <= grantsEnvelopeCents
      ? []
      : [{ kind: "AboveGrantsEnvelope", field: "topics", grantsEnvelopeCents } as const]),
  ];
};
