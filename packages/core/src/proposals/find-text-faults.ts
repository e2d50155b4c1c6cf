import type { CallVersion } from "../calls/call.ts";
import { type GeneralDraft, type TextPart, sectionsOf } from "./part.ts";
import { type LengthUnit, findExcess, lengthLimitOf } from "./text-length.ts";

/** A text that the call asks for and that is not there, or that is longer than it allows. */
export type TextFault =
  | { readonly code: "TEXT_MISSING"; readonly path: string }
  | {
      readonly code: "TEXT_TOO_LONG";
      readonly path: string;
      readonly unit: LengthUnit;
      readonly used: number;
      readonly maximum: number;
    };

type Written = { readonly general: Pick<GeneralDraft, "abstract"> | undefined; readonly texts: readonly TextPart[] };
type AskedOf = { readonly content: Pick<CallVersion["content"], "profile" | "textLimits"> };

/** One on each criterion of the call (ELG-01, ELG-04); blanks are no text. */
export const missingTexts = ({ texts }: Pick<Written, "texts">, { content }: AskedOf): readonly TextFault[] =>
  sectionsOf(content.profile)
    .filter((section) => !texts.some((part) => part.section === section && part.text.trim() !== ""))
    .map((section) => ({ code: "TEXT_MISSING", path: `text.${section}` }));

/** What the call allows, counted as the editor counts it; the limit itself is in order (CALL-01, ELG-01). */
export const textsTooLong = ({ general, texts }: Written, { content }: AskedOf): readonly TextFault[] => {
  const asked = sectionsOf(content.profile);
  const abstractLimit = content.textLimits?.find(({ section }) => section === "abstract");
  const written = [
    ...(general === undefined || abstractLimit === undefined
      ? []
      : [{ path: "general", text: general.abstract, limit: abstractLimit }]),
    ...texts
      .filter(({ section }) => asked.includes(section))
      .map(({ section, text }) => ({
        path: `text.${section}`,
        text,
        limit: lengthLimitOf(content.textLimits, section),
      })),
  ];
  return written.flatMap(({ path, text, limit }) => {
    const excess = findExcess(text, limit);
    return excess === null ? [] : [{ code: "TEXT_TOO_LONG", path, ...excess } as const];
  });
};
