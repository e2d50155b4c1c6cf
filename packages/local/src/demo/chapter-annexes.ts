import { renderPdf } from "@grants/documents/render-pdf";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { fontSources } from "../build.ts";
import type { StoryPerson } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

/** The files that the call of the story asks for. */
export const storyAnnexes = [
  { annexId: "timetable", title: "Timetable of the action", isMandatory: false, formats: ["pdf"], pagesMax: 10 },
  { annexId: "support", title: "Letters of support", isMandatory: false, formats: ["pdf"], pagesMax: 40 },
];

const Begun = z.object({ uploadId: z.string() });
const Form = z.object({ form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) });

const contents: Readonly<Record<string, { readonly fileName: string; readonly items: readonly string[] }>> = {
  timetable: {
    fileName: "timetable.pdf",
    items: [
      "Months 1 to 6: sensors in place",
      "Months 7 to 18: sharing with neighbours",
      "Months 19 to 36: in service",
    ],
  },
  support: {
    fileName: "letters-of-support.pdf",
    items: ["The national coordination centre supports the action.", "Two operators of essential services take part."],
  },
};

const filePdf = async (title: string, items: readonly string[], at: string): Promise<Uint8Array> => {
  const [regular, bold] = await Promise.all([readFile(fontSources.regular), readFile(fontSources.bold)]);
  const model = {
    title,
    language: "en" as const,
    author: "Demonstration",
    subject: title,
    standing: "Synthetic, for the demonstration",
    at,
    pageLabel: (page: number, pages: number) => `Page ${page} of ${pages}`,
    blocks: [{ kind: "list" as const, isOrdered: false, items }],
  };
  return renderPdf(model, { regular, bold });
};

/** A person sends the files as a browser without a script does, and hands each in. */
export const handInAnnexes = async (api: StoryApi, as: StoryPerson, proposalId: string, at: string): Promise<void> => {
  for (const { annexId, title } of storyAnnexes) {
    const { fileName = "annex.pdf", items = [] } = contents[annexId] ?? {};
    const path = `/v1/proposals/${proposalId}/annexes/${annexId}/uploads`;
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    const { uploadId } = Begun.parse(await api.send("POST", path, { as, body: {} }));
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    const { form } = Form.parse(await api.get(`${path}/${uploadId}`, as));
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.sendFile(form, fileName, () => filePdf(title, items, at));
    const registration = { as, ifMatch: 0, body: { fileName } };
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("POST", `${path}/${uploadId}/registration`, registration);
  }
};
