import type { CallVersion } from "../calls/call.ts";
import type { AnnexFormat, CallAnnex } from "../calls/call-terms.ts";
import { type AnnexChecks, type AnnexPart, type FileFault, checkOf } from "./annex.ts";

/** What an annex lacks before the proposal can be frozen. A file that waits for its check may be submitted as it is (DATA §6). */
export type AnnexFault =
  | { readonly code: "ANNEX_MISSING"; readonly path: string; readonly title: string }
  | { readonly code: "ANNEX_NOT_OF_CALL"; readonly path: string; readonly title: string }
  | { readonly code: "ANNEX_TOO_LARGE"; readonly path: string; readonly title: string; readonly bytesMax: number }
  | {
      readonly code: "ANNEX_FORMAT_NOT_ASKED";
      readonly path: string;
      readonly title: string;
      readonly format: AnnexFormat;
      /** Those that the call takes: "pdf, xlsx". */
      readonly formats: string;
    }
  | {
      readonly code: "ANNEX_TOO_LONG";
      readonly path: string;
      readonly title: string;
      readonly pages: number;
      readonly pagesMax: number;
    }
  | { readonly code: "ANNEX_REFUSED"; readonly path: string; readonly title: string; readonly fault: FileFault };

/** Of a call its annexes alone are asked for. */
export type AskedOf = { readonly content: Pick<CallVersion["content"], "annexes"> };

type Annexes = { readonly annexes: readonly AnnexPart[]; readonly checks: AnnexChecks };

const faultsOf = (asked: CallAnnex, part: AnnexPart, checks: AnnexChecks): readonly AnnexFault[] => {
  const { annexId, title, formats, pagesMax, bytesMax } = asked;
  const at = { path: `annex.${annexId}`, title };
  const check = checkOf(part, checks);
  const tooLarge: readonly AnnexFault[] =
    bytesMax !== undefined && part.bytes > bytesMax ? [{ code: "ANNEX_TOO_LARGE", ...at, bytesMax }] : [];
  if (check === undefined) return tooLarge;
  const { format, pages, faults } = check;
  return [
    ...tooLarge,
    ...faults.map((fault) => ({ code: "ANNEX_REFUSED", ...at, fault }) as const),
    ...(format !== undefined && !formats.includes(format)
      ? [{ code: "ANNEX_FORMAT_NOT_ASKED", ...at, format, formats: formats.join(", ") } as const]
      : []),
    // The limit itself is in order, one page more is not (ELG-01).
    ...(pagesMax !== undefined && pages !== undefined && pages > pagesMax
      ? [{ code: "ANNEX_TOO_LONG", ...at, pages, pagesMax } as const]
      : []),
  ];
};

/** Whether the files are those that the call asks for: complete, readable, within their limits (ELG-01, CALL-01). */
export const findAnnexFaults = ({ annexes, checks }: Annexes, { content }: AskedOf): readonly AnnexFault[] => {
  const asked = content.annexes ?? [];
  const partOf = (annexId: string) => annexes.find((annex) => annex.annexId === annexId);
  return [
    ...asked.flatMap((one): readonly AnnexFault[] => {
      const part = partOf(one.annexId);
      if (part !== undefined) return faultsOf(one, part, checks);
      return one.isMandatory ? [{ code: "ANNEX_MISSING", path: `annex.${one.annexId}`, title: one.title }] : [];
    }),
    ...annexes
      .filter(({ annexId }) => !asked.some((one) => one.annexId === annexId))
      .map(
        ({ annexId, fileName }) => ({ code: "ANNEX_NOT_OF_CALL", path: `annex.${annexId}`, title: fileName }) as const,
      ),
  ];
};
