import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { usePage } from "../../page/page-context.ts";
import { thousandths } from "../cofunding/share-bar.tsx";
import { sum, type RankedStatus } from "./vocabulary.ts";

type Row = Schemas["RankingRow"];

const barHeight = 18;
const gap = 6;
const rowsMax = 30;

const fills: Readonly<Partial<Record<RankedStatus, string>>> = { MAIN: "#0e47cb", TIE_NEEDS_PANEL: "#b45309" };
const otherFill = "#6b7280";

/** Each request as a bar that begins where the one before ends, and the budget as a line: where it falls is where the money ends. */
export const RankingPicture: FC<{ rows: readonly Row[]; budgetCents: number }> = ({ rows, budgetCents }) => {
  const { t, nextId } = usePage();
  const ranked = rows.filter(({ rank }) => rank !== undefined).slice(0, rowsMax);
  const wholeCents = Math.max(budgetCents, sum(ranked.map(({ unionCents }) => unionCents)));
  const height = ranked.length * (barHeight + gap) + gap;
  const line = thousandths(budgetCents, wholeCents);
  const captionId = nextId("picture");
  return ranked.length === 0 ? null : (
    <figure aria-labelledby={captionId}>
      <figcaption id={captionId}>
        <strong>{t("evaluation.ranking.picture")}</strong>
        <br />
        {t("evaluation.ranking.pictureText")}
      </figcaption>
      <svg
        width="100%"
        height={String(height)}
        viewBox={`0 0 1000 ${String(height)}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {ranked.map(({ unionCents, status }, place) => {
          const before = sum(ranked.slice(0, place).map((row) => row.unionCents));
          return (
            <rect
              x={String(thousandths(before, wholeCents))}
              y={String(gap + place * (barHeight + gap))}
              width={String(Math.max(1, thousandths(unionCents, wholeCents)))}
              height={String(barHeight)}
              fill={fills[status] ?? otherFill}
            />
          );
        })}
        <rect x={String(Math.min(line, 998))} y="0" width="2" height={String(height)} fill="#111827" />
      </svg>
    </figure>
  );
};
