import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { StatusLabel } from "../../components/status-label.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { factInWords, standingOf, standingTone, type Conflict } from "./conflict-words.ts";

export type Tied = { readonly user: string; readonly name: string; readonly conflict?: Conflict | undefined };

const Ground: FC<{ conflict: Conflict | undefined }> = ({ conflict }) => {
  const page = usePage();
  if (conflict === undefined) return <>{page.t("evaluation.conflicts.nothingKnown")}</>;
  return (
    <ul class="ecl-unordered-list">
      {conflict.facts.map((fact) => (
        <li class="ecl-unordered-list__item">{factInWords(fact, conflict, page)}</li>
      ))}
    </ul>
  );
};

const Weight: FC<{ conflict: Conflict | undefined }> = ({ conflict }) => {
  const { t } = usePage();
  const standing = standingOf(conflict);
  return <StatusLabel tone={standingTone[standing]}>{t(`evaluation.conflicts.standing.${standing}`)}</StatusLabel>;
};

/** Who it is, what ties them to the proposal, and how much that weighs. */
export const tiedColumns = (t: PageContext["t"]) => [
  { header: t("experts.name"), namesRow: true, cell: ({ name, user }: Tied) => name || user },
  { header: t("evaluation.conflicts.ground"), cell: ({ conflict }: Tied) => <Ground conflict={conflict} /> },
  { header: t("evaluation.conflicts.weight"), cell: ({ conflict }: Tied) => <Weight conflict={conflict} /> },
];

/** What became of the place of an expert: the end of the key of its words. */
export const placeOf = ({ isWithdrawn, isReportIn }: Schemas["ConflictsOfProposal"]["experts"][number]) => {
  if (isWithdrawn) return "WITHDRAWN";
  return isReportIn ? "REPORT_IN" : "REPORT_DUE";
};
