import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalDateTime, zonedInstant } from "@grants/kernel/time";
import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const SourceCall = z.looseObject({
  id: z.string().nullable(),
  title: z.string(),
  programme: z.enum(["DEP", "HE"]),
  actionType: z.string().nullable(),
  budgetCents: z.int().nullable(),
  fundingRate: z.string().nullable(),
  openingDate: z.iso.date().nullable(),
  closing: z.object({ utc: z.string(), timeAssumed: z.boolean() }).nullable(),
  sourceUrl: z.string().nullable(),
  perProjectCents: z.object({ min: z.int().nullish(), max: z.int().nullish() }).optional(),
  note: z.string().optional(),
});
const Source = z.object({ calls: z.array(SourceCall) });

/** Sources name the day of opening; the first instant of that day in Brussels is assumed. */
const startOfDay = (day: string): string => {
  const instant = zonedInstant(LocalDateTime.parse(`${day}T00:00`), "Europe/Brussels");
  if (!instant.ok) throw new Error(`${day} has no midnight in Brussels.`);
  return instant.value;
};

const toRecord = (call: z.infer<typeof SourceCall>) => ({
  reference: call.id,
  title: call.title,
  programme: call.programme,
  actionType: call.actionType,
  budgetCents: call.budgetCents,
  fundingRate: call.fundingRate,
  minGrantCents: call.perProjectCents?.min ?? null,
  maxGrantCents: call.perProjectCents?.max ?? null,
  opensAt: call.openingDate === null ? null : startOfDay(call.openingDate),
  closesAt: call.closing === null ? null : call.closing.utc.replace(/Z$/, ".000Z"),
  isTimeAssumed: call.closing?.timeAssumed ?? false,
  topics: call.id === null ? [] : [call.id],
  sourceUrl: call.sourceUrl,
  note: call.note ?? null,
});

/** The calls that the Centre really ran, as public sources tell them; what no source says stays unknown. */
export const importRealCalls = async (api: Pick<StoryApi, "send">): Promise<number> => {
  const file = join(import.meta.dirname, "eccc-calls.json");
  const { calls } = Source.parse(JSON.parse(await readFile(file, "utf8")));
  await Promise.all(
    calls.map((call) => api.send("POST", "/v1/calls/imports", { as: cast.programmeOfficer, body: toRecord(call) })),
  );
  return calls.length;
};
